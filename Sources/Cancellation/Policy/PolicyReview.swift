// What can be told of a table of rules without an order: which rules are never reached, which take cases from later ones, and what no rule
// covers. Exact over the named facts; that some of them never come together in life it does not know, so it never calls a rule
// unreachable that is not.

/// What stands out in a policy.
package struct PolicyReview: Hashable, Sendable {
    /// A rule that earlier ones leave nothing to; `by` are those that meet it.
    package struct Unreachable: Hashable, Sendable {
        package var rule: String
        package var by: [String]

        package init(rule: String, by: [String]) {
            self.rule = rule
            self.by = by
        }
    }

    /// Two rules that fit the same case and do something else: the first decides.
    package struct Overlap: Hashable, Sendable {
        package var first: String
        package var second: String

        package init(first: String, second: String) {
            self.first = first
            self.second = second
        }
    }

    package var unreachable: [Unreachable] = []
    package var overlaps: [Overlap] = []
    /// One combination of facts that no rule covers, a review by default; empty when all are covered.
    package var uncovered: [String] = []

    package init(_ rules: [Rule]) {
        let axes = Axes(rules)
        let boxes = rules.map { axes.box(of: $0.conditions) }
        for (index, rule) in rules.enumerated() {
            var left = boxes[index].map { [$0] } ?? []
            var by: [String] = []
            for (earlier, box) in zip(rules, boxes).prefix(index) {
                guard let box, left.contains(where: { $0.meets(box) }) else { continue }
                by.append(earlier.name)
                if earlier.action != rule.action { overlaps.append(Overlap(first: earlier.name, second: rule.name)) }
                left = left.flatMap { $0.subtracting(box, axes) }
            }
            if left.isEmpty { unreachable.append(Unreachable(rule: rule.name, by: by)) }
        }
        var left = [Box()]
        for box in boxes.compactMap(\.self) { left = left.flatMap { $0.subtracting(box, axes) } }
        uncovered = left.first.map { axes.words(of: $0) } ?? []
    }
}

/// The values of some facts, each as numbers of an axis; a fact that is not named may be anything.
private struct Box {
    var values: [String: Set<Int>] = [:]

    func meets(_ other: Box) -> Bool {
        other.values.allSatisfy { axis, wanted in values[axis].map { !$0.isDisjoint(with: wanted) } ?? true }
    }

    /// What is left of this box without `other`, as boxes that do not meet.
    func subtracting(_ other: Box, _ axes: Axes) -> [Box] {
        guard meets(other) else { return [self] }
        var rest = self
        var parts: [Box] = []
        for (axis, wanted) in other.values.sorted(by: { $0.key < $1.key }) {
            let own = rest.values[axis] ?? axes.all(axis)
            let outside = own.subtracting(wanted)
            if !outside.isEmpty {
                var part = rest
                part.values[axis] = outside
                parts.append(part)
            }
            rest.values[axis] = own.intersection(wanted)
        }
        return parts
    }
}

/// What each fact can be, as far as the rules tell it apart.
private struct Axes {
    /// By axis the words for its values; the last one stands for everything that no rule names.
    private var words: [String: [String]] = [:]
    /// By axis of numbers where one value ends and the next begins.
    private var steps: [String: [Int]] = [:]

    init(_ rules: [Rule]) {
        let conditions = rules.flatMap(\.conditions)
        for condition in conditions { name(condition) }
        for (axis, steps) in steps {
            let sorted = Array(Set(steps)).sorted()
            self.steps[axis] = sorted
            words[axis] = (["< \(sorted[0])"] + sorted.map { ">= \($0)" } + ["unknown"])
        }
    }

    private mutating func name(_ condition: Condition) {
        switch condition {
        case .intent: words["intent"] = Intent.allCases.map(\.rawValue)
        case .claim: words["claim"] = ClaimFact.allCases.map(\.rawValue)
        case .requester: words["requester"] = RequesterProof.allCases.map(\.rawValue)
        case .payment: words["payment"] = PaymentMeans.allCases.map(\.rawValue)
        case .hour: words["hour"] = (0..<24).map(String.init)
        case .circumstance(let circumstance, _): words[circumstance.rawValue] = ["false", "true"]
        case .product: words[axis(condition)] = ["false", "true"]
        case .orderStatus, .placeOrderStatus, .reason:
            let known = (words[condition.name] ?? []).filter { $0 != other }
            words[condition.name] = known + condition.values.filter { !known.contains($0) } + [other]
        case .amountAtLeast(let won), .amountBelow(let won): steps["amount", default: []].append(won)
        case .daysSincePaymentAtLeast(let days), .daysSincePaymentBelow(let days):
            steps["daysSincePayment", default: []].append(days)
        }
    }

    private let other = "(another)"

    private func axis(_ condition: Condition) -> String {
        switch condition {
        case .product(let words): "product " + words.sorted().joined(separator: "|")
        case .amountAtLeast, .amountBelow: "amount"
        case .daysSincePaymentAtLeast, .daysSincePaymentBelow: "daysSincePayment"
        default: condition.name
        }
    }

    func all(_ axis: String) -> Set<Int> { Set((words[axis] ?? []).indices) }

    /// Nil where two conditions on one fact exclude each other.
    func box(of conditions: [Condition]) -> Box? {
        var box = Box()
        for condition in conditions {
            let axis = axis(condition)
            let both = values(of: condition, axis).intersection(box.values[axis] ?? all(axis))
            if both.isEmpty { return nil }
            box.values[axis] = both
        }
        return box
    }

    private func values(of condition: Condition, _ axis: String) -> Set<Int> {
        switch condition {
        case .product: [1]
        case .amountAtLeast(let limit), .daysSincePaymentAtLeast(let limit): part(axis) { $0 >= limit }
        case .amountBelow(let limit), .daysSincePaymentBelow(let limit): part(axis) { $0 < limit }
        default: Set((words[axis] ?? []).indices.filter { condition.values.contains(words[axis]?[$0] ?? "") })
        }
    }

    /// The intervals of numbers for whose smallest member `holds`; the one below all steps has the number before the first.
    private func part(_ axis: String, _ holds: (Int) -> Bool) -> Set<Int> {
        guard let steps = steps[axis], let first = steps.first else { return [] }
        return Set(([first - 1] + steps).enumerated().filter { holds($0.element) }.map(\.offset))
    }

    /// One member of `box`, in words.
    func words(of box: Box) -> [String] {
        box.values.sorted { $0.key < $1.key }.compactMap { axis, values in
            values.min().flatMap { words[axis]?[$0] }.map { "\(axis): \($0)" }
        }
    }
}
