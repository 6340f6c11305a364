// What the objects around and inside one request say, each fact with its place. Owns collecting and agreeing; judges nothing.

import StrictJSON

/// One fact as it was written, without the spaces around it.
struct Fact: Hashable {
    let text: String
    /// Whether it stood there as a JSON number.
    let isNumber: Bool
    /// In the UTF-8 text.
    let range: Range<Int>
}

/// At most one fact for each field: a row of facts and who stands where, because every object of an export has one.
struct FactTable {
    private var facts: [Fact] = []
    /// By the field's number, of which there are fewer than 32: the fact's place, counted from 1; 0 for none.
    private var places = SIMD32<UInt8>()

    subscript(_ field: Field) -> Fact? {
        get {
            let place = places[field.rawValue]
            return place == 0 ? nil : facts[Int(place) - 1]
        }
        set {
            let place = places[field.rawValue]
            guard let newValue else { return places[field.rawValue] = 0 }
            if place > 0 {
                facts[Int(place) - 1] = newValue
            } else {
                facts.append(newValue)
                places[field.rawValue] = UInt8(facts.count)
            }
        }
    }

    /// These facts with those of `other` in their place, where it has some.
    func overlaid(by other: FactTable) -> FactTable {
        if facts.isEmpty { return other }
        var both = self
        for field in Field.allCases {
            if let fact = other[field] { both[field] = fact }
        }
        return both
    }
}

/// A list found inside an object: its elements are requests or orders of their own.
struct NestedList {
    let container: Container
    let elements: [JSONNode]
}

/// The facts of one object, together with what was said around it.
struct RequestFacts {
    private var own = FactTable()
    private var inherited = FactTable()
    private(set) var lists: [NestedList] = []
    /// A list's name has said that its elements are requests.
    var isRequest = false
    /// The facts of one row of a table, which a person filled in: a quantity of 0 is a mistake there, not a silence.
    var isTable = false
    /// An empty list was among the members, or it is an answer of the store (`traceId`): no order in it is no mistake.
    private(set) var isEnvelope = false
    /// The kinds of claims that were found; more than one is for a person.
    private(set) var claimKinds: Set<ClaimKind> = []
    private var completedClaim: JSONNode?
    /// The claim's state was read inside the claim itself.
    private var isFromClaim = false
    /// Two states that say different things of one order: a person's to read.
    private(set) var disagreement: Fact?
    /// What was said of reasons around a list of whatever the export holds is no sign that its elements are to be cancelled.
    private var hasForeignReasons = false
    /// Longer text is cut, so that one long text shared by thousands of items costs no more than many short ones.
    private let maximumText: Int

    private let names: FieldNames

    /// - Parameter maximumText: bytes of UTF-8 that are kept of any one fact.
    init(maximumText: Int, names: FieldNames = .usual) {
        self.maximumText = maximumText
        self.names = names
    }

    /// What the object itself says, else what was said around it.
    subscript(_ field: Field) -> Fact? { own[field] ?? inherited[field] }

    /// Whether a reason, a quantity or a time of cancelling under `field` says that this is a cancellation: not where it was said of
    /// several orders, and this one has a state of its own.
    func isSign(_ field: Field) -> Bool {
        own[field] != nil || own[.orderStatus] == nil && !hasForeignReasons
    }

    /// These facts for the elements of a list that may hold anything.
    var withoutSigns: RequestFacts {
        var facts = self
        facts.hasForeignReasons = true
        return facts
    }

    /// What an element of a list of `count` takes over from the objects around it.
    func inherited(byOneOf count: Int) throws(JSONProblem) -> RequestFacts {
        for field in [Field.productOrderID, .cancelQuantity] {
            if count > 1, let fact = self[field] { throw .sharedByItems(offset: fact.range.lowerBound) }
        }
        var facts = RequestFacts(maximumText: maximumText, names: names)
        facts.inherited = inherited.overlaid(by: own)
        facts.inherited[.quantity] = nil
        facts.isRequest = isRequest
        facts.claimKinds = claimKinds
        facts.disagreement = disagreement
        facts.hasForeignReasons = hasForeignReasons
        return facts
    }

    /// Adds what the members of one object say.
    mutating func collect(_ members: JSONMembers, in scope: Scope) throws(JSONProblem) {
        var seen: [Int] = []
        var isChecked = false
        for member in members {
            guard let number = names.number(of: member) else { continue }
            let meaning = names.meaning(number, in: scope)
            guard meaning != .nothing else { continue }
            // There are only so many names, so this stays short, however many members an object has.
            if !seen.contains(number) {
                seen.append(number)
            } else if !isChecked {
                try refuseRepeats(members, in: scope)
                isChecked = true
            }
            isEnvelope = isEnvelope || meaning.isEnvelope
            switch member.node.kind {
            case .null: continue
            case .string, .number, .bool:
                if let field = meaning.field { try add(member.node, as: field, in: scope) }
            case .array, .object:
                if let container = meaning.container {
                    try enter(member.node, container)
                } else if let field = meaning.field, field.mustAgree {
                    throw .badNumber(offset: member.node.range.lowerBound)
                }
            }
        }
    }

