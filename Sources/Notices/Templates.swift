// The texts that notices are written from: the built-in Korean ones, and the operator's own in their place.

/// Mustache texts by file name: `<kind>.email.mustache`, `<kind>.sms.mustache`, and the partials that they include.
///
/// An e-mail template starts with `Subject: …` and an empty line. A text-message template may start with a short form of
/// one line and a line `---`, used when it fits an SMS; then follow `Subject: …`, an empty line and the long form.
package struct Templates: Hashable, Sendable {
    let texts: [String: String]

    /// The built-in templates.
    package static let korean = Templates(texts: builtIn.mapValues { String(decoding: $0, as: UTF8.self) })

    /// These templates with `texts` (file name → content) in place of, or beside, those of the same names. Checked when a
    /// writer is made.
    package func replacing(_ texts: [String: String]) -> Templates {
        Templates(texts: self.texts.merging(texts) { _, own in own })
    }
}

private let builtIn: [String: [UInt8]] = [
    "received.email.mustache": PackageResources.received_email_mustache,
    "received.sms.mustache": PackageResources.received_sms_mustache,
    "missingInformation.email.mustache": PackageResources.missingInformation_email_mustache,
    "missingInformation.sms.mustache": PackageResources.missingInformation_sms_mustache,
    "reminder.email.mustache": PackageResources.reminder_email_mustache,
    "reminder.sms.mustache": PackageResources.reminder_sms_mustache,
    "cancelled.email.mustache": PackageResources.cancelled_email_mustache,
    "cancelled.sms.mustache": PackageResources.cancelled_sms_mustache,
    "partlyCancelled.email.mustache": PackageResources.partlyCancelled_email_mustache,
    "partlyCancelled.sms.mustache": PackageResources.partlyCancelled_sms_mustache,
    "refusedDispatched.email.mustache": PackageResources.refusedDispatched_email_mustache,
    "refusedDispatched.sms.mustache": PackageResources.refusedDispatched_sms_mustache,
    "refused.email.mustache": PackageResources.refused_email_mustache,
    "refused.sms.mustache": PackageResources.refused_sms_mustache,
    "withdrawn.email.mustache": PackageResources.withdrawn_email_mustache,
    "withdrawn.sms.mustache": PackageResources.withdrawn_sms_mustache,
    "withdrawnTooLate.email.mustache": PackageResources.withdrawnTooLate_email_mustache,
    "withdrawnTooLate.sms.mustache": PackageResources.withdrawnTooLate_sms_mustache,
    "delayed.email.mustache": PackageResources.delayed_email_mustache,
    "delayed.sms.mustache": PackageResources.delayed_sms_mustache,
    "answered.email.mustache": PackageResources.answered_email_mustache,
    "answered.sms.mustache": PackageResources.answered_sms_mustache,
    "followUp.email.mustache": PackageResources.followUp_email_mustache,
    "followUp.sms.mustache": PackageResources.followUp_sms_mustache,
    "feedbackAnswer.email.mustache": PackageResources.feedbackAnswer_email_mustache,
    "feedbackAnswer.sms.mustache": PackageResources.feedbackAnswer_sms_mustache,
    "greeting.mustache": PackageResources.greeting_mustache,
    "order.mustache": PackageResources.order_mustache,
    "orderSMS.mustache": PackageResources.orderSMS_mustache,
    "payment.mustache": PackageResources.payment_mustache,
    "refund.mustache": PackageResources.refund_mustache,
    "missing.mustache": PackageResources.missing_mustache,
    "privacy.mustache": PackageResources.privacy_mustache,
    "privacySMS.mustache": PackageResources.privacySMS_mustache,
    "foot.mustache": PackageResources.foot_mustache,
    "footSMS.mustache": PackageResources.footSMS_mustache,
]
