// The cases of a spool, read beside a daemon that may be running. Changes nothing.

import ArgumentParser
import Cancellation
import Foundation
import Ports
import SQLiteLedger

/// Which spool.
struct SpoolOptions: ParsableArguments {
    @Option(help: "The spool.", completion: .directory)
    var spool: String

    @Option(help: "The configuration; without it, cancelbox.yaml in the spool.", completion: .file())
    var config: String?

    /// The spool with its configuration; complains and ends with 78 where it is wrong.
    func composition() throws -> Composition {
        do {
            return try Composition(spool: spool, configurationPath: config, logLevel: nil)
        } catch {
            complain("\(error)")
            throw Exit.configuration
        }
    }
}

/// The ledger of a spool, opened for questions.
struct CaseBook {
    /// Nil where no daemon has made one yet.
    private let ledger: (any LedgerReading)?

    init(spool: String) throws {
        let path = spool + "/ledger.sqlite"
        guard FileManager.default.fileExists(atPath: path) else {
            ledger = nil
            return
        }
        ledger = try Self.asking { () throws(LedgerError) in try SQLiteLedger(reading: path) }
    }

    func cases(in states: Set<CaseState>) throws -> [Case] {
        try Self.asking { () throws(LedgerError) in try ledger?.cases(in: states) ?? [] }
    }

    /// The case with this number, or the only one that `words` fits: the number of an order or product order, the buyer's name, the end of a
    /// telephone number, an address, or the name of a dropped file. Complains and ends with 66 where there is none, or more than one.
    func subject(_ words: String) throws -> Case {
        if let id = CaseID(reference: words),
            let found = try Self.asking({ () throws(LedgerError) in try ledger?.cases([id]).first })
        {
            return found
        }
        let found = try find(words)
        if let only = found.first, found.count == 1 { return only }
        guard !found.isEmpty else {
            let hint =
                ledger == nil
                ? "no daemon has made a ledger in this spool yet" : "`cancelbox cases` lists the open ones"
            complain("there is no case \(words.debugDescription); \(hint).")
            throw Exit.noSuchCase
        }
        complain("\(found.count) cases fit \(words.debugDescription); name one by its number:")
        for subject in found.prefix(20) { complain("  \(subject.id)  \(subject.state.rawValue)") }
        throw Exit.noSuchCase
    }

    /// All cases that `words` fits, the oldest first.
    func find(_ words: String) throws -> [Case] {
        var found: [Case] = []
        try Self.asking { () throws(LedgerError) in
            try ledger?.forEachCase(CaseFilter()) { subject in
                if subject.fits(words) { found.append(subject) }
                return true
            }
        }
        return found
    }

    func events(of subject: Case) throws -> [EventRecord] {
        try Self.asking { () throws(LedgerError) in try ledger?.events(of: subject.id) ?? [] }
    }

    /// When the case is looked at again by itself, the earliest first.
    func timers(of subject: Case) throws -> [TimerRecord] {
        try Self.asking { () throws(LedgerError) in try ledger?.timers(of: subject.id) ?? [] }
    }

    func archivedDrop(_ fingerprint: String) throws -> DropRecord? {
        try Self.asking { () throws(LedgerError) in try ledger?.archivedDrop(fingerprint: fingerprint) }
    }

    private static func asking<Value>(_ question: () throws(LedgerError) -> Value) throws -> Value {
        do throws(LedgerError) {
            return try question()
        } catch {
            complain("the ledger cannot be read: \(error). \(error.advice)")
            throw Exit.trouble
        }
    }
}

extension Case {
    /// Whether a person could mean this case by `words`.
    fileprivate func fits(_ words: String) -> Bool {
        let numbers = [
            order?.orderID.rawValue, order?.productOrderID.rawValue, request.orderID?.rawValue,
            request.productOrderID?.rawValue,
        ]
        let names = [order?.orderer.name, request.requester?.name, request.requester?.email, provenance.mail?.replyTo]
        if numbers.contains(words) || names.contains(where: { $0?.lowercased() == words.lowercased() }) { return true }
        if evidence.contains(where: { $0.name == words }) { return true }
        let figures = words.filter { $0.isNumber }
        guard figures.count >= 4, words.allSatisfy({ $0.isNumber || $0 == "-" }) else { return false }
        let phones = [order?.orderer.phone, request.requester?.phone].compactMap { $0?.filter(\.isNumber) }
        return phones.contains { $0.hasSuffix(figures) }
    }
}

/// A name with only its ends shown, a number with only its first and last digits: for lists, which others see over a shoulder.
func masked(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    let isNumber = text.contains(where: \.isNumber)
    let (head, tail) = isNumber ? (3, 4) : (1, text.count > 2 ? 1 : 0)
    guard text.count > head + tail else { return String(text.prefix(1)) + "*" }
    return text.prefix(head) + String(repeating: "*", count: text.count - head - tail) + text.suffix(tail)
}

/// Text of a customer for a terminal, which obeys control characters: those become blanks.
func printable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
        switch scalar.properties.generalCategory {
        case .control: line += " "
        // Turns the direction of what follows, or is not seen at all: shown as what it is.
        case .format: line += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: line.unicodeScalars.append(scalar)
        }
    }
}
