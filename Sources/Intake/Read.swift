// The door of intake: bytes in, document out. Pure: no disk, no clock, no network.

/// Reads dropped bytes of any kind. Never fails: what cannot be read comes back with `problem` set.
package func read(_ bytes: [UInt8], limits: Limits = Limits()) -> Document {
    Document(kind: .unknown, problem: "not read yet")
}

/// Whether bytes are whole by their own form, so that a writer who is still busy can be told from one who is done.
package enum Completeness: Hashable, Sendable {
    /// One JSON value that closes, or a mail whose last MIME boundary is there.
    case whole
    /// Clearly cut off: an open bracket or string, a header without an end, a MIME part without its last boundary.
    case cut
    /// The form does not tell (plain mails, several JSON values, other text): only time can.
    case unclear
}

/// How complete `bytes` are, in one pass and without interpreting them.
package func completeness(of bytes: [UInt8]) -> Completeness {
    .unclear
}
