// A policy written down: YAML → rules, each checked, each mistake with its line. docs/POLICY.md explains the words.

import Cancellation
import Foundation

extension Policy {
    /// Reads the policy at `path`.
    init(path: String) throws(ConfigurationError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError(
                path: path, line: nil, problem: "cannot be read",
                advice: "Correct `policy`, or begin with a copy of config/policy.yaml.")
        }
        try self.init(text: text, path: path)
    }

    init(text: String, path: String) throws(ConfigurationError) {
        var root = try YAMLSection(text: text, path: path, environment: [:])
        guard let version = try root.text("version"), !version.isEmpty else {
            throw root.error("version", "is missing: it stands in every decision, so that it can be explained later")
        }
        var rules: [Rule] = []
        for section in try root.sections("rules") {
            let (rule, name) = try Rule.read(section)
            guard !rules.contains(where: { $0.name == rule.name }) else { throw name }
            rules.append(rule)
        }
        self.init(version: version, rules: rules)
        if let confidence = try root.number("minimumConfidence", in: 0...1) { minimumConfidence = confidence }
        if let minutes = try root.number("orderWaitMinutes", in: 0...10_080) { orderWait = Int64(minutes * 60) }
        if let days = try root.number("askReminderDays", in: 0.01...365) { askReminder = Int64(days * 86_400) }
        if let days = try root.number("askExpiryDays", in: 0.01...365) { askExpiry = Int64(days * 86_400) }
        guard askReminder < askExpiry else { throw root.error("askReminderDays", "must be less than askExpiryDays") }
        if let delays = try root.texts("rereadAfterSeconds") {
            let seconds = delays.compactMap { Int64($0) }.filter { (1...86_400).contains($0) }
            guard !seconds.isEmpty, seconds.count == delays.count else {
                throw root.error("rereadAfterSeconds", "must be whole numbers from 1 to 86400")
            }
            rereadAfter = seconds
        }
        if let minutes = try root.number("reflectDeadlineMinutes", in: 1...10_080) {
            reflectDeadline = Int64(minutes * 60)
        }
        if let hours = try root.number("delayNoticeAfterHours", in: 0.01...720) {
            delayNoticeAfter = Int64(hours * 3600)
        }
        if let attempts = try root.number("maximumAttempts", in: 1...1000) { maximumAttempts = Int(attempts) }
        if var limit = try root.section("moneyLimit") { moneyLimit = try MoneyLimit(&limit) }
        try root.finish()
    }
}

extension MoneyLimit {
    fileprivate init(_ section: inout YAMLSection) throws(ConfigurationError) {
        self.init()
        countPerHour = try section.whole("countPerHour")
        amountPerHour = try section.whole("amountPerHour")
        if let persons = try section.number("releases", in: 1...2) { releases = Int(persons) }
        try section.finish()
    }
}

extension Rule {
    /// The rule, and the error for a name that another rule has.
    fileprivate static func read(_ section: YAMLSection) throws(ConfigurationError) -> (Rule, ConfigurationError) {
        var section = section
        guard let name = try section.text("rule"), !name.isEmpty else {
            throw section.error("rule", "is missing: each rule has a name of its own")
        }
        guard let because = try section.text("because"), !because.isEmpty else {
            throw section.error("because", "is missing: the seller is told why")
        }
        var conditions: [Condition] = []
        if var when = try section.section("when") {
            for word in Condition.names { conditions += try Condition.read(word, &when).map { [$0] } ?? [] }
            try when.finish()
        }
        let rule = Rule(
            name, when: conditions, then: try Action.read(&section), because: because, say: try section.text("say"))
        do throws(RuleProblem) {
            try rule.check()
        } catch {
            throw section.error("then", error.advice)
        }
        try section.finish()
        return (rule, section.error("rule", "is the name of two rules"))
    }
}

extension Action {
    fileprivate static func read(_ section: inout YAMLSection) throws(ConfigurationError) -> Action {
        let word = try section.text("then") ?? ""
        switch word {
        case "approve": return .approve
        case "sellerCancel": return .sellerCancel
        case "await": return .await
        case "withdraw": return .withdraw
        case "acknowledge": return .acknowledge
        case "refuse": return .refuse(try section.word("notice", among: [.refused, .refusedDispatched]) ?? .refused)
        case "review": return .review(try section.word("task", among: [.review, .returnOrExchange]) ?? .review)
        case "ask":
            let facts: [MissingFact] = try section.words("missing", among: MissingFact.allCases) ?? []
            guard !facts.isEmpty else { throw section.error("missing", "must say what the customer is asked for") }
            return .ask(facts)
        default:
            throw section.error(
                "then", "is none of approve, sellerCancel, await, refuse, ask, review, withdraw, acknowledge")
        }
    }
}

