// Korean particles: which of two forms follows a word depends on how the word's last sound is read.

/// A particle with two forms. `{{product.object}}` in a template writes a word with its particle.
package enum Particle: CaseIterable {
    /// 은/는
    case topic
    /// 이/가
    case subject
    /// 을/를
    case object
    /// 으로/로, which takes the short form after ㄹ too
    case by
    /// 과/와
    case with

    /// The form after `word`; both forms, the way careful writers put it, where the reading is not certain.
    package func form(after word: String) -> String {
        let ending = Ending(of: word)
        return switch (self, ending) {
        case (.topic, .unknown): "은(는)"
        case (.topic, .vowel): "는"
        case (.topic, _): "은"
        case (.subject, .unknown): "이(가)"
        case (.subject, .vowel): "가"
        case (.subject, _): "이"
        case (.object, .unknown): "을(를)"
        case (.object, .vowel): "를"
        case (.object, _): "을"
        case (.by, .unknown): "(으)로"
        case (.by, .consonant): "으로"
        case (.by, _): "로"
        case (.with, .unknown): "과(와)"
        case (.with, .vowel): "와"
        case (.with, _): "과"
        }
    }
}

/// How a word ends when read aloud in Korean.
enum Ending {
    case vowel, rieul, consonant, unknown

    init(of word: String) {
        let heard = Ending.heard(word)
        guard let last = heard.last else {
            self = .unknown
            return
        }
        switch last.value {
        // A syllable block is initial × vowel × final (28 finals, the first none, the ninth ㄹ).
        case 0xAC00...0xD7A3: self = Ending(final: (last.value - 0xAC00) % 28)
        case 0x30...0x39: self = Ending.ofDigits[Int(last.value - 0x30)]
        case 0x41...0x5A, 0x61...0x7A: self = Ending(latin: heard)
        default: self = .unknown
        }
    }

    private init(final: UInt32) {
        self =
            switch final {
            case 0: .vowel
            case 8: .rieul
            default: .consonant
            }
    }

    /// 영 일 이 삼 사 오 육 칠 팔 구; 십, 백, 천, 만 and 억 end like 영.
    private static let ofDigits: [Ending] = [
        .consonant, .rieul, .vowel, .consonant, .vowel, .vowel, .consonant, .rieul, .rieul, .vowel,
    ]

    /// The scalars that are read: without a bracketed remark at the end, closing quotes and punctuation.
    private static func heard(_ word: String) -> [Unicode.Scalar] {
        var scalars = Array(word.unicodeScalars)
        while let last = scalars.last {
            if let open = ([")": "(", "]": "[", "）": "（"] as [Unicode.Scalar: Unicode.Scalar])[last],
                let start = scalars.lastIndex(of: open), start > 0
            {
                scalars.removeSubrange(start...)
            } else if isSilent(last) {
                scalars.removeLast()
            } else {
                break
            }
        }
        return scalars
    }

    private static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .closePunctuation, .finalPunctuation, .spaceSeparator: true
        default: ("\"'.,!?~…*" as String).unicodeScalars.contains(scalar)
        }
    }

    /// Capitals only (`LED`, `XL`) are spelled out; a word is read roughly as Korean writes English.
    private init(latin heard: [Unicode.Scalar]) {
        let letters = heard.reversed().prefix { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
        let word = String(String.UnicodeScalarView(letters.reversed()))
        guard word != word.uppercased() else {
            self =
                switch word.last {
                case "L", "R": .rieul
                case "M", "N": .consonant
                default: .vowel
                }
            return
        }
        let lower = word.lowercased()
        let ends = { (endings: [String]) in endings.contains { lower.hasSuffix($0) } }
        if ends(["l", "le"]) {
            self = .rieul
        } else if ends(["m", "me", "n", "ne", "ng"]) {
            self = .consonant
        } else if ends(["b", "c", "g", "h", "k", "p", "t"]) {
            // 북 but 핑크, 캡 but 테이프: the letters do not tell.
            self = .unknown
        } else {
            self = .vowel
        }
    }
}
