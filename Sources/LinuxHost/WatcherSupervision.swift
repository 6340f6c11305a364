// Keeps a watcher alive and believes it only while it proves that it hears. Never looks into a folder: that is the sweep's.

import Glibc
import Ports

/// The state behind `WatcherProcess.wait`. Every trouble has one answer: end the watcher, doubt, start it again. Events of a
/// folder are relied on only once a sign of life has come through; until then, and whenever they cannot be, the caller is
/// told to look every few seconds.
struct WatcherSupervision {
    private let program: String
    private let timing: WatchTiming
    private let stopping: Descriptor
    private let nudging: Descriptor
    private let kindOf: @Sendable (String) -> FileSystemKind
    private let log: WatchLog
    private let report: WatchReport
    private let time = SystemTime()

    private var phase = Phase.down
    private var folders: [WatchedFolder]
    private var reader = WatchRecordReader()
    private var backoff: Backoff
    private var startedAt: Int64 = 0
    private var nextStart: Int64 = 0
    private var nextPoll: Int64 = 0
    /// Why there is no watcher, while there is none; and the last such reason, which is not said again as loudly.
    private var outage = "the watcher is being started"
    private var lastOutage: String?
    /// What was reported last.
    private var reported: [FolderWatch] = []

    private enum Phase {
        case down
        case starting(RunningWatcher)
        case ready(RunningWatcher)
    }

    init(
        program: String, folders: [String], timing: WatchTiming, stopping: Descriptor, nudging: Descriptor,
        kindOf: @escaping @Sendable (String) -> FileSystemKind, log: @escaping WatchLog, report: @escaping WatchReport
    ) {
        self.program = program
        self.folders = folders.map { WatchedFolder($0, timing: timing) }
        self.timing = timing
        self.stopping = stopping
        self.nudging = nudging
        self.kindOf = kindOf
        self.log = log
        self.report = report
        backoff = Backoff(timing)
    }

    mutating func wait(milliseconds: Int?) -> Wake {
        // A day at most, against overflow: who waits for longer may well be told `timeout` early.
        let deadline = milliseconds.map { time.monotonic() + Int64(min($0, 86_400_000)) } ?? .max
        while true {
            switch poll(until: min(deadline, nextDuty)) {
            case .stopped: return .stopped
            case .nudged: return .completion
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
        case .starting(let watcher), .ready(let watcher): watcher
        }
    }

    private var isReady: Bool {
        if case .ready = phase { true } else { false }
    }

    private enum Heard { case stopped, output, nudged, nothing }

    /// Sleeps until somebody stops us, the watcher says something or ends, or it is `moment`.
    private func poll(until moment: Int64) -> Heard {
        let patience = Int32(clamping: max(0, moment - time.monotonic()))
        // A negative descriptor is passed over.
        var descriptors = [
            pollfd(fd: stopping.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: watcher?.output.number ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: nudging.number, events: Int16(POLLIN), revents: 0),
        ]
        guard Glibc.poll(&descriptors, 3, patience) > 0 else { return .nothing }
        if descriptors[0].revents != 0 { return .stopped }
        if descriptors[1].revents != 0 { return .output }
        var count: UInt64 = 0
        // Takes all nudges so far at once.
        _ = read(nudging.number, &count, 8)
        return .nudged
    }
}

// What is to be done at which moment.
extension WatcherSupervision {
    private var nextDuty: Int64 {
        switch phase {
        case .down: min(nextStart, nextPoll)
        case .starting: min(startedAt + timing.start, nextPoll)
        case .ready: min(nextProof, nextRetry, isPolling ? nextPoll : .max)
        }
    }

    /// When the next folder has been silent, or has not answered, for too long.
    private var nextProof: Int64 { folders.filter(\.isAskable).map(\.liveness.due).min() ?? .max }
    /// When to try again what was refused: the limit may have been raised, the folder made.
    private var nextRetry: Int64 {
        folders.contains { $0.refusal != nil } ? startedAt + timing.longestPause : .max
    }
    private var isPolling: Bool { folders.contains { $0.mode.isPolled } }

