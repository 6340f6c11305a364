import Testing

@testable import Intake

@Suite struct HTMLTextTests {
    @Test(arguments: [
        (
            "<table><tr><td><p>주문번호</p></td><td><p>2026</p></td></tr><tr><td>상품</td><td>의자</td></tr></table>",
            "주문번호 2026\n상품 의자\n"
        ),
        ("a<br>b<br><br>c", "a\nb\n\nc\n"),
        ("<script>x</script>a<style>p{}</style><title>t</title>", "a\n"),
        ("<div style=\"DISPLAY : none\">no<div>no</div></div>yes<span hidden>no</span>", "yes\n"),
        ("a &amp; &#54620;&#xAE00; &nbsp; &unknown; b < c", "a & 한글 &unknown; b < c\n"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo\n"),
        ("me<blockquote>old<p>older</p></blockquote>me", "me\n> old\n> older\nme\n"),
        ("<pre>a\n  b</pre>", "a\nb\n"),
        ("<!-- no --><b>bo</b>ld <!-- no -->", "bold\n"),
        ("", ""),
    ])
    func `HTML is read as a person sees it`(_ html: String, _ text: String) {
        #expect(readableText(html: html) == text)
    }
}
