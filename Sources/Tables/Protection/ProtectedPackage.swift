// MS-OFFCRYPTO: which kind of protection a package has, and the passwords tried on it. The kinds are in files of their own.

/// What Excel encrypts a workbook with whose structure is locked and that asks nobody for a password; Excel opens it silently (MS-OFFCRYPTO
/// calls it the default password).
let excelsOwnPassword = "VelvetSweatshop"

/// The package that `EncryptedPackage` holds, opened with the first password that fits.
func opened(
    _ package: [UInt8], info: [UInt8], passwords: [String], limits: TableLimits
) throws(TableError) -> [UInt8] {
    let protection = try Protection(info, limits: limits)
    for password in passwords + [excelsOwnPassword] {
        guard let key = protection.key(for: password) else { continue }
        return try protection.open(package, key: key)
    }
    throw passwords.isEmpty ? .passwordMissing : .passwordWrong
}

/// How a package is protected.
private enum Protection {
    case agile(AgileProtection)
    case standard(StandardProtection)

    init(_ info: [UInt8], limits: TableLimits) throws(TableError) {
        guard info.count > 8 else { throw .damaged("EncryptionInfo") }
        let (major, minor) = (info.littleEndian(0, 2), info.littleEndian(2, 2))
        switch (major, minor) {
        case (4, 4): self = .agile(try AgileProtection(Array(info[8...]), limits: limits))
        case (2...4, 2): self = .standard(try StandardProtection(info))
        default: throw .protection("\(major).\(minor)")
        }
    }

    /// The key to the package; nil when the password does not fit.
    func key(for password: String) -> [UInt8]? {
        switch self {
        case .agile(let agile): agile.key(for: password)
        case .standard(let standard): standard.key(for: password)
        }
    }

    func open(_ package: [UInt8], key: [UInt8]) throws(TableError) -> [UInt8] {
        switch self {
        case .agile(let agile): try agile.open(package, key: key)
        case .standard(let standard): try standard.open(package, key: key)
        }
    }
}
