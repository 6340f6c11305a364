// Promises about looking, and about commands the store carries out.

import Cancellation
import Ports
import Testing

extension StoreContract {
    private static let purchase = OrderID(trusted: "2026112098765431")

    static let ofLookUps: [StoreContract] = [
        StoreContract(
            "a product order is found by its number, a purchase with all of its own, and what is unknown is missing",
            [OrderItem(), OrderItem(productOrder: second.rawValue), OrderItem(order: "3", productOrder: "4")]
        ) { shop in
            let queries: [OrderQuery] = [
                .order(purchase), .productOrder(second), .productOrder(unknown), .order(OrderID(trusted: "9")),
            ]
            let answers = shop.store.lookUp(queries)
            guard case .found(let both) = answers[queries[0]], case .found(let one) = answers[queries[1]] else {
                throw ShopError(what: "not found: \(answers)")
            }
            #expect(both.map(\.productOrderID) == [first, second])
            #expect(one.map(\.productOrderID) == [second])
            #expect(answers[queries[2]] == .missing)
            #expect(answers[queries[3]] == .missing)
        },
        StoreContract("every query has one answer, every command one outcome, and none is fine", [OrderItem()]) {
            shop in
            let known = OrderQuery.productOrder(first)
            #expect(shop.store.lookUp([]) == [:])
            #expect(shop.store.perform([]) == [])
            let answers = shop.store.lookUp([known, .productOrder(unknown), known])
            #expect(Set(answers.keys) == [known, .productOrder(unknown)])
            #expect(shop.store.perform([.approveCancel(unknown), .approveCancel(first)]).count == 2)
        },
        StoreContract("looking changes nothing", [OrderItem(cancel: "CANCEL_REQUEST")]) { shop in
            try shop.expectUntouched(first) {
                for _ in 1...3 { _ = shop.store.lookUp([.productOrder(first), .order(purchase)]) }
            }
        },
    ]

    static let ofCommands: [StoreContract] = [
        StoreContract("approving the buyer's claim cancels once, and is seen", [OrderItem(cancel: "CANCEL_REQUEST")]) {
            shop in
            let claimed = try shop.order()
            #expect(claimed.openCancelClaim != nil)
            #expect(shop.outcome(of: .approveCancel(first)) == .accepted)
            let cancelled = try shop.order()
            #expect(cancelled.isCancelled && cancelled.openCancelClaim == nil)
            #expect(cancelled.claim?.status == .cancelDone && cancelled.claim?.id == claimed.claim?.id)
            #expect(cancelled.claim?.completedAt != nil)
            #expect(shop.refunds == [StoreRefund(productOrder: first, amount: 26_900)])
            try shop.expectUntouched(first) {
                #expect(shop.outcome(of: .approveCancel(first)).conflict == "105306")
                #expect(shop.outcome(of: request()).conflict == "105306")
            }
            #expect(shop.outcome(of: .approveCancel(first)).conflict == "105306", "nor does another process")
            #expect(shop.refunds.count == 1)
        },
        StoreContract(
            "approving a claim about a part leaves the rest alive, to the won",
            [OrderItem(quantity: 3, payment: 10_000, cancel: "CANCEL_REQUEST", cancelQuantity: 1)]
        ) { shop in
            #expect(shop.outcome(of: .approveCancel(first)) == .accepted)
            let order = try shop.order()
            #expect(order.status == .paid && order.claim?.status == .cancelDone)
            #expect((order.remainingQuantity, order.remainingPayment) == (2, 6_667))
            #expect(shop.refunds == [StoreRefund(productOrder: first, amount: 3_333)])
            try shop.expectUntouched(first) {
                #expect(shop.outcome(of: .approveCancel(first)).conflict == "105306")
            }
        },
        StoreContract("a seller's cancellation is a claim until it is approved", [OrderItem()]) { shop in
            #expect(shop.outcome(of: request()) == .accepted)
            let claimed = try shop.order()
            #expect(claimed.status == .paid && claimed.openCancelClaim?.quantity == 2)
            #expect(claimed.openCancelClaim?.id != nil && claimed.openCancelClaim?.requestedAt != nil)
            #expect(claimed.openCancelClaim?.reason == Reason(code: "SOLD_OUT", text: "품절"))
            #expect(shop.refunds.isEmpty)
            try shop.expectUntouched(first) { #expect(shop.outcome(of: request()).conflict == "105306") }
            #expect(shop.outcome(of: .approveCancel(first)) == .accepted)
            #expect(try shop.order().isCancelled)
            #expect(try shop.order().claim?.id == claimed.claim?.id)
            #expect(shop.refunds.map(\.amount) == [26_900])
        },
        StoreContract(
            "a seller cancels piece by piece, each under a claim of its own, also across processes",
            [OrderItem(quantity: 3, payment: 10_000)]
        ) { shop in
            var claims: Set<ClaimID?> = [nil]
            for left in [2, 1, 0] {
                #expect(shop.store.perform([request(quantity: 1), .approveCancel(first)]) == [.accepted, .accepted])
                let order = try shop.order()
                let isNew = claims.insert(order.claim?.id).inserted
                #expect(isNew, "a claim number is used twice")
                #expect(order.isCancelled == (left == 0))
                if left > 0 { #expect(order.remainingQuantity == left) }
                try shop.reopen()
            }
            #expect(shop.refunds.reduce(0) { $0 + $1.amount } == 10_000)
        },
        StoreContract(
            "commands of one call are carried out in order, each upon what the one before it did",
            [OrderItem(), OrderItem(productOrder: second.rawValue, cancel: "CANCEL_REQUEST")]
        ) { shop in
            let outcomes = shop.store.perform([
                .approveCancel(first), request(), .approveCancel(first), .approveCancel(first),
                .approveCancel(unknown), .approveCancel(second),
            ])
            #expect(outcomes.map { Optional($0).conflict } == ["104442", nil, nil, "105306", nil, nil])
            #expect(Optional(outcomes[4]).rejection == "100001")
            #expect([1, 2, 5].allSatisfy { outcomes[$0] == .accepted })
            #expect(shop.refunds.map(\.productOrder) == [first, second])
        },
        StoreContract(
            "what the buyer has withdrawn is not approved, and may be cancelled by the seller",
            [OrderItem(cancel: "CANCEL_REJECT")]
        ) { shop in
            try shop.expectUntouched(first) {
                #expect(shop.outcome(of: .approveCancel(first)).conflict == "104442")
            }
            #expect(shop.store.perform([request(), .approveCancel(first)]) == [.accepted, .accepted])
            #expect(try shop.order().isCancelled)
        },
    ]
}
