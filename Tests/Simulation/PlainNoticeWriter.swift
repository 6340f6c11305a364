// Notices without templates: a first line, the facts, a last line, so that half a file is seen.

package import Cancellation
package import Ports

package final class PlainNoticeWriter: NoticeWriter {
    package init() {}

    package func write(_ notice: Notice) throws(NoticeError) -> [UInt8] {
        // An address that is none, for whoever wants to see what becomes of it.
        if notice.to.contains("nowhere") { throw .badRecipient(notice.to) }
        let facts = [notice.kind.rawValue, notice.medium.rawValue, notice.to, notice.at.iso8601, "\(notice.caseID)"]
        return Array("NOTICE \(facts.joined(separator: " ")) END\n".utf8)
    }

    /// Whether `bytes` are a notice from its first to its last line.
    package static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.hasPrefix("NOTICE ") && text.hasSuffix(" END\n")
    }
}
