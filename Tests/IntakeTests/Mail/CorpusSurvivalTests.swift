import Foundation
import Testing

@testable import Intake

@Suite struct CorpusSurvivalTests {
    @Test func `mails of other parsers' tests are survived, whole and cut`() throws {
        for name in ["corpus/email-mimekit", "corpus/email-stalwart/eml"] {
            guard let folder = SharedCorpus.folder(name) else { continue }
            for url in SharedCorpus.files(in: folder, suffixes: ["eml", "txt", "msg"]) {
                let bytes = [UInt8](try Data(contentsOf: url))
                let document = MailFixture.read(bytes)
                #expect(document.problem != nil || !document.requests.isEmpty, "\(url.lastPathComponent)")
                #expect(document == MailFixture.read(bytes), "the same bytes read the same")
                // Every byte of the smallest, some places of the others.
                for length in stride(from: 0, to: bytes.count, by: bytes.count < 400 ? 1 : max(1, bytes.count / 12)) {
                    let cut = MailFixture.read(Array(bytes.prefix(length)))
                    #expect(cut.problem != nil || !cut.requests.isEmpty)
                }
            }
        }
    }
}
