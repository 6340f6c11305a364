// The evidence of a case in the words of the original bytes. Reads files of the archive, changes nothing.

import Cancellation
import Foundation
import Intake
import Ports

/// What one drop says for a case, quoted.
struct Quotation {
    private static let longest = 300
    private let evidence: Evidence
    private let place: String?
    /// The bytes that the ranges count; nil where they cannot be had.
    private let bytes: [UInt8]?

    init(_ evidence: Evidence, drop: DropRecord?, spool: String, configuration: Configuration) {
        self.evidence = evidence
        place = drop?.place
        guard let place, let content = FileManager.default.contents(atPath: "\(spool)/\(place)") else {
            bytes = nil
            return
        }
        bytes = quotable(
            evidence.sources.part, of: [UInt8](content), names: configuration.fieldNames, lexicon: configuration.lexicon
        )
    }

    var text: String {
        let part = evidence.sources.part.isEmpty ? "" : "  part \(evidence.sources.part)"
        var rows: [(String, String?)] = [
            ("evidence", "\(evidence.name)  #\(evidence.index)\(part)  \(place ?? "not kept")")
        ]
        for (field, range) in evidence.sources.fields.sorted(by: { $0.value.offset < $1.value.offset }) {
            rows.append(("", "  \(field) [\(range.offset), \(range.length)]: \(words(at: range))"))
        }
        for (field, cell) in (evidence.sources.cells ?? [:]).sorted(by: { $0.key < $1.key }) {
            rows.append(("", "  \(field): cell \(cell)"))
        }
        return lines(rows)
    }

    private func words(at range: ByteRange) -> String {
        guard let bytes else { return "(in the file, which cannot be quoted here)" }
        guard range.offset >= 0, range.length >= 0, range.offset <= bytes.count - range.length else {
            return "(not in the bytes that are kept)"
        }
        let said = String(decoding: bytes[range.offset..<range.offset + range.length], as: UTF8.self)
        return said.count > Self.longest ? said.prefix(Self.longest) + "…" : said
    }
}
