// The built cancelbox-watch, found and looked at from outside. Changes nothing.

import Glibc
import LinuxHost
import Ports
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

    /// Timing as in service, unless a test changes it. Another `program`, or a line of shell, instead of cancelbox-watch
    /// shows what comes of that.
    init(
        program: String? = nil, script: String? = nil, _ change: (inout WatchTiming) -> Void = { _ in }
    ) throws {
        let spool = try TemporarySpool()
        self.spool = spool
        let program = try script.map { try spool.plantScript($0) } ?? program ?? watcherProgram()
        var timing = WatchTiming()
        change(&timing)
        watch = try WatcherProcess(
            program: program, folders: [spool.path + "/inbox", spool.path + "/work"], timing: timing
        ) { _, _, _ in }
    }

    /// Waits until the watcher says it is ready.
    func start() throws {
        try #require(waitForDoubt("started") != nil)
    }

    /// Waits for a doubt that mentions `text`; nil when ten seconds bring none.
    func waitForDoubt(_ text: String) -> String? {
        let deadline = SystemTime().monotonic() + 10_000
        while SystemTime().monotonic() < deadline {
            if case .doubt(let reason) = watch.wait(milliseconds: 1_000), reason.contains(text) { return reason }
        }
        return nil
    }

    /// Takes all that has been said until there is silence.
    func settle() {
        while watch.wait(milliseconds: 100) != .timeout {}
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
