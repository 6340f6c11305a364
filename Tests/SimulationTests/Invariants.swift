// What must hold at every moment, and what must hold when the daemon rests (DESIGN: "Invariants").

import Cancellation
import Digest
import Engine
import Intake
import Ports
import Simulation
import StrictJSON

extension SimulatedDay {
    private static let homes: Set<String> = ["inbox", "inbox/mail/new", "decisions", "work"]

    private static func isHome(_ place: Place) -> Bool {
        homes.contains(place.folder) || place.folder.hasPrefix("archive") || place.folder == "quarantine"
    }

    /// Broken promises that can be seen from outside at any moment, also right after a crash.
    func momentaryOffences() -> [String] {
        var found: [String] = []
        for file in files.broughtFiles {
            if file.places.count != 1 {
                found.append("a dropped file is in \(file.places.count) places: \(file.places)")
            } else if !file.places.allSatisfy(Self.isHome) {
                found.append("a dropped file is where none may be: \(file.places)")
            }
        }
        for (place, bytes) in files.contents(below: "outbox") where !isWhole(bytes, at: place) {
            found.append("\(place) is half a file (\(bytes.count) bytes)")
        }
        // A power cut may keep a receipt's name and lose others: they are written again before the next turn.
        if !hasLostPower { found += brokenReceipts() }
        var claims: Set<String> = []
        for cancellation in store.journal
        where !claims.insert("\(cancellation.productOrder) \(cancellation.claim)").inserted {
            found.append("\(cancellation.productOrder) was cancelled twice for claim \(cancellation.claim)")
        }
        return found
    }

    /// Broken promises of a daemon at rest.
    func offencesAtRest() -> [String] {
        offences + laneOffences + files.offences + store.offences + momentaryOffences() + drops() + cases() + outbox()
            + sums() + staleReceipts()
            + ledger.forbidden.map { "the engine asked of the ledger what it forbids: \($0)" }
    }

    /// Receipts that say something else than what became of their drop; those of which something waits for the store are written again later.
    private func staleReceipts() -> [String] {
        let cases = Dictionary(uniqueKeysWithValues: ledger.allCases.map { ($0.id, $0) })
        let receipts = files.contents(below: Spool.receipts.path)
        return ledger.allDrops.filter { $0.disposition == .archive }.compactMap { record in
            let wanted = record.requests.map { RequestStatus($0, in: cases) }
            guard !wanted.contains(.waitingForStore), let place = record.place else { return nil }
            let said = receipts.filter { drop(in: $0.bytes) == place }.map { statuses(in: $0.bytes) }
            return said == [wanted.map(\.rawValue)]
                ? nil : "the receipt of drop \(record.number) says \(said), not \(wanted)"
        }
    }

    /// Receipts that promise what is not there.
    private func brokenReceipts() -> [String] {
        let names = Set(files.contents(below: "").map { "\($0.place)" })
        return files.contents(below: Spool.receipts.path).flatMap { receipt -> [String] in
            let node = try? JSONReader.read(receipt.bytes)
            let cases = node?["requests"]?.array?.compactMap { $0["case"]?.string } ?? []
            let promised =
                [node?["place"]?.string].compactMap(\.self) + cases.map { "\(Spool.results.path)/\($0).json" }
            return promised.filter { !names.contains($0) }.map { "\(receipt.place) promises \($0)" }
        }
    }

    private func isWhole(_ bytes: [UInt8], at place: Place) -> Bool {
        // Rows that were handed back end with a whole line.
        if place.name.bytes.reversed().starts(with: "vsc.".utf8) { return bytes.reversed().starts(with: [10, 13]) }
        if place.name.bytes.suffix(5) == Array(".json".utf8)[...], !place.folder.hasSuffix("sms") {
            return (try? JSONReader.read(bytes)) != nil
        }
        return PlainNoticeWriter.isWhole(bytes)
    }

