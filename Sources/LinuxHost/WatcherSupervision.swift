// Keeps a watcher alive and believes it only while it proves that it hears. Never looks into a folder: that is the sweep's.

import Glibc
import Ports

/// The state behind `WatcherProcess.wait`. Every trouble has one answer: end the watcher, doubt, start it again.
struct WatcherSupervision {
    private let program: String
    private let folders: WatchedFolders
    private let timing: WatchTiming
    private let stopping: Descriptor
    private let log: WatchLog
    private let time = SystemTime()

    private var phase = Phase.down
    private var reader = WatchRecordReader()
    private var backoff: Backoff
    /// Which folders the present watcher was started on.
    private var identities: [[UInt64]?] = []
    private var startedAt: Int64 = 0
    private var nextStart: Int64 = 0
    private var nextSweep: Int64 = 0

    private enum Phase {
        case down
        case starting(RunningWatcher)
        case ready(RunningWatcher, Liveness)
    }

    init(program: String, folders: WatchedFolders, timing: WatchTiming, stopping: Descriptor, log: @escaping WatchLog) {
        self.program = program
        self.folders = folders
        self.timing = timing
        self.stopping = stopping
        self.log = log
        backoff = Backoff(timing)
    }

    mutating func wait(milliseconds: Int?) -> Wake {
        // A day at most, against overflow: who waits for longer may well be told `timeout` early.
        let deadline = milliseconds.map { time.monotonic() + Int64(min($0, 86_400_000)) } ?? .max
        while true {
            switch poll(until: min(deadline, nextDuty)) {
            case .stopped: return .stopped
            case .output:
                if let wake = listen() { return wake }
            case .nothing:
                if let wake = doDuty() { return wake }
                if time.monotonic() >= deadline { return .timeout }
            }
        }
    }

    private var watcher: RunningWatcher? {
        switch phase {
        case .down: nil
        case .starting(let watcher), .ready(let watcher, _): watcher
        }
    }

    private enum Heard { case stopped, output, nothing }

    /// Sleeps until somebody stops us, the watcher says something or ends, or it is `moment`.
    private func poll(until moment: Int64) -> Heard {
        let patience = Int32(clamping: max(0, moment - time.monotonic()))
        // A negative descriptor is passed over.
        var descriptors = [
            pollfd(fd: stopping.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: watcher?.output.number ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        guard Glibc.poll(&descriptors, 2, patience) > 0 else { return .nothing }
        return descriptors[0].revents != 0 ? .stopped : .output
    }
}

// What is to be done at which moment.
extension WatcherSupervision {
    private var nextDuty: Int64 {
        switch phase {
        case .down: min(nextStart, nextSweep)
        case .starting: min(startedAt + timing.start, nextSweep)
        case .ready(_, let liveness): liveness.due
        }
    }

    /// Does what is due now, if anything.
    private mutating func doDuty() -> Wake? {
        let now = time.monotonic()
        guard now >= nextDuty else { return nil }
        switch phase {
        case .down where now >= nextStart: return start(at: now)
        case .starting where now >= startedAt + timing.start: return fail("the watcher does not become ready")
        case .ready(let watcher, let liveness): return prove(watcher, liveness, at: now)
        case .down, .starting:
            nextSweep = now + timing.sweep
            return .doubt("there is no watcher")
        }
    }

    private mutating func start(at now: Int64) -> Wake? {
        startedAt = now
        nextSweep = now + timing.sweep
        reader = WatchRecordReader()
        // Before it starts: a folder exchanged meanwhile costs one more start, not a missed one.
        identities = folders.identities()
        do throws(FileSystemError) {
            phase = .starting(try RunningWatcher(program: program, folders: folders.paths))
            return nil
        } catch {
            return fail("the watcher cannot be started: \(error)")
        }
    }

    /// Asks the watcher for a sign of life, or gives it up when the sign did not come.
    private mutating func prove(_ watcher: RunningWatcher, _ liveness: Liveness, at now: Int64) -> Wake? {
        if liveness.isOverdue { return fail("the watcher does not answer") }
        if folders.identities() != identities { return fail("a watched folder has been exchanged") }
        var liveness = liveness
        do throws(FileSystemError) {
            try folders.leaveCookie()
            liveness.asked(at: now)
        } catch {
            // The disk may be full, or the inbox somebody else's: that says nothing against the watcher.
            log(.debug, "Cannot ask the watcher for a sign of life", ["error": "\(error)"])
            liveness.heard(at: now)
        }
        phase = .ready(watcher, liveness)
        return nil
    }

    /// Ends the watcher where there is one, and plans the next start.
    private mutating func fail(_ reason: String) -> Wake {
        let ending = watcher?.end()
        phase = .down
        let now = time.monotonic()
        let pause = backoff.pause(afterLiving: now - startedAt)
        nextStart = now + pause
        nextSweep = now + timing.sweep
        var metadata = ["reason": reason, "restartMilliseconds": "\(pause)"]
        metadata["ending"] = ending
        log(.warning, "No folder is watched for the moment", metadata)
        return .doubt(ending.map { "\(reason) (\($0))" } ?? reason)
    }
}

// What the watcher says.
extension WatcherSupervision {
    /// At most this many times 64 KiB are read for one wake, so that a flood of events cannot keep the caller from working.
    private static let readsPerWake = 16

    /// Takes all that has arrived. Nil when it was only a sign of life.
    private mutating func listen() -> Wake? {
        guard let watcher else { return nil }
        var wake: Wake?
        for _ in 0..<Self.readsPerWake {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(watcher.output.number, &buffer, buffer.count)
            if count < 0, errno == EAGAIN || errno == EINTR { break }
            // Ended, or a read error, which a pipe does not have.
            guard count > 0 else { return fail("the watcher has ended") }
            for record in reader.read(buffer.prefix(count)) {
                switch hear(record) {
                case .quiet: break
                case .wake(let new): if wake == nil || wake == .hint { wake = new }
                case .trouble(let reason): return fail(reason)
                }
            }
        }
        return wake
    }

    private enum Sense {
        case quiet
        case wake(Wake)
        case trouble(String)
    }

    private mutating func hear(_ record: WatchRecord) -> Sense {
        let now = time.monotonic()
        if case .ready(let watcher, var liveness) = phase {
            liveness.heard(at: now)
            phase = .ready(watcher, liveness)
        }
        switch record {
        case .ready:
            guard case .starting(let watcher) = phase else { return .trouble("the watcher speaks out of turn") }
            phase = .ready(watcher, Liveness(timing, readyAt: now))
            log(.info, "Watching", ["folders": folders.paths.joined(separator: ", ")])
            return .wake(.doubt("the watcher has started"))
        case .changed(0, folders.cookie): return .quiet
        case .changed: return .wake(.hint)
        case .overflow: return .wake(.doubt("the kernel has lost events"))
        case .gone(let folder):
            let path = folders.paths.indices.contains(folder) ? folders.paths[folder] : "\(folder)"
            return .trouble("a watched folder is gone: \(path)")
        case .garbage: return .trouble("the watcher speaks out of turn")
        }
    }
}
