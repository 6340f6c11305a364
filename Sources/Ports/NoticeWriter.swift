// Turning a notice into the bytes of a file.

package import Cancellation

/// Writes notices: the same notice always yields the same bytes.
package protocol NoticeWriter: AnyObject, Sendable {
    func write(_ notice: Notice) throws(NoticeError) -> [UInt8]
}

/// Why a notice cannot be written.
package enum NoticeError: Error, Hashable, Sendable {
    /// The address or number is none; the notice is dropped and the case says so.
    case badRecipient(String)
    /// The template asks for something that is not there: `cancelbox check` would have said so.
    case template(String)
    /// The recipient has got too many lately.
    case tooMany

    package var advice: String {
        switch self {
        case .badRecipient: "Look the customer up in the store and answer there."
        case .tooMany:
            "This address or number has had `noticesPerHour` messages within an hour. Look why, and answer there."
        case .template: "Correct the template, then run `cancelbox check`."
        }
    }
}