    /// Ledger and spool agree: docs/STATES.md, state "closed".
    private func drops() -> [String] {
        var found: [String] = []
        let places = Dictionary(
            uniqueKeysWithValues: files.contents(below: "").map { ("\($0.place)", $0.bytes) })
        var kept: Set<String> = []
        for drop in ledger.allDrops {
            guard drop.state == .closed, let place = drop.place else {
                found.append("drop \(drop.number) rests as \(drop.state.rawValue)")
                continue
            }
            kept.insert(place)
            guard let bytes = places[place] else {
                found.append("drop \(drop.number) is not at \(place)")
                continue
            }
            if let sha256 = drop.sha256, Digest.sha256(bytes) != sha256 {
                found.append("\(place) holds other bytes than were read")
            }
            if drop.disposition == .quarantine, places["\(place).reason.json"] == nil {
                found.append("\(place) lies there without its reason")
            }
        }
        for file in files.broughtFiles {
            guard let place = file.places.first.map({ "\($0)" }) else { continue }
            if !kept.contains(place) { found.append("\(place) is known to no drop") }
            if places[place] != file.bytes { found.append("\(place) holds other bytes than were dropped") }
        }
        for (place, _) in files.contents(below: "tmp") { found.append("\(place) was left over") }
        for (place, _) in files.contents(below: "work") where ![".reading", ".deciding"].contains(place.name.printable)
        {
            found.append("\(place) was left over")
        }
        return found
    }

    private func cases() -> [String] {
        var found: [String] = []
        let tasks = Set(files.contents(below: Spool.tasks.path).map { "\($0.place)" })
        for subject in ledger.allCases where !subject.state.isClosed {
            switch subject.state {
            case .reviewing, .held, .rejected:
                let hasTask = tasks.contains { $0.hasPrefix("\(Spool.tasks.path)/\(subject.id)-") }
                // Whoever has parked a case knows of it.
                let isParked = subject.state == .held && subject.history.contains { $0.event == "heldByPerson" }
                if !hasTask, !isParked { found.append("\(subject.id) waits for a person whom nobody told") }
            default:
                let isDue = ledger.allTimers.contains { $0.caseID == subject.id }
                if !isDue { found.append("\(subject.id) is \(subject.state.rawValue) and never due") }
            }
        }
        for key in ledger.pendingKeys.sorted() { found.append("\(key) is pending for ever") }
        return found
    }

    /// Every file is what its case or effect says, and was never anything else under the same name.
    private func outbox() -> [String] {
        var found: [String] = []
        var wanted: [String: [UInt8]] = [:]
        for subject in ledger.allCases {
            wanted["\(Spool.results.path)/\(subject.id).json"] = subject.resultFile.bytes()
        }
        let done = Set(ledger.allCases.flatMap { $0.doneTasks ?? [] })
        for record in ledger.allEffects {
            switch record.effect {
            case .send(let notice):
                let folder = notice.medium == .email ? Spool.emails : Spool.textMessages
                wanted["\(folder.path)/\(notice.fileName)"] = try? PlainNoticeWriter().write(notice)
            // What was done lies there no more: it would stand for nothing.
            case .openTask(let task) where done.contains(task.fileName): break
            case .openTask(let task): wanted["\(Spool.tasks.path)/\(task.fileName)"] = task.file.bytes()
            case .command, .reread, .publishResult: break
            }
        }
        var shown = files.contents(below: "outbox").filter { $0.place.folder != Spool.receipts.path }
        // Drops that could not be read are a person's task, beside those of cases.
        for drop in ledger.allDrops where drop.disposition == .quarantine && drop.attempts > 0 && drop.sha256 == nil {
            let digits = String(drop.number)
            let name = "drop-" + String(repeating: "0", count: 10 - digits.count) + digits + ".json"
            let before = shown.count
            shown.removeAll { $0.place.folder == Spool.tasks.path && $0.place.name == FileName(name) }
            if shown.count == before { found.append("nobody was told of drop \(drop.number)") }
        }
        // Rows that could not be read lie there for somebody to correct them.
        for drop in ledger.allDrops
        where drop.disposition == .archive && drop.kind != DocumentKind.decision.rawValue
            && drop.requests.contains(where: { $0.problem != nil })
        {
            let name = FileName(safeFileName(drop.name) + ".rejected.csv")
            let rows = shown.first { $0.place.folder == Spool.tasks.path && $0.place.name == name }
            shown.removeAll { $0.place.folder == Spool.tasks.path && $0.place.name == name }
            if rows?.bytes.isEmpty != false { found.append("the bad rows of drop \(drop.number) are nowhere") }
        }
        for (place, bytes) in shown {
            if let bytes = wanted["\(place)"].map({ $0 == bytes }), !bytes { found.append("\(place) is out of date") }
            if wanted["\(place)"] == nil { found.append("\(place) stands for nothing in the ledger") }
        }
        let names = Set(shown.map { "\($0.place)" })
        for name in wanted.keys.sorted() where !names.contains(name) { found.append("\(name) was never written") }
        for (place, versions) in files.shown.sorted(by: { $0.key < $1.key }) where versions.count > 1 {
            found += changes(of: place, versions)
        }
        return found
    }

