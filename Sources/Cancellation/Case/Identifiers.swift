// The names by which the store and we know things. Text from outside becomes one of these only when it looks like one.

/// A number that the store gave to something. Kept as text: spreadsheets and floating point damage 16-digit numbers.
package protocol Identifier: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible
where RawValue == String {
    init(trusted: String)
}

extension Identifier {
    /// Accepts 1 to 40 ASCII letters, digits, `-` and `_`; anything else is not an identifier of a store.
    package init?(rawValue: String) {
        let bytes = rawValue.utf8
        guard (1...40).contains(bytes.count), bytes.allSatisfy(isIdentifierByte) else { return nil }
        self.init(trusted: rawValue)
    }

    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws {
        self.init(trusted: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

private func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: false
    }
}

/// 주문번호: one purchase, which holds one or more product orders.
package struct OrderID: Identifier {
    package let rawValue: String
    package init(trusted: String) { rawValue = trusted }
}

/// 상품주문번호: one product of one purchase. Cancellations are per product order (reference: claim/cancel/approve).
package struct ProductOrderID: Identifier {
    package let rawValue: String
    package init(trusted: String) { rawValue = trusted }
}

/// The store's number of one claim (클레임) on a product order.
package struct ClaimID: Identifier {
    package let rawValue: String
    package init(trusted: String) { rawValue = trusted }
}

/// The sales channel an order belongs to, such as `smartstore`.
package struct Channel: Identifier {
    package let rawValue: String
    package init(trusted: String) { rawValue = trusted }
    /// 네이버 스마트스토어, the channel meant where none is said.
    package static let smartstore = Channel(trusted: "smartstore")
}

/// Our number of one case. Readable, derived from the order, and safe as a file name.
package struct CaseID: Identifier, Comparable {
    package let rawValue: String
    package init(trusted: String) { rawValue = trusted }
    package static func < (left: CaseID, right: CaseID) -> Bool { left.rawValue < right.rawValue }
}
