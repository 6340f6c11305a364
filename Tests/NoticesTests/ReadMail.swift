// A second opinion on our mails: reads one the way RFC 5322, 2045 and 2047 say, without the library that wrote it.

import Foundation

/// A mail taken apart.
struct ReadMail {
    struct Header: Equatable {
        var name: String
        var value: String
    }

    /// In order, unfolded, encoded words decoded.
    var headers: [Header]
    var body: String
    /// The longest line as written, in bytes.
    var longestLine: Int

    init?(_ bytes: [UInt8]) {
        guard bytes.allSatisfy({ $0 < 128 && $0 != 13 && ($0 >= 32 || $0 == 9 || $0 == 10) }) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
        longestLine = lines.map(\.utf8.count).max() ?? 0
        guard let empty = lines.firstIndex(of: "") else { return nil }
        headers = []
        for line in lines[..<empty] {
            if line.hasPrefix(" ") || line.hasPrefix("\t") {
                guard !headers.isEmpty else { return nil }
                headers[headers.count - 1].value += line
            } else {
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                headers.append(Header(name: String(line[..<colon]), value: value))
            }
        }
        for index in headers.indices { headers[index].value = decodeWords(headers[index].value) }
        guard let data = Data(base64Encoded: lines[(empty + 1)...].joined()),
            let text = String(data: data, encoding: .utf8)
        else { return nil }
        body = text.replacingOccurrences(of: "\r\n", with: "\n")
        guard !body.utf8.contains(13) else { return nil }
    }

    subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}

/// Encoded words (`=?utf-8?B?…?=`) as text; white space between two of them is none (RFC 2047, 6.2).
private func decodeWords(_ value: String) -> String {
    let joined = value.replacing(/\?=[ \t]+=\?/, with: "?==?")
    return joined.replacing(/=\?(?<charset>[^?]+)\?(?<how>[BbQq])\?(?<text>[^?]*)\?=/) { word in
        var bytes: [UInt8] = []
        if word.how.lowercased() == "b" {
            bytes = Array(Data(base64Encoded: String(word.text)) ?? Data("broken".utf8))
        } else {
            var rest = Substring(word.text)
            while let character = rest.popFirst() {
                if character == "=", let byte = UInt8(rest.prefix(2), radix: 16) {
                    bytes.append(byte)
                    rest = rest.dropFirst(2)
                } else {
                    bytes += Array((character == "_" ? " " : String(character)).utf8)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
