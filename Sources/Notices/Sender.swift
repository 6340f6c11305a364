// Who a notice comes from: the shop, as its customers know it.

/// The shop's name and addresses, from the configuration. Checked when a writer is made, not here.
package struct Sender: Hashable, Sendable {
    /// As customers know the shop, such as `예시상점`.
    package var shopName: String
    /// The `From` address; its domain also names our messages.
    package var mailAddress: String
    /// Where answers go, when not to `mailAddress`.
    package var replyTo: String?
    /// The registered sending number (발신번호) of text messages; nil when the shop sends none.
    package var smsNumber: String?
    /// Telephone and hours for the foot of a message, such as `02-123-4567 (평일 10~17시)`; may be empty.
    package var contact: String

    package init(
        shopName: String, mailAddress: String, replyTo: String? = nil, smsNumber: String? = nil, contact: String = ""
    ) {
        self.shopName = shopName
        self.mailAddress = mailAddress
        self.replyTo = replyTo
        self.smsNumber = smsNumber
        self.contact = contact
    }
}
