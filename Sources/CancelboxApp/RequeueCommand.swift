// cancelbox requeue: a file out of quarantine, dropped again.

import ArgumentParser

struct RequeueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requeue", abstract: "Drop a file of the quarantine again, after its cause was mended.",
        discussion: """
            Moves it back into its inbox, as if it had been dropped now; its reason and its task go. A file with the same fault comes back.
              cancelbox requeue 15 --spool /srv/cancelbox
              cancelbox requeue --all --spool /srv/cancelbox
            """)

    @Argument(help: "Number, name as dropped, or name in quarantine/.")
    var files: [String] = []

    @Flag(help: "All files of the quarantine.")
    var all = false

    @OptionGroup var options: SpoolOptions

    func validate() throws {
        guard all != !files.isEmpty else { throw ValidationError("Say which files, or --all.") }
    }

    func run() throws {
        let quarantine = Quarantine(spool: try options.composition().spool)
        let kept = try quarantine.list()
        var wanted = all ? kept : []
        for word in files {
            let found = kept.filter { [$0.number, $0.name, $0.file].contains(word) }
            guard let only = found.first, found.count == 1 else {
                complain(
                    found.isEmpty
                        ? "no file \(word) is in quarantine" : "\(found.count) files are called \(word): say the number"
                )
                throw Exit.noSuchCase
            }
            wanted.append(only)
        }
        var hasFailed = false
        for file in wanted {
            do {
                printLine(Array("\(try quarantine.requeue(file))\n".utf8))
            } catch {
                complain("\(file.file): \(error.advice)")
                hasFailed = true
            }
        }
        if hasFailed { throw Exit.cannotCreate }
    }
}
