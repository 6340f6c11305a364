// Agile encryption (MS-OFFCRYPTO 2.3.4.10 ff.), what Excel 2010 and later write: AES-CBC by segments, a key behind a spun digest, and an
// HMAC over the whole. Checks the HMAC before anything of the package is believed.

struct AgileProtection {
    /// One of the two sets of parameters: the package's and the password's.
    private struct Parameters {
        var salt: [UInt8]
        var keySize: Int
        var digest: DigestKind

        init(_ events: borrowing XMLEvents) throws(TableError) {
            guard let salt = events.attribute("saltValue").flatMap(decodedBase64), salt.count == 16,
                let bits = events.attribute("keyBits").flatMap({ Int($0) }), [128, 192, 256].contains(bits)
            else { throw .damaged("EncryptionInfo") }
            let cipher = events.attribute("cipherAlgorithm") ?? ""
            let chaining = events.attribute("cipherChaining") ?? ""
            let hash = events.attribute("hashAlgorithm") ?? ""
            guard cipher == "AES", chaining == "ChainingModeCBC", let digest = DigestKind(name: hash) else {
                throw .protection("\(cipher) \(chaining) \(hash)")
            }
            (self.salt, keySize, self.digest) = (salt, bits / 8, digest)
        }

        /// The digest of `bytes`, cut or filled up to `size`.
        func derived(_ bytes: [UInt8], size: Int) -> [UInt8] {
            let digest = digest.digest(bytes)
            return Array(digest.prefix(size)) + [UInt8](repeating: 0x36, count: max(0, size - digest.count))
        }
    }

    private let package: Parameters
    private let password: Parameters
    private let rounds: Int
    private let verifier: [UInt8]
    private let verifierDigest: [UInt8]
    private let sealedKey: [UInt8]
    private let hmacKey: [UInt8]
    private let hmacValue: [UInt8]

    init(_ xml: [UInt8], limits: TableLimits) throws(TableError) {
        self = try XMLEvents.read(xml, part: "EncryptionInfo") { events throws(TableError) in
            try AgileProtection(&events, limits: limits)
        }
    }

    private init(_ events: inout XMLEvents, limits: TableLimits) throws(TableError) {
        var (package, password): (Parameters?, Parameters?) = (nil, nil)
        var rounds: Int?
        var values: [String: [UInt8]] = [:]
        while let event = try events.next() {
            switch event {
            case .start("keyData"): package = try Parameters(events)
            case .start("encryptedKey"):
                // A certificate's key has no rounds; only passwords are given to us.
                guard let spin = events.attribute("spinCount") else { continue }
                rounds = Int(spin)
                password = try Parameters(events)
            case .start("dataIntegrity"): break
            default: continue
            }
            for name in Self.valueNames {
                if let value = events.attribute(name).flatMap(decodedBase64) { values[name] = value }
            }
        }
        let found = Self.valueNames.compactMap { values[$0] }
        guard let package, let password, let rounds, rounds >= 0, found.count == Self.valueNames.count else {
            throw .damaged("EncryptionInfo")
        }
        guard rounds <= limits.passwordRounds else {
            throw .tooMuch(.passwordRounds, limit: limits.passwordRounds)
        }
        (self.package, self.password, self.rounds) = (package, password, rounds)
        (verifier, verifierDigest, sealedKey, hmacKey, hmacValue) = (found[0], found[1], found[2], found[3], found[4])
    }

    private static let valueNames = [
        "encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue", "encryptedHmacKey",
        "encryptedHmacValue",
    ]

    /// The key to the package; nil when the password does not fit.
    func key(for text: String) -> [UInt8]? {
        let digest = password.digest
        let spun = digest.spun(digest.digest(password.salt + passwordBytes(text)), rounds: rounds)
        func unsealed(_ sealed: [UInt8], _ block: [UInt8]) -> [UInt8]? {
            let key = password.derived(spun + block, size: password.keySize)
            return decryptedAES(sealed[...], key: key, vector: password.salt)
        }
        guard let input = unsealed(verifier, [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]),
            let value = unsealed(verifierDigest, [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]),
            isSameCode(digest.digest(input), Array(value.prefix(digest.size))),
            let key = unsealed(sealedKey, [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]),
            key.count >= package.keySize
        else { return nil }
        return Array(key.prefix(package.keySize))
    }

    /// The package, `EncryptedPackage` being its size and its segments of 4096 bytes.
    func open(_ sealed: [UInt8], key: [UInt8]) throws(TableError) -> [UInt8] {
        guard sealed.count >= 8, isWhole(sealed, key: key) else { throw .damaged("EncryptedPackage") }
        let size = sealed.littleEndian(0, 8)
        guard size >= 0, size <= sealed.count - 8 else { throw .damaged("EncryptedPackage") }
        var plain: [UInt8] = []
        plain.reserveCapacity(sealed.count)
        for (number, start) in stride(from: 8, to: sealed.count, by: 4096).enumerated() {
            let vector = package.derived(package.salt + numberBytes(number), size: 16)
            let segment = sealed[start..<min(start + 4096, sealed.count)]
            guard let piece = decryptedAES(segment, key: key, vector: vector) else {
                throw .damaged("EncryptedPackage")
            }
            plain += piece
        }
        return Array(plain.prefix(size))
    }

    private func isWhole(_ sealed: [UInt8], key: [UInt8]) -> Bool {
        func unsealed(_ bytes: [UInt8], _ block: [UInt8]) -> [UInt8]? {
            decryptedAES(bytes[...], key: key, vector: package.derived(package.salt + block, size: 16))
        }
        guard let secret = unsealed(hmacKey, [0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6]),
            let code = unsealed(hmacValue, [0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33])
        else { return false }
        let size = package.digest.size
        let own = package.digest.authentication(of: sealed, key: Array(secret.prefix(size)))
        return isSameCode(own, Array(code.prefix(size)))
    }

    private func numberBytes(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}

/// Plain Base64 with its padding; nil for anything else.
private func decodedBase64(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
        let value: UInt8
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): value = 62
        case UInt8(ascii: "/"): value = 63
        default: return nil
        }
        bits = (bits << 6 | Int(value)) & 0xFFFF
        count += 6
        guard count >= 8 else { continue }
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return bytes
}
