// What is said of a table of rules before it decides anything.

import Cancellation
import Testing

private func rule(_ name: String, _ conditions: [Condition], _ action: Action = .review(.review)) -> Rule {
    Rule(name, when: conditions, then: action, because: name)
}

struct PolicyReviewTests {
    @Test func `every shipped rule can be reached and all that is left is reviewed`() {
        let review = PolicyReview(Rule.standard)
        #expect(review.unreachable == [])
        #expect(review.uncovered.contains("orderStatus: (another)"), "\(review.uncovered)")
    }

    @Test func `a rule that earlier ones leave nothing to is told, with those that meet it`() {
        let review = PolicyReview([
            rule("paid", [.orderStatus([.paid])]),
            rule("small", [.amountBelow(10_000)]),
            rule("paid and large", [.orderStatus([.paid]), .amountAtLeast(10_000)]),
            rule("large", [.amountAtLeast(10_000)]),
            rule("never", [.amountAtLeast(20_000), .orderStatus([.delivering])]),
        ])
        #expect(review.unreachable.map(\.rule) == ["paid and large", "never"])
        #expect(review.unreachable.last?.by == ["large"])
    }

    @Test func `several rules together can leave nothing`() {
        let review = PolicyReview([
            rule("with a condition", [.circumstance(.conditional, true)]),
            rule("without", [.circumstance(.conditional, false), .intent([.cancel])]),
            rule("cancel", [.intent([.cancel])]),
            rule("other", [.intent([.withdraw])]),
        ])
        #expect(review.unreachable == [PolicyReview.Unreachable(rule: "cancel", by: ["with a condition", "without"])])
    }

    @Test func `conditions that exclude each other are a rule that is never reached`() {
        let review = PolicyReview([rule("nothing", [.intent([.cancel]), .intent([.return])])])
        #expect(review.unreachable.map(\.rule) == ["nothing"])
    }

    @Test func `rules that fit one case and do different things are told`() {
        let review = PolicyReview([
            rule("first", [.intent([.cancel])], .review(.review)),
            rule("same", [.claim([.requested])], .review(.review)),
            rule("other", [.claim([.requested])], .approve),
        ])
        #expect(
            review.overlaps == [
                PolicyReview.Overlap(first: "first", second: "other"), .init(first: "same", second: "other"),
            ])
    }

    @Test func `what nobody covers is told by an example`() {
        let review = PolicyReview([
            rule("cancel", [.intent([.cancel])]), rule("others by day", [.hour(Set(8..<21))]),
        ])
        #expect(review.uncovered == ["hour: 0", "intent: withdraw"])
        #expect(PolicyReview([rule("all", [])]).uncovered == [])
    }

    @Test(arguments: Rule.standard)
    func `a shipped rule moves money only where it may`(_ rule: Rule) throws {
        try rule.check()
    }

    @Test(arguments: [
        ("approve", Action.approve, "claim-open"), ("sellerCancel", .sellerCancel, "cancel-as-seller"),
    ])
    func `a rule that moves money needs each of its conditions`(_ name: String, _ action: Action, _ shipped: String)
        throws
    {
        let rule = try #require(Rule.standard.first { $0.name == shipped })
        try #require(rule.action == action)
        for index in rule.conditions.indices {
            var weaker = rule
            weaker.conditions.remove(at: index)
            #expect(throws: RuleProblem.self, "without \(rule.conditions[index].words)") { try weaker.check() }
        }
    }
}