    /// Does what is due now, if anything.
    private mutating func doDuty() -> Wake? {
        let now = time.monotonic()
        guard now >= nextDuty else { return nil }
        switch phase {
        case .down where now >= nextStart: return start(at: now)
        case .starting where now >= startedAt + timing.start: return fail("the watcher does not become ready")
        case .ready where now >= nextProof: return prove(at: now)
        case .ready where now >= nextRetry: return restart(because: "a folder could not be watched")
        case .down, .starting, .ready:
            nextPoll = now + timing.poll
            // A folder that was missing may be there by now.
            if isReady, let wake = checkIdentities() { return wake }
            return .hint
        }
    }

    private mutating func start(at now: Int64) -> Wake? {
        startedAt = now
        nextPoll = now + timing.poll
        reader = WatchRecordReader()
        // Before it starts: a folder exchanged meanwhile costs one more start, not a missed one.
        for index in folders.indices { folders[index].prepare(kindOf: kindOf) }
        do throws(FileSystemError) {
            phase = .starting(try RunningWatcher(program: program, folders: folders.map(\.path)))
            return nil
        } catch {
            return fail("the watcher cannot be started: \(error)")
        }
    }

    /// The watcher is ready: every folder is asked for a first sign of life at once.
    private mutating func begin(_ watcher: RunningWatcher, at now: Int64) {
        phase = .ready(watcher)
        for index in folders.indices {
            folders[index].liveness = Liveness(timing, readyAt: now)
            folders[index].heardAt = nil
            ask(index, at: now)
        }
        tell()
    }

    /// Asks silent folders for a sign of life, and gives up what did not answer: a folder, or the watcher when none did.
    private mutating func prove(at now: Int64) -> Wake? {
        if let wake = checkIdentities() { return wake }
        let overdue = folders.indices.filter { index in
            let folder = folders[index]
            return folder.isAskable && folder.liveness.isOverdue && folder.liveness.due <= now
        }
        guard let asked = overdue.compactMap({ folders[$0].liveness.asked }).min() else {
            // All of them, for one waking instead of many, and so that the silence of one can be told from that of all.
            for index in folders.indices where !folders[index].liveness.isOverdue { ask(index, at: now) }
            return nil
        }
        let isHeard = folders.contains { ($0.liveness.lastHeard ?? .min) >= asked }
        guard isHeard else { return fail("the watcher does not answer") }
        let news = overdue.filter { !folders[$0].liveness.isDeaf }
        for index in overdue { folders[index].liveness.missed(at: now) }
        tell()
        return news.first.map { .doubt("events do not arrive from \(folders[$0].path)") }
    }

    private mutating func ask(_ index: Int, at now: Int64) {
        guard folders[index].isAskable else { return }
        do throws(FileSystemError) {
            try Cookie.leave(in: folders[index].path)
            folders[index].hindrance = nil
            folders[index].liveness.asked(at: now)
        } catch {
            // The disk may be full, or the inbox somebody else's: that says nothing against the watcher.
            folders[index].hindrance = "no sign of life can be left there: \(error)"
            folders[index].liveness.rest(at: now)
        }
    }

    private mutating func checkIdentities() -> Wake? {
        for index in folders.indices where folders[index].isNewlyTurned() {
            let folder = folders[index]
            log(
                .warning, "A link to an inbox leads elsewhere now; the old folder is watched on. Restart to follow it",
                ["link": folder.given, "folder": folder.path])
        }
        guard let changed = folders.first(where: \.isExchanged) else { return nil }
        return fail("a watched folder has been exchanged: \(changed.path)")
    }

    /// Ends the watcher where there is one, and plans the next start.
    private mutating func fail(_ reason: String) -> Wake {
        let ending = watcher?.end()
        phase = .down
        let now = time.monotonic()
        let pause = backoff.pause(afterLiving: now - startedAt)
        nextStart = now + pause
        nextPoll = now + timing.poll
        outage = ending.map { "\(reason) (\($0))" } ?? reason
        if let advice = WatchAdvice.of(ending) { outage += "; \(advice)" }
        let level: WatchLogLevel = outage == lastOutage ? .debug : .warning
        lastOutage = outage
        log(level, "No folder is watched for the moment", ["reason": outage, "restartMilliseconds": "\(pause)"])
        tell()
        return .doubt(outage)
    }

