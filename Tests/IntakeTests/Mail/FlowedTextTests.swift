import Testing

@testable import Intake

@Suite struct FlowedTextTests {
    @Test(arguments: [
        ("one \ntwo\nthree\n", "one two\nthree\n"),
        ("one \r\ntwo\r\n", "one two\n"),
        ("> one \n> two\nme\n", "> one two\nme\n"),
        // Depths never run together, and neither does a text with the signature behind it.
        ("> one \n>> two \nme \n-- \nname\n", "> one \n>> two \nme \n-- \nname\n"),
        (" From the start\n  indented\n", "From the start\n indented\n"),
        ("", ""), ("no end ", "no end "), ("a \n\nb", "a \nb"),
    ])
    func `lines that end with a blank go on`(_ text: String, _ paragraphs: String) throws {
        let flow = try #require(Flow(format: "Flowed", delSp: nil))
        #expect(flowed(text, flow) == paragraphs)
    }

    @Test func `the blank belongs to the flow where the mail says so`() throws {
        let flow = try #require(Flow(format: "flowed", delSp: "Yes"))
        #expect(flowed("취소해 주 \n세요.\n", flow) == "취소해 주세요.\n")
    }

    @Test func `fixed lines stay`() {
        #expect(Flow(format: "fixed", delSp: "yes") == nil)
        #expect(Flow(format: nil, delSp: nil) == nil)
    }
}