    /// Two spellings of one name may stand side by side and must only agree; the same key twice is refused.
    private func refuseRepeats(_ members: JSONMembers, in scope: Scope) throws(JSONProblem) {
        var seen: Set<String> = []
        for member in members where names.meaning(of: member.key, in: scope) != .nothing {
            guard seen.insert(member.key).inserted else { throw .repeatedKey(offset: member.keyRange.lowerBound) }
        }
    }

    /// Adds the last finished cancellation, where no other claim was found.
    mutating func collectCompletedClaim() throws(JSONProblem) {
        guard let members = completedClaim?.members, self[.claimStatus] == nil else { return }
        try collect(members, in: .claim)
    }

    /// Adds one plain value.
    mutating func add(_ node: JSONNode, as field: Field, in scope: Scope) throws(JSONProblem) {
        guard let written = node.string ?? node.number else {
            if field.mustAgree { throw .badNumber(offset: node.range.lowerBound) }
            return
        }
        try add(written, isNumber: node.number != nil, at: node.range, as: field, in: scope)
    }

    /// Adds one plain value that was read by somebody else: a cell of a table.
    mutating func add(
        _ written: String, isNumber: Bool, at range: Range<Int>, as field: Field, in scope: Scope
    ) throws(JSONProblem) {
        let text = written.trimmingSpaces.prefix(utf8: maximumText)
        // "None" for a number is a mistake in a drop that a program wrote, and its writer is told.
        let isOrderNumber = field == .orderID || field == .productOrderID
        guard !text.isEmpty, text != "-", !isNothing(text) || isOrderNumber && !isTable else { return }
        let fact = Fact(text: text, isNumber: isNumber, range: range)
        if field.mustAgree, let known = self[field], known.text != text, own[field] != nil || field != .quantity {
            throw .conflict(offset: range.lowerBound)
        }
        if field == .orderStatus, let known = own[.orderStatus] { return agree(known, fact) }
        if field == .claimStatus, scope != .claim, let known = own[.claimStatus], !isFromClaim,
            normalised(known.text) != normalised(text)
        {
            disagreement = fact
        }
        let before = own[field]
        // The store's claim knows better than the product order that repeats its state; else what came first stays.
        if own[field] == nil || scope == .claim { own[field] = fact }
        if field == .claimStatus, scope == .claim {
            isFromClaim = true
            disagreement = before.flatMap { orderState($0.text) == orderState(text) ? nil : fact }
        }
    }

    /// Two states of one order: the one that says more counts; two that contradict each other are for a person.
    private mutating func agree(_ known: Fact, _ other: Fact) {
        let (one, two) = (orderState(known.text), orderState(other.text))
        guard one != two, two != .living else { return }
        if one == .living || one == .unknown {
            own[.orderStatus] = other
        } else if two != .unknown {
            disagreement = other
        }
    }

    private mutating func enter(_ node: JSONNode, _ container: Container) throws(JSONProblem) {
        switch container {
        case .group(let scope):
            if let members = node.members { try collect(members, in: scope) }
        case .claim(let kind):
            guard let members = node.members, let status = names.member(.claimStatus, of: members, in: .claim),
                !status.isNull
            else { return }
            claimKinds.insert(kind)
            own[.claimType] = Fact(text: kind.rawValue, isNumber: false, range: node.range)
            try collect(members, in: .claim)
        case .completedClaims:
            completedClaim = node.array?.last { claim in
                guard let members = claim.members else { return false }
                return names.member(.claimType, of: members, in: .claim)?.string == "CANCEL"
            }
        case .list, .requestList, .numbers:
            let elements = node.array ?? [node]
            isEnvelope = isEnvelope || elements.isEmpty
            lists.append(NestedList(container: container, elements: elements))
        }
    }
}

extension Field {
    /// Facts that decide what is cancelled: between two places that differ nobody may choose.
    fileprivate var mustAgree: Bool {
        switch self {
        case .orderID, .productOrderID, .cancelQuantity, .quantity, .action: true
        default: false
        }
    }
}

extension String {
    /// The longest beginning of at most `count` bytes of UTF-8 that ends at a character.
    fileprivate func prefix(utf8 count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(startIndex, offsetBy: count)
        while end > startIndex, end.samePosition(in: self) == nil { utf8.formIndex(before: &end) }
        return String(self[..<end])
    }
}
