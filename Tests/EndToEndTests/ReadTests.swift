// `cancelbox read`: the contract that other programs build on.

import Foundation
import Glibc
import StrictJSON
import Testing

struct ReadTests {
    private func read(_ names: [String]) throws -> (lines: [JSONNode], code: Int32) {
        let paths = names.map { TestSpool.example.appendingPathComponent("inbox/\($0)").path }
        let run = try Program(["read"] + paths)
        let lines = try run.printed().split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
        return (lines, run.finish())
    }

    @Test func `one line a file, every key there, exit 0`() throws {
        let (lines, code) = try read(["01-plain-request.json", "06-customer-euckr.eml"])
        #expect(code == 0)
        #expect(lines.count == 2)
        let keys = ["file", "bytes", "sha256", "kind", "mail", "requests", "problem"]
        #expect(lines.allSatisfy { $0.members?.map(\.key) == keys })
        let request = try #require(lines[0]["requests"]?.array?.first)
        #expect(request["productOrderId"]?.string == "2026112012345671")
        #expect(request["intent"]?.string == "cancel")
        let mail = try #require(lines[1]["mail"])
        #expect(mail["subject"]?.string == "[취소요청] 캐리어 주문 취소해 주세요")
        #expect(mail["fromAddress"]?.string == "siwoo@example.kr")
        #expect(mail["date"]?.integer == 1_795_310_040)
        #expect(lines[1]["requests"]?.array?.first?["productOrderId"]?.string == "2026112112345680")
    }

    @Test func `a file that cannot be read is said so, with 65, and the others are read`() throws {
        let (lines, code) = try read(["16-broken.json", "01-plain-request.json", "is-not-there.json"])
        #expect(code == 65)
        #expect(lines.map { $0["problem"]?.string == nil } == [false, true, false])
        #expect(lines[1]["requests"]?.array?.count == 1)
    }

    @Test func `evidence points at the bytes the fact was read from`() throws {
        let (lines, _) = try read(["01-plain-request.json"])
        let file = TestSpool.example.appendingPathComponent("inbox/01-plain-request.json")
        let bytes = [UInt8](try Data(contentsOf: file))
        let fields = try #require(lines[0]["requests"]?.array?.first?["evidence"]?["fields"])
        let range = try #require(fields["productOrderId"]?.array?.compactMap { $0.integer })
        let quoted = String(decoding: bytes[range[0]..<(range[0] + range[1])], as: UTF8.self)
        #expect(quoted.contains("2026112012345671"))
    }

    @Test func `a pipe, a folder and a device are refused at once, for reading them might never end`() throws {
        let pipe = FileManager.default.temporaryDirectory.appendingPathComponent("cancelbox-pipe-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: pipe) }  // a temporary file
        #expect(mkfifo(pipe.path, 0o600) == 0)
        let run = try Program(["read", pipe.path, TestSpool.example.path, "/dev/zero", "is-not-there"])
        let lines = try run.printed().split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
        #expect(run.finish() == 65)
        let problems = lines.map { $0["problem"]?.string ?? "" }
        let words = ["not a regular file", "a folder", "not a regular file", "no such file"]
        #expect(problems.count == words.count)
        for (problem, word) in zip(problems, words) { #expect(problem.contains(word)) }
    }
}
