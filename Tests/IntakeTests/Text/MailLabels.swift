// What people meant who wrote the mails under Tests/Fixtures/intake: labels.json, written by hand before the reader saw
// the mail. Never what the reader makes of it.

import Cancellation
import Foundation

@testable import Intake

/// Mails that the grammar was tuned with, and mails that were held back until it was and then looked at.
enum MailHalf: String, Decodable, CaseIterable {
    case tuning, held
    /// Written by somebody who did not know the grammar, after it was mended with the others.
    case fresh
    /// Written by a third hand, which knew the grammar of that day, and read for the first time when all of the above was done.
    case blind
    /// Written by a fourth hand without sight of the grammar, and read for the first time when the doubts had been learnt.
    case later
}

/// What a mail asks for, of one order.
///
/// An order that is to be sent as it is reads `withdraw` if that is said outright, and `question` if it is only mentioned.
struct MeantRequest {
    var intent: Intent
    var conditional: Bool
    /// `order`, `order/product order`, or nil where no number belongs to the wish.
    var number: String?
    var cancelQuantity: Int?
    var reasonCode: String?

    var digits: Set<String> { Set((number ?? "").split(separator: "/").map(String.init)) }
}

/// A labelled mail and what was read in it.
struct MeasuredMail {
    let name: String
    let half: MailHalf
    let meant: [MeantRequest]
    let read: [Request]

    static func all() throws -> [MeasuredMail] {
        let root = URL(filePath: #filePath).appending(path: "../../../Fixtures/intake").standardized
        return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().compactMap { name in
            let folder = root.appending(path: name)
            let labels = folder.appending(path: "labels.json")
            guard FileManager.default.fileExists(atPath: labels.path) else { return nil }
            let told = try JSONDecoder().decode(Labels.self, from: Data(contentsOf: labels))
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "input.eml")))
            return MeasuredMail(
                name: name, half: told.half, meant: told.meant, read: Intake.read(bytes).requests)
        }
    }

    /// Every wish with what was read of its order. Wishes whose number was not found go with the requests that are left over,
    /// in order; a request that nobody meant stands alone, and so does a wish that nobody read.
    var pairs: [(meant: MeantRequest?, read: Request?)] {
        var left = read
        var missing: [MeantRequest] = []
        var pairs: [(meant: MeantRequest?, read: Request?)] = []
        for wish in meant {
            let place = left.firstIndex { !wish.digits.isEmpty && wish.digits.isSubset(of: $0.digits) }
            guard let place else {
                missing.append(wish)
                continue
            }
            pairs.append((wish, left.remove(at: place)))
        }
        pairs += missing.map { ($0, left.isEmpty ? nil : left.removeFirst()) }
        return pairs + left.map { (nil, $0) }
    }
}

extension Request {
    var digits: Set<String> { Set([orderID?.rawValue, productOrderID?.rawValue].compactMap { $0 }) }
}

private struct Labels: Decodable {
    struct Wish: Decodable {
        var intent: Intent
        var conditional: Bool
        var orders: [String]
        var cancelQuantity: Int?
        var reasonCode: String?

        var meant: [MeantRequest] {
            let numbers: [String?] = orders.isEmpty ? [nil] : orders
            return numbers.map {
                MeantRequest(
                    intent: intent, conditional: conditional, number: $0, cancelQuantity: cancelQuantity,
                    reasonCode: reasonCode)
            }
        }
    }

    var half: MailHalf
    var meant: [MeantRequest]

    private enum Key: CodingKey { case half, requests }

    /// Either one wish for all orders, or `requests` with one each.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        half = try container.decode(MailHalf.self, forKey: .half)
        let wishes = try container.decodeIfPresent([Wish].self, forKey: .requests) ?? [Wish(from: decoder)]
        meant = wishes.flatMap(\.meant)
    }
}
