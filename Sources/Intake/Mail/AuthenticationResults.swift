// Authentication-Results fields (RFC 8601) taken apart as they stand. Says what a server claims to have found; believes none of it.

/// One field: which server speaks, and what it found.
package struct AuthenticationResults: Hashable, Sendable {
    /// The server's own name as written; nil where the field names none, as Exchange leaves it out.
    package var authservID: String?
    /// In their order; none for `none`.
    package var results: [AuthenticationResult]

    package init(authservID: String?, results: [AuthenticationResult]) {
        self.authservID = authservID
        self.results = results
    }
}

/// What one method found, such as `spf=pass smtp.mailfrom=example.kr`.
package struct AuthenticationResult: Hashable, Sendable {
    /// In lower case, without its version.
    package var method: String
    /// In lower case.
    package var result: String
    package var reason: String?
    package var properties: [AuthenticationProperty]

    package init(
        method: String, result: String, reason: String? = nil, properties: [AuthenticationProperty] = []
    ) {
        self.method = method
        self.result = result
        self.reason = reason
        self.properties = properties
    }
}

/// What a finding is about.
package struct AuthenticationProperty: Hashable, Sendable {
    /// `ptype.property` in lower case, such as `header.from`.
    package var name: String
    /// As written, without its quotes.
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension AuthenticationResults {
    /// Reads the value of one field, unfolded or not; what is beyond the limits is left out. Nil for a field that says nothing.
    init?(_ field: String, limits: Limits) {
        self.init(authservID: nil, results: [])
        var scanner = FieldScanner(field)
        var isFirst = true
        repeat {
            // The finding itself and its reason stand before the properties.
            let words = scanner.statement(most: limits.authenticationProperties + 2)
            if isFirst, let first = words.first, first.value == nil {
                authservID = first.name
            } else if results.count < limits.authenticationResults,
                let result = AuthenticationResult(words, most: limits.authenticationProperties)
            {
                results.append(result)
            }
            isFirst = false
        } while scanner.skipsSemicolon()
        if authservID == nil, results.isEmpty { return nil }
    }
}

extension AuthenticationResult {
    /// Nil for `none`, and for what does not begin with `method=result`.
    fileprivate init?(_ words: [FieldScanner.Word], most: Int) {
        guard let first = words.first, let value = first.value, !value.isEmpty else { return nil }
        let method = first.name.prefix { $0 != "/" }.lowercased()
        guard !method.isEmpty else { return nil }
        self.init(method: method, result: value.lowercased())
        for word in words.dropFirst() {
            guard let value = word.value, !word.name.isEmpty else { continue }
            if reason == nil, properties.isEmpty, word.name.lowercased() == "reason" {
                reason = value
            } else if properties.count < most {
                properties.append(AuthenticationProperty(name: word.name.lowercased(), value: value))
            }
        }
    }
}
