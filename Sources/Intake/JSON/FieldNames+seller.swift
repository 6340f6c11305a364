// The names of fields as a value: those every shop knows, and those a seller adds. Owns finding a name fast; the names themselves
// are in FieldNames.

import StrictJSON

/// What exports call things.
package struct FieldNames: Sendable {
    /// The names that are known without being told.
    package static let usual = FieldNames()

    /// By normalised name: its number.
    private var numbers: [String: Int] = [:]
    /// By number: the name's bytes, and its meaning in each scope, in the order of the scopes.
    private var names: [[UInt8]] = []
    private var meanings: [Meaning] = []
    /// Names where the mix of their bytes says, or behind that place.
    private var places: [Place] = []

    private struct Place {
        var mix: UInt64 = 0
        /// -1 for nobody's place.
        var number = -1
    }

    private init() {
        for (scope, table) in usualMeanings.enumerated() {
            for (name, meaning) in table { meanings[slot(of: name, scope)] = meaning }
        }
        arrange()
    }

    /// The words for the fields and lists that names can be added for.
    package static var extensible: [String] { extensibleMeanings.keys.sorted() }

    /// Adds `name` as one more name of the field or list whose word is `word`.
    package mutating func add(_ name: String, for word: String) throws(FieldNameProblem) {
        guard let added = extensibleMeanings[word] else { throw .unknownWord }
        let name = normalised(name)
        guard !name.isEmpty, name.utf8.count <= 128 else { throw .noName }
        for scope in Scope.allCases {
            guard let number = numbers[name] else { break }
            let known = meanings[number * Scope.allCases.count + scope.rawValue]
            guard known.field == nil || known.field == added.field || added.field == nil,
                known.container == nil || known.container == added.container || added.container == nil
            else { throw .taken }
        }
        for scope in Scope.allCases {
            let place = slot(of: name, scope.rawValue)
            if let field = added.field { meanings[place].field = field }
            if let container = added.container { meanings[place].container = container }
        }
        arrange()
    }

    /// The number of a key's name; nil when the key means nothing in any scope.
    func number(of member: JSONMember) -> Int? {
        if let number = member.withKeyBytes(number(ofBytes:)) { return number }
        // Other bytes can be the same text: escapes, decomposed Hangul as macOS writes it, spaces beyond ASCII.
        return member.hasPlainKey ? nil : numbers[normalised(member.key)]
    }

    /// What the name with this number means inside an object of `scope`.
    func meaning(_ number: Int, in scope: Scope) -> Meaning {
        meanings[number * Scope.allCases.count + scope.rawValue]
    }

    /// The first of `members` that is `field` under any of its names.
    func member(_ field: Field, of members: JSONMembers, in scope: Scope) -> JSONNode? {
        members.first { number(of: $0).map { meaning($0, in: scope).field == field } ?? false }?.node
    }

    /// The meaning of `key` inside an object of `scope`.
    func meaning(of key: String, in scope: Scope) -> Meaning {
        numbers[normalised(key)].map { meaning($0, in: scope) } ?? .nothing
    }

    private mutating func slot(of name: String, _ scope: Int) -> Int {
        let number = numbers[name] ?? names.count
        if number == names.count {
            numbers[name] = number
            names.append(Array(name.utf8))
            meanings += Array(repeating: .nothing, count: Scope.allCases.count)
        }
        return number * Scope.allCases.count + scope
    }

    /// Gives every name a place among four times as many.
    private mutating func arrange() {
        var size = 1024
        while size < names.count * 4 { size *= 2 }
        places = Array(repeating: Place(), count: size)
        for (number, name) in names.enumerated() {
            let mix = name.reduce(0, mixed)
            places[place(of: mix)] = Place(mix: mix, number: number)
        }
    }

    /// Where the name with this mix is, or would be.
    private func place(of mix: UInt64) -> Int {
        places.withUnsafeBufferPointer { places in
            var place = Int(truncatingIfNeeded: mix >> 32) & (places.count - 1)
            while places[place].number >= 0, places[place].mix != mix { place = (place + 1) & (places.count - 1) }
            return place
        }
    }

    /// Finds a name without making a text of it: there are a hundred keys in an order, and thousands of orders in a drop.
    private func number(ofBytes key: UnsafeBufferPointer<UInt8>) -> Int? {
        guard key.count <= 160 else { return nil }
        var mix: UInt64 = 0
        for byte in key where !isASCIISeparator(byte) { mix = mixed(mix, lowercased(byte)) }
        let number = places[place(of: mix)].number
        guard number >= 0 else { return nil }
        // Whoever makes keys with the mix of a name of ours gains nothing by it.
        return names[number].elementsEqual(key.lazy.filter { !isASCIISeparator($0) }.map(lowercased)) ? number : nil
    }
}

/// Why a name cannot be added.
package enum FieldNameProblem: Error, Hashable, Sendable {
    case unknownWord
    case noName
    /// It means something else already.
    case taken
}

/// Different for all names of ours, as the tests see to.
private func mixed(_ mix: UInt64, _ byte: UInt8) -> UInt64 { (mix ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }

/// What a seller can add names for, by the word the configuration has for it.
private let extensibleMeanings: [String: Meaning] = [
    "action": Meaning(field: .action), "claimType": Meaning(field: .claimType),
    "claimStatus": Meaning(field: .claimStatus), "orderStatus": Meaning(field: .orderStatus),
    "orderId": Meaning(field: .orderID), "productOrderId": Meaning(field: .productOrderID),
    "cancelQuantity": Meaning(field: .cancelQuantity), "quantity": Meaning(field: .quantity),
    "productName": Meaning(field: .productName), "option": Meaning(field: .option),
    "reason": Meaning(field: .reason), "reasonCode": Meaning(field: .reasonCode),
    "reasonText": Meaning(field: .reasonText), "requestedAt": Meaning(field: .requestedAt),
    "cancelRequestedAt": Meaning(field: .cancelRequestedAt), "channel": Meaning(field: .channel),
    "customerName": Meaning(field: .name), "email": Meaning(field: .email), "phone": Meaning(field: .phone),
    "requests": Meaning(container: .requestList), "orders": Meaning(container: .list(.order)),
    "items": Meaning(container: .list(.item)), "envelope": Meaning(container: .list(.request)),
]
