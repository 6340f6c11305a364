// cancelbox approve: a person's decision, handed to the daemon as a file.

import ArgumentParser
import Cancellation
import Intake

struct ApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a cancellation that waits for a person.",
        discussion: """
            The order is read at the store again, and what it shows then is acted on: an open claim is approved, else the seller
            cancels for the stated reason, or for --reason where the customer gave none that the store takes: INTENT_CHANGED,
            COLOR_AND_SIZE, WRONG_ORDER, PRODUCT_UNSATISFIED, DELAYED_DELIVERY, SOLD_OUT or INCORRECT_INFO.
            Order, quantity and sum are shown first, and on a terminal you are asked. What the store shows cannot be overridden: the receipt says why.
            \(DecisionOptions.usage)
            """)

    @OptionGroup var options: DecisionOptions

    @Option(help: "Why.")
    var note: String

    @Flag(name: .customLong("cancel-anyway"), help: "Cancel although the customer asked for something else.")
    var cancelAnyway = false

    @Option(help: "The store's code of the reason, where the customer gave none.")
    var reason: String?

    func run() throws {
        try options.hand(
            over: .approve, note: note, cancelsAnyway: cancelAnyway, reason: reason, confirming: Self.whatMoves)
    }

    /// `2026112012345671, 장갑, 2개, 26,900원 → 신용카드`
    private static func whatMoves(_ subject: Case) -> String {
        guard let order = subject.order else { return "\(subject.id): no order is known yet" }
        let quantity = subject.quantity ?? order.remainingQuantity
        let product = [order.productName, order.option].compactMap(\.self).joined(separator: " ")
        return printable(
            "\(subject.id): \(product), \(quantity) of \(order.remainingQuantity), \(order.payment(for: quantity))원, \(order.paymentMeans ?? "?")"
        )
    }
}
