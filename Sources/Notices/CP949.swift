// The character set of Korean text messages: what it can carry, how many bytes that takes, and what stands in for the rest.

import CGMime
import Ports

/// CP949 (EUC-KR and all other modern syllables) as the system's iconv knows it. Owns one converter; not for several threads.
final class CP949 {
    private let converter: GIConv

    init() throws(NoticeError) {
        // glib's error value is the pointer of all ones, as iconv_open(3) has it.
        guard let converter = g_iconv_open("CP949", "UTF-8"), Int(bitPattern: converter) != -1 else {
            throw .template("this system's iconv does not know CP949, the character set of text messages")
        }
        self.converter = converter
    }

    deinit { g_iconv_close(converter) }

    /// Bytes of `text`, or nil when a character in it cannot be sent.
    func byteCount(_ text: String) -> Int? {
        var count = 0
        for scalar in text.unicodeScalars {
            guard let bytes = byteCount(scalar) else { return nil }
            count += bytes
        }
        return count
    }

    /// `text` in characters that can be sent: look-alikes for a few, the letter without its accent, nothing for the others.
    func carried(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let plain = lookAlikes[scalar] {
                out.append(contentsOf: plain.unicodeScalars)
            } else if byteCount(scalar) != nil {
                out.append(scalar)
            } else {
                let parts = decomposed(scalar).flatMap { (lookAlikes[$0] ?? String($0)).unicodeScalars }
                out.append(contentsOf: parts.filter { byteCount($0) != nil })
            }
        }
        return String(out)
    }

    /// `text`, cut between two characters and ended with `…` when it takes more than `limit` bytes. `text` must be `carried`.
    func cut(_ text: String, limit: Int) -> String {
        guard let whole = byteCount(text), whole > limit else { return text }
        var room = limit - 2
        let kept = text.prefix { character in
            room -= byteCount(String(character)) ?? 0
            return room >= 0
        }
        return kept + "…"
    }

    private func byteCount(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return 1 }
        var input = Array(String(scalar).utf8.map { CChar(bitPattern: $0) })
        var output = [CChar](repeating: 0, count: 8)
        return input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, fromLeft) = (input.baseAddress, gsize(input.count))
                var (to, toLeft) = (output.baseAddress, gsize(output.count))
                let result = g_iconv(converter, &from, &fromLeft, &to, &toLeft)
                guard result != gsize.max else {
                    // Back to the initial state after a refusal.
                    _ = g_iconv(converter, nil, nil, nil, nil)
                    return nil
                }
                return output.count - Int(toLeft)
            }
        }
    }
}

/// Replaced even where CP949 has them (quotes, dashes): the plain form is shorter and no handset shows a box for it.
private let lookAlikes: [Unicode.Scalar: String] = [
    "₩": "원", "•": "·", "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "‚": "'", "‐": "-", "‑": "-", "‒": "-",
    "–": "-", "—": "-", "−": "-", "\u{A0}": " ", "‹": "<", "›": ">", "«": "\"", "»": "\"", "⁄": "/",
]