    /// Starts it anew at once: nothing is wrong with it.
    private mutating func restart(because reason: String) -> Wake? {
        log(.debug, "Starting the watcher anew", ["because": reason])
        _ = watcher?.end()
        phase = .down
        return start(at: time.monotonic())
    }
}

// What is told about the folders.
extension WatcherSupervision {
    /// Logs what is new about the folders and reports how they are, once it is known for all of them.
    private mutating func tell() {
        if isReady, folders.contains(where: \.isUnsettled) { return }
        let present = folders.map { folder in
            FolderWatch(
                path: folder.path, fileSystem: folder.kind.name,
                mode: isReady ? folder.mode : .polled(outage), heardAt: folder.heardAt)
        }
        for (index, watch) in present.enumerated() {
            let old = reported.indices.contains(index) ? reported[index] : nil
            if watch.mode == old?.mode { continue }
            // An outage has its own line.
            let level: WatchLogLevel = !isReady ? .debug : watch.mode == .events ? .info : .warning
            var metadata = ["folder": watch.path, "fileSystem": watch.fileSystem, "mode": watch.mode.name]
            metadata["because"] = watch.mode.reason
            if watch.mode.isPolled { metadata["everyMilliseconds"] = "\(timing.poll)" }
            log(level, "Watching", metadata)
        }
        if isReady, present.contains(where: { $0.mode == .events }) { lastOutage = nil }
        reported = present
        report(present)
    }
}

// What the watcher says.
extension WatcherSupervision {
    /// At most this many times 64 KiB are read for one wake, so that a flood of events cannot keep the caller from working.
    private static let readsPerWake = 16

    /// Takes all that has arrived. Nil when it was only a sign of life.
    private mutating func listen() -> Wake? {
        guard let watcher else { return nil }
        let isSettled = !folders.contains(where: \.isUnsettled)
        var wake: Wake?
        var wasProven = false
        for _ in 0..<Self.readsPerWake {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(watcher.output.number, &buffer, buffer.count)
            if count < 0, errno == EAGAIN || errno == EINTR { break }
            // Ended, or a read error, which a pipe does not have.
            guard count > 0 else { return fail("the watcher has ended") }
            for record in reader.read(buffer.prefix(count)) {
                switch hear(record) {
                case .quiet: break
                case .proof: wasProven = true
                case .wake(let new): if wake == nil || wake == .hint { wake = new }
                case .trouble(let reason): return fail(reason)
                }
            }
        }
        if wasProven || !isSettled { tell() }
        return wake
    }

    private enum Sense {
        case quiet, proof
        case wake(Wake)
        case trouble(String)
    }

    private mutating func hear(_ record: WatchRecord) -> Sense {
        let now = time.monotonic()
        switch (record, phase) {
        case (.unwatched(let folder, let code), .starting):
            guard folders.indices.contains(folder) else { return .trouble("the watcher speaks out of turn") }
            folders[folder].refusal = code
            return .quiet
        case (.ready, .starting(let watcher)):
            begin(watcher, at: now)
            return .wake(.doubt("the watcher has started"))
        case (.changed(let folder, let name), .ready):
            guard folders.indices.contains(folder) else { return .trouble("the watcher speaks out of turn") }
            heard(folder, at: now)
            return name == Cookie.name ? .proof : .wake(.hint)
        case (.overflow, .ready):
            log(
                .warning, "The kernel has lost events; everything is listed",
                ["advice": "if this is frequent: sysctl fs.inotify.max_queued_events=65536"])
            return .wake(.doubt("the kernel has lost events"))
        case (.gone(let folder), _):
            let path = folders.indices.contains(folder) ? folders[folder].path : "\(folder)"
            return .trouble("a watched folder is gone: \(path)")
        case (.unwatched, _), (.ready, _), (.changed, _), (.overflow, _), (.garbage, _):
            return .trouble("the watcher speaks out of turn")
        }
    }

    /// A word of one folder is a word of all paths that lead to it.
    private mutating func heard(_ folder: Int, at now: Int64) {
        let identity = folders[folder].identity
        for index in folders.indices where index == folder || folders[index].identity == identity {
            folders[index].liveness.heard(at: now)
            folders[index].heardAt = time.now()
        }
    }
}
