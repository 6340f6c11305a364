// One text message as JSON for a carrier: SMS when it fits, else LMS, in characters and lengths that carriers accept.

import Cancellation
import StrictJSON

/// Limits of Korean carriers, in bytes of CP949 (Hangul 2, ASCII 1); over-long texts are refused or cut by them.
enum TextMessageLimit {
    static let smsBytes = 90
    static let lmsBytes = 2000
    static let lmsSubjectBytes = 40
}

/// A text message, fitted.
struct TextMessage {
    enum Form: String { case sms = "SMS", lms = "LMS" }

    let form: Form
    /// LMS only.
    let subject: String?
    let text: String
    /// Of `text`, in CP949.
    let bytes: Int

    /// The short form if it fits an SMS, else the long form as SMS or LMS, cut if it must be.
    init(short: String?, subject: String, long: String, in characters: CP949) {
        let text = [short, long].lazy.compactMap { $0 }.map(characters.carried)
            .first { (characters.byteCount($0) ?? .max) <= TextMessageLimit.smsBytes }
        form = text == nil ? .lms : .sms
        self.subject =
            text == nil ? characters.cut(characters.carried(subject), limit: TextMessageLimit.lmsSubjectBytes) : nil
        self.text = text ?? characters.cut(characters.carried(long), limit: TextMessageLimit.lmsBytes)
        bytes = characters.byteCount(self.text) ?? 0
    }

    /// `cancelbox.sms/1`
    func json(of notice: Notice, from: PhoneNumber, to: PhoneNumber) -> [UInt8] {
        let head = JSONText.members(
            ("schema", .string("cancelbox.sms/1")), ("case", .string(notice.caseID.rawValue)),
            ("kind", .string(notice.kind.rawValue)), ("type", .string(form.rawValue)),
            ("from", .string(from.digits)), ("to", .string(to.digits)))
        let title = subject.map { JSONText.members(("subject", .string($0))) }
        let tail = JSONText.members(
            ("text", .string(text)), ("bytes", .integer(bytes)), ("at", .string(notice.at.iso8601)))
        return joined([head, title, tail].compactMap { $0 }).bytes()
    }
}

/// One object with the members of all, in order.
private func joined(_ objects: [JSONText]) -> JSONText {
    var all: [JSONText.Member] = []
    for case .object(let members) in objects { all += members }
    return .object(all)
}
