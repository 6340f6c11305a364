// Promises about commands the store refuses, and about what calls leave that fail.

import Cancellation
import Ports
import StrictJSON
import Testing

extension StoreContract {
    private static let sent = [("delivery", JSONText.members(("sendDate", .string("2026-11-21T10:00:00.000+09:00"))))]
    private static let returned = [
        ("return", JSONText.members(("claimId", .string("R1")), ("claimStatus", .string("RETURN_REQUEST"))))
    ]

    /// What may be wrong with an approval, the order, and the store's code.
    private static let unapprovable: [(String, OrderItem, String)] = [
        ("without a claim", OrderItem(), "104442"),
        ("of a claim with an unknown state", OrderItem(cancel: "SOMETHING_NEW"), "104442"),
        ("of a claim that is done", OrderItem(cancel: "CANCEL_DONE"), "105306"),
        ("of an order that is cancelled", OrderItem(status: "CANCELED"), "105306"),
        ("of an order on its way", OrderItem(status: "DELIVERING", cancel: "CANCEL_REQUEST"), "104442"),
        ("of an order that was handed over", OrderItem(cancel: "CANCEL_REQUEST", more: sent), "104442"),
        ("of an order the store does not know", OrderItem(productOrder: "4"), "100001"),
    ]

    /// What may be wrong with a seller's cancellation.
    private static let unrequestable: [(String, OrderItem, StoreCommand, String)] = [
        ("for a reason the store does not take", OrderItem(), request(code: "ETC"), "4000"),
        ("with more words than fit", OrderItem(), request(detail: String(repeating: "가", count: 501)), "4000"),
        ("of no piece", OrderItem(), request(quantity: 0), "4000"),
        ("of more pieces than there are", OrderItem(), request(quantity: 3), "4000"),
        ("that the buyer has asked for already", OrderItem(cancel: "CANCEL_REQUEST"), request(), "105306"),
        ("of an order that is cancelled", OrderItem(status: "CANCELED"), request(), "105306"),
        ("of an order on its way", OrderItem(status: "DELIVERING"), request(), "104442"),
        ("of an order that was handed over", OrderItem(more: sent), request(), "104442"),
        ("of an order that is not paid", OrderItem(status: "PAYMENT_WAITING"), request(), "104442"),
        ("of an order that is coming back", OrderItem(more: returned), request(), "104442"),
        ("of an order the store does not know", OrderItem(productOrder: "4"), request(), "100001"),
    ]

    static let ofRefusals =
        unapprovable.map { words, item, code in
            refusal("an approval \(words) is refused and does nothing", item, .approveCancel(first), code)
        }
        + unrequestable.map { words, item, command, code in
            refusal("a cancellation \(words) is refused and does nothing", item, command, code)
        }

    private static func refusal(
        _ words: String, _ item: OrderItem, _ command: StoreCommand, _ code: String
    ) -> StoreContract {
        StoreContract(words, [item]) { shop in
            try shop.expectUntouched(first) {
                for time in ["the first time", "the second time"] {
                    let outcome = shop.outcome(of: command)
                    // "Not in the state that you think" is to be read; all else is refused for good.
                    let isConflict = ["104442", "105306"].contains(code)
                    #expect((isConflict ? outcome.conflict : outcome.rejection) == code, "\(time)")
                }
            }
        }
    }

    static let ofTroubles: [StoreContract] = [
        StoreContract("while nothing is answered nothing is called missing, and later all is there", [OrderItem()]) {
            shop in
            let queries: [OrderQuery] = [.productOrder(first), .productOrder(unknown), .order(OrderID(trusted: "9"))]
            try shop.expectUntouched(first) {
                shop.begin(.silence)
                let answers = shop.store.lookUp(queries)
                #expect(Set(answers.keys) == Set(queries))
                for answer in answers.values {
                    guard case .unavailable(let failure) = answer else {
                        throw ShopError(what: "answered, although it does not answer: \(answer)")
                    }
                    #expect(!failure.message.isEmpty)
                }
                try shop.end()
            }
            #expect(shop.look(unknown) == .missing)
        },
        StoreContract(
            "what is refused for now has not happened, and may be given again",
            [OrderItem(cancel: "CANCEL_REQUEST"), OrderItem(productOrder: second.rawValue)]
        ) { shop in
            try shop.expectUntouched(first, second) {
                shop.begin(.busy)
                let outcomes = shop.store.perform([.approveCancel(first), request(second)])
                #expect(outcomes.count == 2 && outcomes.allSatisfy { Optional($0).isDeferred })
                try shop.end()
            }
            #expect(shop.store.perform([.approveCancel(first), request(second)]) == [.accepted, .accepted])
            #expect(shop.refunds == [StoreRefund(productOrder: first, amount: 26_900)])
        },
        StoreContract(
            "a command that was lost has not happened, as looking tells, and may be given again",
            [OrderItem(cancel: "CANCEL_REQUEST")]
        ) { shop in
            try shop.expectUntouched(first) {
                shop.begin(.lostCommand)
                #expect(shop.outcome(of: .approveCancel(first)).isUnknown)
                try shop.end()
            }
            #expect(shop.outcome(of: .approveCancel(first)) == .accepted)
            #expect(shop.refunds.map(\.amount) == [26_900])
        },
        StoreContract(
            "a command whose answer was lost has happened once, as looking tells, and is not done again",
            [OrderItem(quantity: 3, payment: 10_000, cancel: "CANCEL_REQUEST", cancelQuantity: 1)]
        ) { shop in
            shop.begin(.lostAnswer)
            #expect(shop.outcome(of: .approveCancel(first)).isUnknown)
            try shop.end()
            let order = try shop.order()
            #expect(order.claim?.status == .cancelDone && order.remainingQuantity == 2)
            try shop.expectUntouched(first) {
                #expect(shop.outcome(of: .approveCancel(first)).conflict == "105306")
            }
            #expect(shop.refunds.map(\.amount) == [3_333])
        },
        StoreContract("a claim whose answer was lost stands once", [OrderItem()]) { shop in
            shop.begin(.lostAnswer)
            #expect(shop.outcome(of: request()).isUnknown)
            try shop.end()
            #expect(try shop.order().openCancelClaim?.quantity == 2)
            try shop.expectUntouched(first) { #expect(shop.outcome(of: request()).conflict == "105306") }
        },
    ]
}
