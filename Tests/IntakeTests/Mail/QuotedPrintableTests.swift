import Testing

@testable import Intake

@Suite struct QuotedPrintableTests {
    @Test(arguments: [
        ("=EC=B7=A8=ec=86=8c\r\n", "취소\r\n"), ("a=\r\nb", "ab"), ("a=  \nb", "ab"), ("a  \t\r\nb", "a\r\nb"),
        ("50% =ZZ =4", "50% =ZZ =4"), ("=3D=", "="), ("=\n=\n", ""), ("", ""),
    ])
    func `codes become bytes, and what is none stays`(_ text: String, _ decoded: String) {
        #expect(String(decoding: decodedQuotedPrintable(Array(text.utf8)), as: UTF8.self) == decoded)
    }
}
