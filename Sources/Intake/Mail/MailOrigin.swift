// Where a mail says it comes from, and what servers on its way say of that. Facts as written: judges nothing.

/// The fields that a judgement about a mail's sender would need. Anybody can write any of them.
package struct MailOrigin: Hashable, Sendable {
    /// The bare address of `Sender`.
    package var sender: String?
    /// The bare addresses of `Reply-To`.
    package var replyTo: [String]
    /// The address of the first `Return-Path`; empty for `<>`, which bounces and automatic answers carry.
    package var returnPath: String?
    /// Every Authentication-Results field from the top: the last server to touch the mail comes first.
    package var authentication: [AuthenticationResults]
    package var hasListID: Bool
    package var hasListUnsubscribe: Bool
    /// Of `Auto-Submitted` and `Precedence`, as written.
    package var autoSubmitted: String?
    package var precedence: String?

    package init(
        sender: String? = nil, replyTo: [String] = [], returnPath: String? = nil,
        authentication: [AuthenticationResults] = [], hasListID: Bool = false, hasListUnsubscribe: Bool = false,
        autoSubmitted: String? = nil, precedence: String? = nil
    ) {
        self.sender = sender
        self.replyTo = replyTo
        self.returnPath = returnPath
        self.authentication = authentication
        self.hasListID = hasListID
        self.hasListUnsubscribe = hasListUnsubscribe
        self.autoSubmitted = autoSubmitted
        self.precedence = precedence
    }
}

extension MailOrigin {
    init(_ headers: MailHeaders, limits: Limits) {
        self.init(
            sender: headers.addresses("sender").first?.address,
            replyTo: headers.addresses("reply-to").map(\.address).filter { !$0.isEmpty },
            returnPath: headers.text("return-path").map(bareReturnPath),
            authentication: headers.everyRaw("authentication-results", most: limits.authenticationFields)
                .compactMap { AuthenticationResults($0, limits: limits) },
            hasListID: headers.has("list-id"), hasListUnsubscribe: headers.has("list-unsubscribe"),
            autoSubmitted: headers.text("auto-submitted"), precedence: headers.text("precedence"))
    }
}

/// What stands between the angle brackets, else all of it.
private func bareReturnPath(_ text: String) -> String {
    guard let open = text.firstIndex(of: "<") else { return text }
    return String(text[open...].dropFirst().prefix { $0 != ">" }).trimmingBlanks()
}
