// The built cancelbox-watch, found and looked at from outside. Changes nothing.

import Glibc
import LinuxHost
import Ports
import Synchronization
import Testing

/// The path of cancelbox-watch: it is built into the folder this test program lies in.
func watcherProgram() throws -> String {
    var target = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &target, target.count)
    let own = String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let program =
        own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        + "/cancelbox-watch"
    try #require(access(program, X_OK) == 0, "\(program) is missing: build everything, not the tests alone")
    return program
}

/// A spool whose inbox is watched, and the log of that.
final class WatchedSpool {
    // In this order: the watch ends first, and does not see its folders go.
    let watch: WatcherProcess
    let spool: TemporarySpool
    private let record = Record()

    /// What the supervision logged and reported.
    private final class Record: Sendable {
        let lines = Mutex<[String]>([])
        let folders = Mutex<[FolderWatch]>([])
    }

    /// Timing as in service, unless a test changes it. Another `program`, or lines of shell, instead of cancelbox-watch
    /// shows what comes of that. `folders` are relative to the spool, or absolute.
    init(
        program: String? = nil, script: String? = nil, folders: [String] = ["inbox", "work"],
        _ change: (inout WatchTiming) -> Void = { _ in },
        kindOf: @escaping @Sendable (String) -> FileSystemKind = { FileSystemKind(of: $0) },
        prepare: (TemporarySpool) throws -> Void = { _ in }
    ) throws {
        let spool = try TemporarySpool()
        self.spool = spool
        try prepare(spool)
        let program = try script.map { try spool.plantScript($0) } ?? program ?? watcherProgram()
        var timing = WatchTiming()
        change(&timing)
        let record = record
        watch = try WatcherProcess(
            program: program, folders: folders.map { $0.hasPrefix("/") ? $0 : "\(spool.path)/\($0)" }, timing: timing,
            kindOf: kindOf
        ) { level, message, metadata in
            let facts = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            record.lines.withLock { $0.append("\(level) \(message) \(facts)") }
        } report: { folders in
            record.folders.withLock { $0 = folders }
        }
    }

    /// The log so far.
    var lines: [String] { record.lines.withLock { $0 } }
    /// How the folders are watched, as last reported.
    var folders: [FolderWatch] { record.folders.withLock { $0 } }

    /// Waits until the watcher says it is ready.
    func start() throws {
        try #require(waitForDoubt("started") != nil, "\(lines)")
    }

    /// Waits for a doubt that mentions `text`; nil when twenty seconds bring none.
    func waitForDoubt(_ text: String) -> String? {
        var found: String?
        _ = waits { wake in
            if case .doubt(let reason) = wake, reason.contains(text) { found = reason }
            return found != nil
        }
        return found
    }

    /// Waits until `folders` are reported in these modes.
    func reaches(_ modes: [String]) -> Bool {
        waits { _ in folders.map(\.mode.name) == modes }
    }

    /// Lets the supervision work until `condition` holds for what it said last; false after twenty seconds.
    func waits(until condition: (Wake) -> Bool) -> Bool {
        let deadline = SystemTime().monotonic() + 20_000
        while SystemTime().monotonic() < deadline {
            if condition(watch.wait(milliseconds: 50)) { return true }
        }
        return false
    }

    /// Takes all that has been said until there is silence, or `atMost` times where there never is.
    func settle(atMost: Int = .max) {
        for _ in 0..<atMost where watch.wait(milliseconds: 100) == .timeout { return }
    }

    /// The watcher of this spool among all processes.
    func process() throws -> pid_t { try #require(processes(mentioning: spool.path).first) }
}

/// Processes with `text` in their command line, without this one.
func processes(mentioning text: String) -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        guard let process = pid_t(String(decoding: name, as: UTF8.self)), process != getpid() else { continue }
        let line = contents(of: "/proc/\(process)/cmdline").split(separator: 0)
        if line.contains(where: { String(decoding: $0, as: UTF8.self).contains(text) }) { found.append(process) }
    }
    return found
}

/// The bytes of a file of /proc, empty when it is gone.
func contents(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(file, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
}

/// How often any thread of a process went to sleep or was sent there.
func contextSwitches(of process: pid_t) throws -> Int {
    let threads = try #require(opendir("/proc/\(process)/task"))
    defer { closedir(threads) }
    var sum = 0
    while let entry = readdir(threads) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let status = String(decoding: contents(of: "/proc/\(process)/task/\(name)/status"), as: UTF8.self)
        for line in status.split(separator: "\n") where line.contains("ctxt_switches:") {
            sum += Int(line.split(whereSeparator: { !$0.isNumber }).last ?? "") ?? 0
        }
    }
    return sum
}

/// A thread of its own, since `wait` blocks the one it is called on.
final class Thread {
    private var thread = pthread_t()

    init(_ body: @escaping @Sendable () -> Void) throws {
        let box = Unmanaged.passRetained(Box(body))
        let failed = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        try #require(failed == 0)
    }

    func join() { pthread_join(thread, nil) }

    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
