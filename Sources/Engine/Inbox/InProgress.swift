// Names that are still being made, by the customs of the tools that make them. Knows names only, never files.

package import Ports

/// Which names the sweep passes over: a program that writes under such a name renames the file when it is whole.
package struct InProgress: Hashable, Sendable {
    /// What cp, rsync, browsers, editors, scp and sync programs use.
    package static let usual = [
        ".*", "*.tmp", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.swp", "*.swx", "*~", ".syncthing.*",
        "~$*", "thumbs.db", "desktop.ini", "*:zone.identifier",
    ]

    /// Our own sign of life, whatever the setting says.
    private static let cookie = Array(".cancelbox-cookie".utf8)

    private enum Pattern: Hashable, Sendable {
        case prefix([UInt8])
        case suffix([UInt8])
        /// The pieces between the stars.
        case pieces([[UInt8]])
    }

    private var patterns: [Pattern]

    /// - Parameter patterns: `*` matches any bytes, also none; a leading `*` needs at least one. ASCII letters match in either case.
    package init(_ patterns: [String] = usual) {
        self.patterns = patterns.map { text in
            let pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
                .map { $0.map(Self.lowercased) }
            if pieces.count == 2, pieces[1].isEmpty { return .prefix(pieces[0]) }
            if pieces.count == 2, pieces[0].isEmpty { return .suffix(pieces[1]) }
            return .pieces(pieces)
        }
    }

    package func covers(_ name: FileName) -> Bool {
        let bytes = name.bytes
        if bytes == Self.cookie { return true }
        return patterns.contains { pattern in
            switch pattern {
            case .prefix(let start): Self.matches(bytes[...], start[...])
            // A bare `.tmp` is the ending of nothing.
            case .suffix(let end): bytes.count > end.count && Self.matches(bytes.suffix(end.count), end[...])
            case .pieces(let pieces): Self.matches(bytes[...], pieces: pieces)
            }
        }
    }

    /// Whether `bytes` begins with `wanted`.
    private static func matches(_ bytes: ArraySlice<UInt8>, _ wanted: ArraySlice<UInt8>) -> Bool {
        bytes.count >= wanted.count && zip(bytes, wanted).allSatisfy { lowercased($0) == $1 }
    }

    private static func matches(_ bytes: ArraySlice<UInt8>, pieces: [[UInt8]]) -> Bool {
        guard let first = pieces.first, matches(bytes, first[...]) else { return false }
        var rest = bytes.dropFirst(first.count)
        guard let last = pieces.dropFirst().last else { return rest.isEmpty }
        // The first place will do for every piece between two stars: what follows can only be helped by more room.
        for piece in pieces.dropFirst().dropLast() {
            while !matches(rest, piece[...]) {
                guard rest.popFirst() != nil else { return false }
            }
            rest = rest.dropFirst(piece.count)
        }
        return rest.count >= last.count && matches(rest.suffix(last.count), last[...])
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
