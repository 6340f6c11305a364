// Standard encryption (MS-OFFCRYPTO 2.3.4.5 ff.), what Excel 2007 wrote: AES-ECB, SHA-1, 50,000 rounds. It has no code over the whole, so
// only the ZIP file inside tells whether all of it is there.

struct StandardProtection {
    private let keySize: Int
    private let salt: [UInt8]
    private let verifier: [UInt8]
    private let verifierDigest: [UInt8]
    private static let rounds = 50_000

    /// - Parameter info: the whole stream `EncryptionInfo`.
    init(_ info: [UInt8]) throws(TableError) {
        let header = 12
        let headerSize = info.littleEndian(8, 4)
        let start = header + headerSize
        guard headerSize >= 32, headerSize < 1024, info.count >= start + 40 + 32 else {
            throw .damaged("EncryptionInfo")
        }
        let algorithm = info.littleEndian(header + 8, 4)
        let bits = info.littleEndian(header + 16, 4)
        // AES with 128, 192 and 256 bits; the others are RC4 and what a program brought of its own.
        guard [0x660E, 0x660F, 0x6610].contains(algorithm), [128, 192, 256].contains(bits) else {
            throw .protection("CryptoAPI \(algorithm)")
        }
        guard info.littleEndian(start, 4) == 16 else { throw .damaged("EncryptionInfo") }
        keySize = bits / 8
        salt = Array(info[(start + 4)..<(start + 20)])
        verifier = Array(info[(start + 20)..<(start + 36)])
        verifierDigest = Array(info[(start + 40)..<(start + 72)])
    }

    /// The key to the package; nil when the password does not fit.
    func key(for password: String) -> [UInt8]? {
        let digest = DigestKind.sha1
        let spun = digest.spun(digest.digest(salt + passwordBytes(password)), rounds: Self.rounds)
        let last = digest.digest(spun + [0, 0, 0, 0])
        func half(_ filling: UInt8) -> [UInt8] {
            let padded = last + [UInt8](repeating: 0, count: 64 - last.count)
            return digest.digest(padded.map { $0 ^ filling })
        }
        let key = Array((half(0x36) + half(0x5C)).prefix(keySize))
        guard let input = decryptedAES(verifier[...], key: key, vector: nil),
            let value = decryptedAES(verifierDigest[...], key: key, vector: nil),
            isSameCode(digest.digest(input), Array(value.prefix(digest.size)))
        else { return nil }
        return key
    }

    func open(_ sealed: [UInt8], key: [UInt8]) throws(TableError) -> [UInt8] {
        let size = sealed.littleEndian(0, 8)
        guard sealed.count >= 8, size >= 0, size <= sealed.count - 8,
            let plain = decryptedAES(sealed[8...].prefix((sealed.count - 8) / 16 * 16), key: key, vector: nil)
        else { throw .damaged("EncryptedPackage") }
        return Array(plain.prefix(size))
    }
}
