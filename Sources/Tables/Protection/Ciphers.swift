// The seam to libcrypto: digests, HMAC and AES as MS-OFFCRYPTO uses them. Knows no file format.

internal import CCrypto

/// A digest that protected workbooks name.
enum DigestKind: String {
    case md5 = "MD5"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    /// Also as older writers spell it: `SHA-1`.
    init?(name: String) { self.init(rawValue: name.filter { $0 != "-" }.uppercased()) }

    fileprivate var method: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }

    var size: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: size)
        _ = EVP_Digest(bytes, bytes.count, &digest, nil, method, nil)
        return digest
    }

    /// `start`, digested `rounds` times with the number of the round before it.
    func spun(_ start: [UInt8], rounds: Int) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { return start }
        defer { EVP_MD_CTX_free(context) }
        var digest = start
        // The first call finds the method; the others keep it, which is most of the speed.
        guard EVP_DigestInit_ex(context, method, nil) == 1 else { return start }
        for round in 0..<rounds {
            var number = UInt32(round).littleEndian
            EVP_DigestInit_ex(context, nil, nil)
            EVP_DigestUpdate(context, &number, 4)
            EVP_DigestUpdate(context, digest, digest.count)
            EVP_DigestFinal_ex(context, &digest, nil)
        }
        return digest
    }

    func authentication(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: size)
        var length: UInt32 = 0
        _ = HMAC(method, key, Int32(key.count), bytes, bytes.count, &code, &length)
        return code
    }
}

/// `bytes` decrypted by AES without padding; nil when key, vector or length do not fit.
func decryptedAES(_ bytes: ArraySlice<UInt8>, key: [UInt8], vector: [UInt8]?) -> [UInt8]? {
    let method: OpaquePointer? =
        switch (key.count, vector) {
        case (16, nil): EVP_aes_128_ecb()
        case (24, nil): EVP_aes_192_ecb()
        case (32, nil): EVP_aes_256_ecb()
        case (16, _): EVP_aes_128_cbc()
        case (24, _): EVP_aes_192_cbc()
        case (32, _): EVP_aes_256_cbc()
        default: nil
        }
    guard let method, bytes.count % 16 == 0, vector.map({ $0.count == 16 }) ?? true,
        let context = EVP_CIPHER_CTX_new()
    else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    guard EVP_DecryptInit_ex(context, method, nil, key, vector) == 1 else { return nil }
    EVP_CIPHER_CTX_set_padding(context, 0)
    var plain = [UInt8](repeating: 0, count: bytes.count + 16)
    var (length, rest): (Int32, Int32) = (0, 0)
    let isDone = bytes.withUnsafeBufferPointer { input in
        plain.withUnsafeMutableBufferPointer { output in
            EVP_DecryptUpdate(context, output.baseAddress, &length, input.baseAddress, Int32(input.count)) == 1
                && EVP_DecryptFinal_ex(context, output.baseAddress.map { $0 + Int(length) }, &rest) == 1
        }
    }
    guard isDone else { return nil }
    return Array(plain.prefix(Int(length + rest)))
}

/// Whether two codes are the same, in a time that does not tell where they differ.
func isSameCode(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
}

/// A password as both kinds of encryption digest it.
func passwordBytes(_ password: String) -> [UInt8] {
    password.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
}
