// Every limit of intake in one place. Reading a file of any content ends within these.

/// The most that is read of anything.
package struct Limits: Hashable, Sendable {
    /// Bytes of one drop.
    package var drop = 64 << 20
    /// Requests of one drop.
    package var requests = 20_000
    /// Nesting of JSON.
    package var jsonDepth = 128
    /// Nesting of MIME parts, and their number.
    package var mimeDepth = 32
    package var mimeParts = 512
    /// Bytes of a mail's text that are searched for what it asks.
    package var mailText = 256 << 10
    /// Bytes of a customer's words that are kept as the reason.
    package var reasonText = 4 << 10

    package init() {}
}
