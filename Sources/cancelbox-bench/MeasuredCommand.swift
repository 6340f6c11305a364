// One run of a command from its start to its end, and what the kernel says it used. Judges nothing.

import Foundation
import Glibc

/// What one run of a command took.
struct MeasuredCommand {
    let seconds: Double
    let processorSeconds: Double
    /// The most memory that was resident at once.
    let peakKibibytes: Int

    /// Runs `program` with its output thrown away. Exit codes are not looked at: some files of a mix are broken on purpose.
    init(program: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var words = ([program] + arguments).map { strdup($0) }
        defer { words.forEach { free($0) } }
        words.append(nil)
        let begin = monotonic()
        var process: pid_t = 0
        let failure = posix_spawn(&process, program, &actions, nil, words, environ)
        guard failure == 0 else {
            throw BenchError("\(program) cannot be started: \(String(cString: strerror(failure)))")
        }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, 0, &usage) == process, status & 0x7F == 0 else {
            throw BenchError("\(program) \(arguments.first ?? "") was ended by signal \(status & 0x7F)")
        }
        seconds = Double(monotonic() - begin) / 1e9
        processorSeconds =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        peakKibibytes = usage.ru_maxrss
    }
}

extension Scenes {
    /// `cancelbox read` over `count` mixed files: intake and its answer as a line each, nothing else.
    func read(_ count: Int) throws -> Figures {
        var corpus = Corpus(seed: 7)
        var previous: Data?
        let folder = root + "/read"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var size = 0
        let paths = try (0..<count).map { number in
            let drop = corpus.drop(number, of: .mix, after: previous)
            let path = "\(folder)/\(number).\(drop.suffix)"
            try drop.bytes.write(to: URL(fileURLWithPath: path))
            previous = drop.bytes
            size += drop.bytes.count
            return path
        }
        return try figures(of: paths, size: size)
    }

    /// `cancelbox read` of one answer of the store, about 20,000 orders of which one in twenty has a claim.
    func readAnswer() throws -> Figures {
        let answer = Corpus.orders(20_000, claimEvery: 20)
        let path = root + "/answer.json"
        try answer.write(to: URL(fileURLWithPath: path))
        return try figures(of: [path], size: answer.count)
    }

    private func figures(of paths: [String], size: Int) throws -> Figures {
        let run = try MeasuredCommand(program: program, ["read"] + paths)
        return [
            ("files a second", Double(paths.count) / run.seconds, "/s"),
            ("throughput", Double(size) / 1e6 / run.processorSeconds, "MB/s of one core"),
            ("processor time a file", run.processorSeconds / Double(paths.count) * 1e6, "µs"),
            ("peak memory", Double(run.peakKibibytes) / 1024, "MiB"),
        ]
    }
}
