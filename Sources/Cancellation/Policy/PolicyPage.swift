// A policy written down as config/policy.yaml is. Decides nothing.

extension Policy {
    /// The policy as YAML, which is read back to an equal one. config/policy.yaml is that of `standard`.
    package var page: String {
        """
        # How Cancelbox decides. The first rule whose conditions all hold decides; where none does, a person looks. This is the policy that
        # ships with the program, rendered from it: copy it, change the copy, name it in cancelbox.yaml (`policy: policy.yaml`), and let
        # `cancelbox check` read it. docs/POLICY.md explains every word. Rules that would move money for anybody are refused.
        # A seller's own cancellation because of SOLD_OUT costs 2 penalty points (판매관리 페널티): to be asked each time, let the rule
        # `sold-out` be `then: review`.
        version: \(version)

        # Free text read with less confidence than this (0 to 1) is shown to a person.
        minimumConfidence: \(minimumConfidence)
        # A number that the store does not know counts as not there yet for so long: a dump of orders may be older than the order. Only then the
        # customer is asked whether it is right.
        orderWaitMinutes: \(orderWait / 60)
        # A question to the customer is repeated once, and its case closed when it stays unanswered.
        askReminderDays: \(Self.days(askReminder))
        askExpiryDays: \(Self.days(askExpiry))
        # When the store is asked again whether a cancellation is done; the last one repeats, hourly after an hour and every six hours after a
        # day. A command is given so many times before a person is called. A person is called too when nobody knows for
        # reflectDeadlineMinutes whether the store has cancelled, or one that it has taken is not done by then; the order is read on all the
        # same. The customer is told after delayNoticeAfterHours that it takes longer.
        rereadAfterSeconds: [\(rereadAfter.map(String.init).joined(separator: ", "))]
        maximumAttempts: \(maximumAttempts)
        reflectDeadlineMinutes: \(reflectDeadline / 60)
        delayNoticeAfterHours: \(Self.hours(delayNoticeAfter))

        # The circuit breaker: with more cancellations or more won than this within an hour, nothing more moves by itself. What comes is held, each
        # case with a task, until a person has released what was held (`cancelbox release`); releases: 2 takes two different persons.
        \(moneyLimit.page)

        rules:

        """ + rules.map(\.page).joined(separator: "\n")
    }

    private static func hours(_ seconds: Int64) -> String {
        seconds % 3600 == 0 ? String(seconds / 3600) : String(Double(seconds) / 3600)
    }

    private static func days(_ seconds: Int64) -> String {
        seconds % 86_400 == 0 ? String(seconds / 86_400) : String(Double(seconds) / 86_400)
    }
}

extension MoneyLimit {
    fileprivate var page: String {
        let limits = [("countPerHour", countPerHour), ("amountPerHour", amountPerHour)]
        let set = limits.compactMap { name, limit in limit.map { "\(name): \($0)" } } + ["releases: \(releases)"]
        let page = "moneyLimit: {\(set.joined(separator: ", "))}"
        return self == MoneyLimit() ? "#   moneyLimit: {countPerHour: 100, amountPerHour: 10000000, releases: 1}" : page
    }
}

extension Rule {
    fileprivate var page: String {
        var lines = ["  - rule: \(name)"]
        if !conditions.isEmpty { lines.append("    when:") }
        let inOrder = Condition.names.flatMap { name in conditions.filter { $0.name == name } }
        lines += inOrder.map { "      \($0.name): \($0.yaml)" }
        lines.append("    then: \(action.name)")
        switch action {
        case .refuse(let kind): lines.append("    notice: \(kind.rawValue)")
        case .ask(let facts): lines.append("    missing: [\(facts.map(\.rawValue).joined(separator: ", "))]")
        case .review(let kind): lines.append("    task: \(kind.rawValue)")
        case .approve, .sellerCancel, .await, .withdraw, .acknowledge: break
        }
        lines.append("    because: \(quoted(because))")
        if let say { lines.append("    say: \(quoted(say))") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Condition {
    fileprivate var yaml: String {
        switch self {
        case .circumstance, .amountAtLeast, .amountBelow, .daysSincePaymentAtLeast, .daysSincePaymentBelow: values[0]
        case .product: "[\(values.map(quoted).joined(separator: ", "))]"
        default: "[\(values.joined(separator: ", "))]"
        }
    }
}

private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
