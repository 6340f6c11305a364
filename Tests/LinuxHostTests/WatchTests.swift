// The watcher process and the simulated watch keep the same promises: otherwise what is proved on the one proves nothing of the
// other.

import Glibc
import LinuxHost
import Ports
import Simulation
import Testing

extension ThisMachineTests {
    @Suite(.timeLimit(.minutes(10)))
    struct WatchTests {
        @Test(arguments: WatchContract.all)
        func `the watcher process keeps the promises of the port`(promise: WatchContract) throws {
            try promise.check(try LiveWatchedWorld())
        }
    }
}

struct SimulatedWatchTests {
    @Test(arguments: WatchContract.all)
    func `the simulated watch keeps the promises of the port`(promise: WatchContract) throws {
        try promise.check(SimulatedWatchedWorld())
    }
}

/// A spool watched by the real program.
private final class LiveWatchedWorld: WatchedWorld {
    private let watched: WatchedSpool
    private var files = 0
    private var threads: [Thread] = []

    init() throws {
        watched = try WatchedSpool {
            $0.poll = 300
            $0.longestPause = 400
        }
        // A pause between two starts must be longer than it takes to see that nobody listens.
        try watched.start()
        try #require(watched.reaches(["events", "events"]), "\(watched.lines)")
        watched.settle()
    }

    deinit { for thread in threads { thread.join() } }

    var watch: any WatchSource { watched.watch }

    func arrive(in folder: WatchedFolderNumber) throws {
        files += 1
        try watched.spool.startWriting(FileName("\(files)"), in: folder == .first ? inbox : work).finish()
    }

    func soon(_ event: SoonEvent) throws {
        let (path, watch) = (watched.spool.path, watched.watch)
        threads.append(
            try Thread {
                switch event {
                case .arrival: close(open("\(path)/inbox/soon", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
                case .stop: watch.stop()
                }
            })
    }

    func overflow() throws {
        let limit = String(decoding: contents(of: "/proc/sys/fs/inotify/max_queued_events"), as: UTF8.self)
        let process = try watched.process()
        kill(process, SIGSTOP)
        // Two events each.
        for _ in 0...(try #require(Int(limit.dropLast())) / 2) { try arrive(in: .first) }
        kill(process, SIGCONT)
    }

    func killWatcher() throws { kill(try watched.process(), SIGKILL) }

    func takeFolderAway() throws {
        try #require(rename(watched.spool.path + "/inbox", watched.spool.path + "/away") == 0)
    }

    func putFolderBack() throws { try #require(mkdir(watched.spool.path + "/inbox", 0o700) == 0) }
}

/// The simulated watch; what befalls it is put into its script.
private final class SimulatedWatchedWorld: WatchedWorld {
    private let time = SimulatedTime()
    private let simulated: SimulatedWatch

    init() { simulated = SimulatedWatch(script: [], time: time, plan: .calm, end: .max) }

    var watch: any WatchSource { simulated }

    private func add(_ event: WatchEvent, after milliseconds: Int64 = 0, act: @escaping @Sendable () -> Void = {}) {
        let at = time.monotonic() + milliseconds
        simulated.add(ScriptedAct(at: at, "\(event)", event: event, act: act))
    }

    func arrive(in folder: WatchedFolderNumber) { add(.change) }

    func soon(_ event: SoonEvent) {
        switch event {
        case .arrival: add(.change, after: 30)
        case .stop: add(.change, after: 30) { [simulated] in simulated.stop() }
        }
    }

    func overflow() { add(.overflow) }
    func killWatcher() { add(.watcherDies) }
    func takeFolderAway() { add(.folderGoes) }
    func putFolderBack() { add(.folderComes) }
}
