// cancelbox-bench: figures of this machine, for comparison with other builds in the same hour. Never a test.

import ArgumentParser
import Foundation

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancelbox-bench",
        abstract:
            "Measure reading, and the daemon on a corpus of its own: backlog, lone drops, a steady stream, a burst, idleness.",
        discussion: "Machines are noisy: compare only what was measured side by side. Everything is left in --root.")

    @Option(help: "The program to measure; a release build.")
    var program: String

    @Option(help: "An empty folder for the spools, on the disk that is to be measured.")
    var root: String

    @Option(help: "Drops in the backlog.")
    var files = 10_000

    @Option(help: "How often each scene runs; the median is shown.")
    var rounds = 3

    func run() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let orders = root + "/orders.json"
        try Corpus.orders(max(files, 20_001)).write(to: URL(fileURLWithPath: orders))
        let scenes = Scenes(program: program, root: root, orders: orders)
        try show("read of \(files) mixed files") { try scenes.read(files) }
        try show("read of an answer of the store") { try scenes.readAnswer() }
        for mix in Mix.allCases {
            try show("backlog of \(files), \(mix.rawValue)") { try scenes.backlog(files, of: mix) }
        }
        try show("lone drops, 50 a second") { try scenes.live(400, rate: 50) }
        try show("steady, 1000 a second") { try scenes.live(5000, rate: 1000) }
        try show("burst of 20000") { try scenes.live(20_000, rate: 0) }
        try show("idle, 10 s", rounds: 1) { try scenes.idle() }
    }

    /// Each line when it is there, also into a file.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    private func show(_ title: String, rounds: Int? = nil, _ measure: () throws -> Figures) throws {
        let runs = try (0..<(rounds ?? self.rounds)).map { _ in try measure() }
        guard let first = runs.first else { return }
        say("\n\(title)")
        for (index, figure) in first.enumerated() {
            let values = runs.map { $0[index].value }.sorted()
            let shown = [values.first, values[values.count / 2], values.last].compactMap(\.self).map { value in
                value < 10 ? String(format: "%.3f", value) : String(format: "%.0f", value)
            }
            let name = figure.name.padding(toLength: 24, withPad: " ", startingAt: 0)
            say("  \(name) \(shown.joined(separator: " / ")) \(figure.unit)")
        }
    }
}
