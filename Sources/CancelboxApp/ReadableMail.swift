// A mail as a person reads it, for the demo: what our own intake makes of the file that was written.

import Intake

enum ReadableMail {
    /// Sender, subject and text, indented.
    static func text(of bytes: [UInt8]) -> String {
        guard let mail = Intake.read(bytes).mail else { return "    (no mail)" }
        let head = ["From: \(mail.from ?? "")", "Subject: \(mail.subject ?? "")", ""]
        let body = (mail.text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
            String.init)
        return (head + body).map { "    \($0)" }.joined(separator: "\n")
    }
}
