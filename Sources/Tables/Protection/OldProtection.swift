// How XLS workbooks are protected (MS-XLS 2.2.10): RC4 with keys by MD5 or by CryptoAPI, and the older obfuscation by XOR. Headers of records
// and a few records are never encrypted. None of it is worth anything against an attacker; it has to be opened all the same.

/// The stream with all its records readable, opened with the first password that fits.
/// - Parameter filePass: the record that says how it is protected.
func opened(
    _ stream: [UInt8], filePass: Record, passwords: [String]
) throws(TableError) -> [UInt8] {
    let protection = try OldProtection(stream, filePass)
    for password in passwords + [excelsOwnPassword] {
        guard let key = protection.key(for: password) else { continue }
        return protection.open(stream, key: key, behind: filePass.start + filePass.count)
    }
    throw passwords.isEmpty ? .passwordMissing : .passwordWrong
}

private struct OldProtection {
    private enum Kind {
        case xor(key: Int, verifier: Int)
        case rc4
        case cryptoAPI(keySize: Int)
    }

    private let kind: Kind
    private var salt: [UInt8] = []
    private var verifier: [UInt8] = []
    private var verifierDigest: [UInt8] = []

    init(_ stream: [UInt8], _ record: Record) throws(TableError) {
        let place = record.start
        func number(_ offset: Int, _ size: Int) -> Int { stream.littleEndian(place + offset, size) }
        func bytes(_ offset: Int, _ count: Int) throws(TableError) -> [UInt8] {
            guard offset >= 0, offset + count <= record.count else { throw .damaged("FILEPASS") }
            return Array(stream[(place + offset)..<(place + offset + count)])
        }
        switch (number(0, 2), number(2, 2), number(4, 2)) {
        case (0, let key, let verifier): kind = .xor(key: key, verifier: verifier)
        case (1, 1, 1):
            kind = .rc4
            (salt, verifier, verifierDigest) = (try bytes(6, 16), try bytes(22, 16), try bytes(38, 16))
        case (1, 2...4, 2):
            let header = 14
            let behind = header + number(10, 4)
            let algorithm = number(header + 8, 4)
            guard algorithm == 0x6801 else { throw .protection("CryptoAPI \(algorithm)") }
            let bits = number(header + 16, 4)
            guard bits % 8 == 0, bits <= 128 else { throw .damaged("FILEPASS") }
            kind = .cryptoAPI(keySize: bits == 0 ? 5 : bits / 8)
            (salt, verifier) = (try bytes(behind + 4, 16), try bytes(behind + 20, 16))
            verifierDigest = try bytes(behind + 40, 20)
        case (let type, let major, let minor): throw .protection("\(type) \(major).\(minor)")
        }
    }

    /// What the keys of all blocks come from; nil when the password does not fit.
    func key(for password: String) -> [UInt8]? {
        let root: [UInt8]
        switch kind {
        case .xor(let key, let verifier): return xorKey(password, key: key, verifier: verifier)
        case .rc4:
            let start = DigestKind.md5.digest(passwordBytes(password)).prefix(5)
            let mixed = (0..<16).flatMap { _ in start + salt }
            root = Array(DigestKind.md5.digest(mixed).prefix(5))
        case .cryptoAPI: root = DigestKind.sha1.digest(salt + passwordBytes(password))
        }
        var cipher = RC4(key: blockKey(root, 0))
        let plain = verifier.map { $0 ^ cipher.next() }
        let digest = verifierDigest.map { $0 ^ cipher.next() }
        let kindOfDigest: DigestKind = if case .rc4 = kind { .md5 } else { .sha1 }
        return isSameCode(kindOfDigest.digest(plain), digest) ? root : nil
    }

    private func blockKey(_ root: [UInt8], _ block: Int) -> [UInt8] {
        let number = (0..<4).map { UInt8(truncatingIfNeeded: block >> ($0 * 8)) }
        guard case .cryptoAPI(let size) = kind else { return DigestKind.md5.digest(root + number) }
        let key = Array(DigestKind.sha1.digest(root + number).prefix(size))
        // A key of 40 bits is filled up with zeros.
        return size == 5 ? key + [UInt8](repeating: 0, count: 11) : key
    }

    /// - Parameter start: where what is encrypted begins.
    func open(_ stream: [UInt8], key: [UInt8], behind start: Int) -> [UInt8] {
        let isXOR = if case .xor = kind { true } else { false }
        let mask = isXOR ? [] : keyStream(key, count: stream.count)
        var plain = stream
        var place = start
        while place + 4 <= stream.count {
            let (type, size) = (stream.littleEndian(place, 2), stream.littleEndian(place + 2, 2))
            let data = place + 4
            place = data + size
            guard place <= stream.count else { break }
            guard !Self.neverEncrypted.contains(type) else { continue }
            // BOUNDSHEET says in plain bytes where its sheet begins.
            for byte in data + (type == 0x85 ? min(4, size) : 0)..<place {
                if isXOR {
                    let changed = stream[byte] ^ key[(byte + size) % 16]
                    plain[byte] = changed >> 5 | changed << 3
                } else {
                    plain[byte] ^= mask[byte]
                }
            }
        }
        return plain
    }

    /// BOF, FILEPASS, USREXCL, FILELOCK, INTERFACEHDR, RRDINFO, RRDHEAD.
    private static let neverEncrypted: Set<Int> = [0x809, 0x2F, 0x194, 0x195, 0xE1, 0x196, 0x138]

    /// Every 1024 bytes have a key of their own, whatever stands there.
    private func keyStream(_ root: [UInt8], count: Int) -> [UInt8] {
        var stream: [UInt8] = []
        stream.reserveCapacity(count + 1024)
        for block in 0...(count / 1024) {
            var cipher = RC4(key: blockKey(root, block))
            for _ in 0..<1024 { stream.append(cipher.next()) }
        }
        return stream
    }

    /// The sixteen bytes of the obfuscation (MS-OFFCRYPTO 2.3.7.2); nil when the password does not fit.
    private func xorKey(_ password: String, key: Int, verifier: Int) -> [UInt8]? {
        let letters = password.utf16.map { UInt8(truncatingIfNeeded: $0 & 0xFF != 0 ? $0 : $0 >> 8) }
        guard (1...15).contains(letters.count) else { return nil }
        let sum = ([UInt8(letters.count)] + letters).reversed().reduce(0) { sum, letter in
            (sum >> 14 & 1 ^ sum << 1 & 0x7FFF) ^ Int(letter)
        }
        guard sum ^ 0xCE4B == verifier else { return nil }
        let filling: [UInt8] = [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0, 0xBE, 0x0F, 0, 0xBF, 0x0F, 0]
        return (letters + filling).prefix(16).enumerated().map { index, letter in
            let half = UInt8(truncatingIfNeeded: index % 2 == 0 ? key : key >> 8)
            return (letter ^ half) >> 1 | (letter ^ half) << 7
        }
    }
}

/// RC4. libcrypto has it only where its old algorithms are installed.
private struct RC4 {
    private var state = [UInt8](0...255)
    private var (one, other): (UInt8, UInt8) = (0, 0)

    init(key: [UInt8]) {
        var place: UInt8 = 0
        for index in 0..<256 {
            place = place &+ state[index] &+ key[index % key.count]
            state.swapAt(index, Int(place))
        }
    }

    mutating func next() -> UInt8 {
        one = one &+ 1
        other = other &+ state[Int(one)]
        state.swapAt(Int(one), Int(other))
        return state[Int(state[Int(one)] &+ state[Int(other)])]
    }
}