    /// Results may only become newer; receipts may follow another drop of the same name; all others stay what they were.
    private func changes(of place: Place, _ versions: [[UInt8]]) -> [String] {
        zip(versions, versions.dropFirst()).compactMap { before, after in
            if before == after { return nil }
            if place.folder == Spool.results.path {
                return revision(of: before) < revision(of: after) ? nil : "\(place) became older, or another"
            }
            if place.folder == Spool.receipts.path, drop(in: before) != drop(in: after) { return nil }
            // What waited is answered under the same name.
            if place.folder == Spool.receipts.path, isOpen(before) { return nil }
            return "\(place) was written again with other bytes"
        }
    }

    private func isOpen(_ receipt: [UInt8]) -> Bool {
        statuses(in: receipt).contains { ["waitingForStore", "waiting", "asked"].contains($0) }
    }

    private func statuses(in receipt: [UInt8]) -> [String] {
        let requests = (try? JSONReader.read(receipt))?["requests"]?.array ?? []
        return requests.map { $0["status"]?.string ?? "" }
    }

    private func revision(of bytes: [UInt8]) -> Int { (try? JSONReader.read(bytes))?["revision"]?.integer ?? -1 }
    private func drop(in receipt: [UInt8]) -> String? {
        let node = try? JSONReader.read(receipt)
        return node?["place"]?.string
    }

    /// received = decided + waiting + held + quarantined, by count and by money.
    private func sums() -> [String] {
        var found: [String] = []
        let ids = Set(ledger.allCases.map(\.id))
        let receiptFiles = files.contents(below: Spool.receipts.path)
        let receipts = receiptFiles.map { $0.place.name.printable }
        let receiptsByDrop = Dictionary(grouping: receiptFiles.compactMap { drop(in: $0.bytes) }, by: \.self)
        for (place, all) in receiptsByDrop.sorted(by: { $0.key < $1.key }) where all.count > 1 {
            found.append("\(place) has \(all.count) receipts")
        }
        for drop in ledger.allDrops where drop.disposition == .archive {
            for request in drop.requests {
                if let id = request.caseID, !ids.contains(id) {
                    found.append("a request of drop \(drop.number) is lost")
                }
            }
            let name = safeFileName(drop.name)
            if !receipts.contains(where: { $0.hasPrefix(name) }) {
                found.append("drop \(drop.number), \(name), has no receipt among \(receipts.sorted())")
            }
        }
        let cancelled = ledger.allCases.filter { $0.state == .cancelled && $0.verdict?.outcome == .approve }
        let promised = cancelled.reduce(0) { $0 + ($1.refund.amount ?? 0) }
        let paid = store.journal.reduce(0) { $0 + $1.amount }
        if promised != paid {
            let each = cancelled.map { "\($0.id): \($0.refund.amount ?? 0)" }.sorted()
            found.append("customers were told of \(promised) won, the store paid \(paid); \(each)")
        }
        return found
    }
}