extension Condition {
    fileprivate static func read(_ word: String, _ when: inout YAMLSection) throws(ConfigurationError) -> Condition? {
        if let circumstance = Circumstance(rawValue: word) {
            return try when.bool(word).map { .circumstance(circumstance, $0) }
        }
        switch word {
        case "intent": return try when.words(word, among: Intent.allCases).map { .intent(Set($0)) }
        case "claim": return try when.words(word, among: ClaimFact.allCases).map { .claim(Set($0)) }
        case "requester": return try when.words(word, among: RequesterProof.allCases).map { .requester(Set($0)) }
        case "payment": return try when.words(word, among: PaymentMeans.allCases).map { .payment(Set($0)) }
        case "orderStatus":
            return try when.codes(word).map { .orderStatus(Set($0.map { ProductOrderStatus(rawValue: $0) })) }
        case "placeOrderStatus":
            return try when.codes(word).map { .placeOrderStatus(Set($0.map { PlaceOrderStatus(rawValue: $0) })) }
        case "reason": return try when.codes(word).map { .reason(Set($0)) }
        case "product": return try when.oneOrMore(word).map { .product(Set($0)) }
        case "hour": return try when.hours(word).map { .hour($0) }
        case "amountAtLeast": return try when.whole(word).map { .amountAtLeast($0) }
        case "amountBelow": return try when.whole(word).map { .amountBelow($0) }
        case "daysSincePaymentAtLeast": return try when.whole(word).map { .daysSincePaymentAtLeast($0) }
        case "daysSincePaymentBelow": return try when.whole(word).map { .daysSincePaymentBelow($0) }
        default: return nil
        }
    }
}

extension YAMLSection {
    /// The value under `key` as one of `known`.
    fileprivate mutating func word<Value: RawRepresentable<String>>(
        _ key: String, among known: [Value]
    ) throws(ConfigurationError) -> Value? {
        guard let text = try text(key) else { return nil }
        guard let value = known.first(where: { $0.rawValue == text }) else {
            throw error(key, "is none of \(known.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    fileprivate mutating func words<Value: RawRepresentable<String>>(
        _ key: String, among known: [Value]
    ) throws(ConfigurationError) -> [Value]? {
        guard let texts = try oneOrMore(key) else { return nil }
        var values: [Value] = []
        for text in texts {
            guard let value = known.first(where: { $0.rawValue == text }) else {
                throw error(key, "has `\(text)`, which is none of \(known.map(\.rawValue).joined(separator: ", "))")
            }
            values.append(value)
        }
        return values
    }

    /// Codes of the store: its lists grow, so any are taken that look like one.
    fileprivate mutating func codes(_ key: String) throws(ConfigurationError) -> [String]? {
        guard let codes = try oneOrMore(key) else { return nil }
        for code in codes where !code.utf8.allSatisfy({ (65...90).contains($0) || $0 == 95 }) {
            throw error(key, "has `\(code)`, which is no code of the store: they are capitals and underscores")
        }
        return codes
    }

    fileprivate mutating func whole(_ key: String) throws(ConfigurationError) -> Int? {
        guard let text = try text(key) else { return nil }
        guard let number = Int(text), (0...1_000_000_000).contains(number) else {
            throw error(key, "must be a whole number from 0 to 1000000000")
        }
        return number
    }

    /// `9-17`, or a list of hours.
    fileprivate mutating func hours(_ key: String) throws(ConfigurationError) -> Set<Int>? {
        guard let texts = try oneOrMore(key) else { return nil }
        var hours: Set<Int> = []
        for text in texts {
            let ends = text.split(separator: "-").map { Int($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
                (0...23).contains(first), (0...23).contains(last)
            else { throw error(key, "must be hours from 0 to 23, such as 9-17") }
            hours.formUnion(first...last)
        }
        return hours
    }
}
