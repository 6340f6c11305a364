// How much one recipient gets in an hour: whoever forges an address must not make us fill somebody's letter box.

import Cancellation

/// Counts what went to each address or number within the last hour. A value of this process: after a start it counts anew.
struct RecipientLimit {
    private static let window: Int64 = 3600
    private let most: Int
    private var sent: [String: [Instant]] = [:]

    /// - Parameter most: messages an hour to one recipient.
    init(most: Int) { self.most = most }

    /// Counts `notice`; false when its recipient has had enough.
    mutating func admits(_ notice: Notice, at now: Instant) -> Bool {
        let start = now.adding(seconds: -Self.window)
        let recipient = notice.to.lowercased()
        var lately = sent[recipient, default: []].filter { $0 > start }
        defer { sent[recipient] = lately }
        guard lately.count < most else { return false }
        lately.append(now)
        // Whoever has got nothing lately is forgotten.
        if sent.count > 10_000 { sent = sent.filter { $0.value.contains { $0 > start } } }
        return true
    }
}
