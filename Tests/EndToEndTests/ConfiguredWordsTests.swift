// Names of fields and words from the configuration: `cancelbox read` knows them, and a wrong one is refused by its line.

import Foundation
import StrictJSON
import Testing

struct ConfiguredWordsTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cancelbox-names-\(UUID().uuidString)")

    private func configuration(_ words: String, under key: String = "fieldNames") throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "cancelbox.yaml")
        let text = "inboxes:\n  - name: inbox\n    folder: inbox\n\(key):\n" + words
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path()
    }

    @Test func `read knows the names of a configuration`() throws {
        let config = try configuration("  orderId: [구매관리번호]\n  action: [todo]\n")
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let drop = folder.appending(path: "order.json").path()
        try #"{"todo":"cancel","구매 관리번호":"2026112098765431"}"#.write(toFile: drop, atomically: true, encoding: .utf8)
        let line = try Program(["read", "--config", config, drop]).printed()
        let read = try JSONReader.read(Array(line.utf8))
        #expect(read["requests"]?.array?.first?["orderId"]?.string == "2026112098765431")
        let without = try JSONReader.read(Array(try Program(["read", drop]).printed().utf8))
        #expect(without["requests"]?.array?.isEmpty == true)
    }

    @Test(arguments: [
        ("  orderId: [구매번호]\n  productOrderId: [주문 번호]\n", ":6:", "means something else"),
        ("  orderId: [구매번호]\n  price: [가격]\n", ":6:", "unknown key"), ("  orderId: ['_']\n", ":5:", "empty"),
        ("  orderId: 구매번호\n", ":5:", "must be a list"),
    ])
    func `a wrong name is refused by its line`(fieldNames: String, line: String, words: String) throws {
        let config = try configuration(fieldNames)
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let run = try Program(["read", "--config", config, config])
        #expect(run.finish() == 78)
        #expect(run.log.contains("cancelbox.yaml" + line) && run.log.contains(words), "\(run.log)")
    }

    @Test func `read knows the words of a configuration`() throws {
        let words = "  cancel: [주문 무르고 싶]\n  reasons:\n    SOLD_OUT: [동났]\n  labels:\n    productOrder: [일련표]\n"
        let config = try configuration(words, under: "lexicon")
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let drop = folder.appending(path: "mail.eml").path()
        let mail = "From: a@b.kr\nSubject: hi\nContent-Type: text/plain; charset=utf-8\n\n"
        try (mail + "일련표: 2026112098765431\n동났대서 주문 무르고 싶어요.\n").write(toFile: drop, atomically: true, encoding: .utf8)
        let read = try JSONReader.read(Array(try Program(["read", "--config", config, drop]).printed().utf8))
        let request = read["requests"]?.array?.first
        #expect(request?["intent"]?.string == "cancel")
        #expect(request?["productOrderId"]?.string == "2026112098765431")
        #expect(request?["reason"]?["code"]?.string == "SOLD_OUT")
    }

    @Test(arguments: [
        ("  cancel: [해]\n", ":5:", "too short"), ("  buy: [사자]\n", ":5:", "unknown key"),
        ("  reasons:\n    NOPE: [동났]\n", ":6:", "unknown key"),
        ("  labels:\n    product: [주문번호]\n", ":6:", "something else"),
        ("  footers: 보냄\n", ":5:", "must be a list"), ("  withdraw: ['? 살려']\n", ":5:", "wrong place"),
    ])
    func `wrong words are refused by their line`(words: String, line: String, problem: String) throws {
        let config = try configuration(words, under: "lexicon")
        defer { try? FileManager.default.removeItem(at: folder) }  // a scratch folder
        let run = try Program(["read", "--config", config, config])
        #expect(run.finish() == 78)
        #expect(run.log.contains("cancelbox.yaml" + line) && run.log.contains(problem), "\(run.log)")
    }
}
