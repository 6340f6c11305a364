// cancelbox quarantine: which files could not be read, and why.

import ArgumentParser
import StrictJSON

struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "List the files that could not be read.",
        discussion: """
            Each line: number, when it was dropped, size, name, and what is wrong. After mending the cause (a password, a column name, an
            upgrade) `cancelbox requeue` drops it again. Beside a running daemon; changes nothing.
            """)

    @OptionGroup var options: SpoolOptions

    @Flag(help: "One JSON object instead of lines.")
    var json = false

    func run() throws {
        let files = try Quarantine(spool: options.composition().spool).list()
        if json {
            let list = JSONText.members(
                ("schema", .string("cancelbox.quarantine/1")),
                (
                    "files",
                    .array(
                        files.map { file in
                            .members(
                                ("number", .optional(file.number)), ("file", .string(file.file)),
                                ("name", .string(file.name)), ("inbox", .string(file.inbox)),
                                ("at", .optional(file.at)),
                                ("bytes", .integer(file.bytes)), ("problem", .optional(file.problem)))
                        })
                ))
            return printLine(list.bytes())
        }
        guard !files.isEmpty else { return complain("nothing is in quarantine") }
        let rows = files.map { file in
            [
                file.number ?? "-", file.at.map { String($0.prefix(16)) } ?? "-", "\(file.bytes)", printable(file.name),
                printable(file.problem ?? "nobody wrote down why"),
            ]
        }
        printLine(Array(aligned([["NUMBER", "DROPPED", "BYTES", "NAME", "WHY"]] + rows).utf8))
    }
}

extension Quarantine {
    /// The files; complains and ends where the folder cannot be read.
    func list() throws -> [QuarantinedFile] {
        do {
            return try files()
        } catch {
            complain("quarantine cannot be read: \(error)")
            throw Exit.trouble
        }
    }
}
