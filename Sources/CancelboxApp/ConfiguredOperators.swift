// Who may decide by token, as the configuration says it. Knows digests only: no token ever stands in a configuration.

import Cancellation
import Engine

extension Configuration {
    static func operators(_ root: inout YAMLSection) throws(ConfigurationError) -> [Operator] {
        var operators: [Operator] = []
        for var section in try root.sections("operators") {
            guard let name = try section.text("name"), !name.isEmpty, name.utf8.count <= 100 else {
                throw section.error("name", "is missing or too long")
            }
            guard let digest = try section.text("tokenSHA256")?.lowercased(), digest.utf8.count == 64,
                digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
            else {
                throw section.error("tokenSHA256", "must be the 64 hexadecimal digits of `printf %s TOKEN | sha256sum`")
            }
            guard !operators.contains(where: { $0.tokenSHA256 == digest }) else {
                throw section.error("tokenSHA256", "is another operator's already")
            }
            operators.append(Operator(name: OperatorName(name), tokenSHA256: digest))
            try section.finish()
        }
        return operators
    }
}
