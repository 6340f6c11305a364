// One life of the watcher as a process: started, heard, ended, reaped. Never starts it again.

import CLinux
import Glibc
import Ports

/// A started cancelbox-watch. Ends and reaps it with its last reference.
final class RunningWatcher {
    /// What it says; reading never waits.
    let output: Descriptor
    /// Held open, never written: its end is how the watcher learns that we are gone.
    private let input: Descriptor
    private let process: pid_t
    private var isReaped = false

    /// Starts `program` on `folders`. The daemon has threads, so this is posix_spawn and never fork. The watcher gets the two
    /// pipes and our standard error, no other descriptor (some library may have opened one that outlives exec), no environment (it needs none, and ours
    /// may hold secrets), default signals (an ignored SIGIO would be inherited), and a process group of its own: what Ctrl-C
    /// ends is the daemon, which then ends the watcher.
    init(program: String, folders: [String]) throws(FileSystemError) {
        let (theirInput, ourInput) = try makePipe()
        let (ourOutput, theirOutput) = try makePipe()
        try checked("start watcher", program) { fcntl(ourOutput.number, F_SETFL, O_NONBLOCK) }
        input = ourInput
        output = ourOutput

        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        var signals = sigset_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, theirInput.number, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, theirOutput.number, STDOUT_FILENO)
        cancelbox_spawn_close_from(&actions, STDERR_FILENO + 1)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let arguments = ([program] + folders).map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, &attributes, arguments + [nil], [nil])
        guard code == 0 else { throw FileSystemError(call: "start watcher", path: program, code: code) }
        self.process = process
    }

    deinit { _ = end() }

    /// Kills it where it still lives, and says how it ended. A stopped process dies of SIGKILL too.
    func end() -> WatcherEnding {
        guard !isReaped else { return .unknown("it has ended before") }
        // Until it is reaped the number cannot be anybody else's.
        kill(process, SIGKILL)
        isReaped = true
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            // ECHILD: the process ignores SIGCHLD, so the kernel reaps by itself.
            if errno != EINTR { return .unknown("how it ended is not known: \(message(of: errno))") }
        }
        let (code, signal) = (cancelbox_exit_code(status), cancelbox_exit_signal(status))
        return code >= 0 ? .exited(code) : .killed(signal)
    }
}

/// How a watcher ended.
enum WatcherEnding: CustomStringConvertible {
    case exited(Int32)
    case killed(Int32)
    case unknown(String)

    var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .killed(let signal): "signal \(signal)"
        case .unknown(let words): words
        }
    }
}

/// A pipe whose ends close on exec.
private func makePipe() throws(FileSystemError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    try checked("pipe", "watcher") { cancelbox_pipe(&ends) }
    return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
}
