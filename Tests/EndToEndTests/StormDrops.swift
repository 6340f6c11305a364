// Random drops: what they hold, how they arrive, and what must come of them. The same seed makes the same ones.

import Foundation
import Glibc
import Simulation

/// One file and the way it is put into an inbox.
struct StormDrop: Sendable {
    /// The customs of the tools that put files into folders.
    enum Way: CaseIterable, Sendable {
        /// Written in place: cp.
        case copied
        /// Finished elsewhere and renamed in: mv, rsync.
        case renamed
        /// Finished elsewhere, linked in, the first name removed: getmail, qmail.
        case linked
        /// Written in pieces, held open all the while: scp on a slow line.
        case slow
        /// Opened, appended to and closed, again and again.
        case appended
        /// Given another name while it may be being claimed.
        case renamedThere
        /// Delivered into a Maildir.
        case delivered
    }

    var name: String
    var text: String
    var way: Way
}

struct StormDrops: Sendable {
    private(set) var drops: [StormDrop] = []
    private var orders: [String] = []
    /// Product orders that must be cancelled, each exactly once.
    private(set) var toCancel: Set<String> = []
    /// Drops that are no requests.
    private(set) var broken = 0

    init(count: Int, dice: inout SplitMix64) {
        for index in 0..<count {
            let earlier = drops.randomElement(using: &dice)
            let text: String
            switch Int.random(in: 0..<100, using: &dice) {
            case 0..<50:
                text = CrashDrops.json(index, text: "단순 변심")
                addOrder(index, claim: Bool.random(using: &dice))
            case 50..<70:
                text = CrashDrops.mail(index)
                addOrder(index, claim: true)
            case 70..<85 where earlier != nil:
                // The same bytes once more, under another name.
                text = earlier?.text ?? ""
            case 85..<95:
                // Asked for twice in other words, in either order.
                text = CrashDrops.json(index, text: "다시 요청합니다")
                addOrder(index, claim: true)
                drops.append(drop("again-\(index)", CrashDrops.json(index, text: "빨리 취소해 주세요"), &dice))
            default:
                text = #"{"orderId": "20261\#(index)"#
            }
            drops.append(drop("\(index)", text, &dice))
        }
        broken = drops.count { $0.text.hasPrefix(#"{"orderId"#) }
    }

    var ordersFile: String { "{\"data\":[\n" + orders.joined(separator: ",\n") + "\n]}\n" }

    private mutating func addOrder(_ number: Int, claim: Bool) {
        orders.append(CrashDrops.orderJSON(number, claim: claim, status: "PAYED"))
        toCancel.insert(CrashDrops.productOrder(number))
    }

    private func drop(_ name: String, _ text: String, _ dice: inout SplitMix64) -> StormDrop {
        let way = StormDrop.Way.allCases.randomElement(using: &dice) ?? .copied
        return StormDrop(name: name + (text.hasPrefix("From") ? ".eml" : ".json"), text: text, way: way)
    }
}

extension StormDrop {
    /// Puts the file into an inbox of the spool at `path`; returns the name it has there in the end.
    func put(into path: String, dice: inout SplitMix64) throws -> String {
        let (staged, target) = ("\(path)/staged/\(name)", "\(path)/inbox/\(name)")
        switch way {
        case .copied: try write([Array(text.utf8)], to: target) { _ in }
        case .renamed:
            try write([Array(text.utf8)], to: staged) { _ in }
            try check(rename(staged, target))
        case .linked:
            try write([Array(text.utf8)], to: staged) { _ in }
            try check(link(staged, target))
            try check(unlink(staged))
        case .slow: try write(pieces, to: target) { _ in usleep(.random(in: 0...20_000, using: &dice)) }
        case .appended:
            for piece in pieces {
                try write([piece], to: target) { _ in }
                usleep(.random(in: 0...5_000, using: &dice))
            }
        case .renamedThere:
            try write([Array(text.utf8)], to: target) { _ in }
            usleep(.random(in: 0...2_000, using: &dice))
            // Too late where it was claimed by then.
            return rename(target, "\(path)/inbox/moved-\(name)") == 0 ? "moved-" + name : name
        case .delivered:
            try write([Array(text.utf8)], to: "\(path)/inbox/mail/tmp/\(name)") { _ in }
            try check(rename("\(path)/inbox/mail/tmp/\(name)", "\(path)/inbox/mail/new/\(name)"))
        }
        return name
    }

    private var pieces: [[UInt8]] {
        let bytes = Array(text.utf8)
        let third = bytes.count / 3 + 1
        return stride(from: 0, to: bytes.count, by: third).map { Array(bytes[$0..<min($0 + third, bytes.count)]) }
    }

    private func write(_ pieces: [[UInt8]], to path: String, between: (Int) -> Void) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try check(file)
        defer { close(file) }
        for (index, piece) in pieces.enumerated() {
            try check(Int32(Glibc.write(file, piece, piece.count)))
            between(index)
        }
    }

    private func check(_ result: Int32) throws {
        guard result >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}
