// What is written can be read again.

import StrictJSON
import Testing

struct JSONTextTests {
    @Test(arguments: [true, false])
    func `what is written is read back`(indented: Bool) throws {
        let nasty = "취소 \"완료\" \\ \n\t\u{1}\u{7f}\u{1F600}"
        let text = JSONText.members(
            ("a", .string(nasty)), ("b", .array([.integer(-3), .null, .bool(true)])), ("c", .object([])),
            ("d", .decimal(.nan)))
        let node = try JSONReader.read(text.bytes(indented: indented))
        #expect(node.members?.map(\.key) == ["a", "b", "c", "d"])
        #expect(node["a"]?.string == nasty)
        #expect(node["b"]?.array?.first?.integer == -3)
        #expect(node["d"]?.isNull == true)
    }
}
