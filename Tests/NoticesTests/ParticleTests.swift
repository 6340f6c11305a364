// 은/는, 이/가, 을/를, 으로/로, 과/와 after everything that product names end with.

import Cancellation
import Notices
import Testing

struct ParticleTests {
    @Test(arguments: [
        // Hangul: no final, a final, the final ㄹ.
        ("사과", "는 가 를 로 와"), ("이어폰", "은 이 을 으로 과"), ("양말", "은 이 을 로 과"), ("뷁", "은 이 을 으로 과"),
        // Digits are read 영 일 이 삼 사 오 육 칠 팔 구, and 십, 백, 천.
        ("갤럭시 0", "은 이 을 으로 과"), ("버전 1", "은 이 을 로 과"), ("버전 2", "는 가 를 로 와"), ("버전 3", "은 이 을 으로 과"),
        ("버전 4", "는 가 를 로 와"), ("버전 5", "는 가 를 로 와"), ("버전 6", "은 이 을 으로 과"), ("버전 7", "은 이 을 로 과"),
        ("버전 8", "은 이 을 로 과"), ("버전 9", "는 가 를 로 와"), ("2026112312345671", "은 이 을 로 과"), ("100", "은 이 을 으로 과"),
        // Latin: spelled out, or read as a word where the letters tell.
        ("LED", "는 가 를 로 와"), ("XL", "은 이 을 로 과"), ("FM", "은 이 을 으로 과"), ("HDR", "은 이 을 로 과"),
        ("Pro", "는 가 를 로 와"), ("Slim", "은 이 을 으로 과"), ("Neon", "은 이 을 으로 과"), ("Gel", "은 이 을 로 과"),
        ("Apple", "은 이 을 로 과"),
        ("Phone", "은 이 을 으로 과"), ("Case", "는 가 를 로 와"),
        // The reading is not certain.
        ("Book", "은(는) 이(가) 을(를) (으)로 과(와)"), ("漢", "은(는) 이(가) 을(를) (으)로 과(와)"), ("", "은(는) 이(가) 을(를) (으)로 과(와)"),
        ("🎁", "은(는) 이(가) 을(를) (으)로 과(와)"), ("(특가)", "는 가 를 로 와"),
        // What is not read aloud does not count.
        ("이어폰(화이트)", "은 이 을 으로 과"), ("사과 [5kg]", "는 가 를 로 와"), ("'사과'", "는 가 를 로 와"), ("이어폰.", "은 이 을 으로 과"),
    ])
    func `a particle follows the last sound`(word: String, forms: String) {
        let particles: [Particle] = [.topic, .subject, .object, .by, .with]
        #expect(particles.map { $0.form(after: word) }.joined(separator: " ") == forms)
    }

    @Test func `a template writes a word with its particle`() throws {
        let template =
            "Subject: {{tag}}\n\n{{#details}}{{product.object}} {{#option}}{{option.by}} {{/option}}{{product.with}}{{/details}}"
        let writer = try writer(replacing: ["received.email.mustache": template])
        let mail = try #require(ReadMail(writer.write(notice(.received))))
        #expect(mail.body == "무선 이어폰을 색상: 화이트로 무선 이어폰과\n")
    }
}
