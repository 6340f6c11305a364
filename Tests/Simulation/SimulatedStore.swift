// A shop system in memory: orders, the store's rules for cancelling, a journal of what was really cancelled, and every way of
// not answering. Remembers what it was asked, so that a command given blindly a second time is seen.

package import Cancellation
package import Ports

/// The store of one simulated shop. Survives the end of a process: it is somebody else's machine. Used from one thread.
package final class SimulatedStore: Store {
    /// One cancellation that really happened.
    package struct Cancellation: Hashable, Sendable {
        package var productOrder: ProductOrderID
        package var claim: String
        package var amount: Int
    }

    /// Orders by number, as the store would show them.
    package private(set) var orders: [ProductOrderID: Order]
    package private(set) var journal: [Cancellation] = []
    /// Commands in the order they were carried out.
    package private(set) var carriedOut: [StoreCommand] = []
    /// What the caller did that it must never do.
    package private(set) var offences: [String] = []
    /// Product orders that were given a command, and not looked at since: a further command would be a blind one.
    private var unseen: Set<ProductOrderID> = []
    private var claimsMade: [ProductOrderID: Int] = [:]
    /// Approved claims that show as `CANCELING` until then.
    private var doneAt: [ProductOrderID: Int64] = [:]
    /// Product orders whose cancellations take their time, and how long in milliseconds.
    private let slow: [ProductOrderID: Int64]
    private let plan: FaultPlan
    private let time: any TimeSource
    private var weather: StoreWeather?
    /// What an order was before it changed last, and until when a read may show that.
    private var before: [ProductOrderID: (order: Order, until: Int64)] = [:]
    /// The store said not to call before.
    private var closedUntil: Int64 = 0
    /// Calls so far, and when each was.
    package private(set) var calls: [Int64] = []
    /// When somebody else than the engine changed an order last.
    package private(set) var changedAt: [ProductOrderID: Int64] = [:]
    /// Called before a command is carried out: what must be true by then.
    package var inspectCommand: ((StoreCommand) -> String?)?

    package init(
        orders: [Order], slow: [ProductOrderID: Int64] = [:], plan: FaultPlan = .calm, time: any TimeSource,
        weather: StoreWeather? = nil
    ) {
        self.weather = weather
        self.orders = Dictionary(uniqueKeysWithValues: orders.map { ($0.productOrderID, $0) })
        self.slow = slow
        self.plan = plan
        self.time = time
    }

    /// Another process calls: it does not know what the one before was told.
    package func forgetCaller() { closedUntil = 0 }

    package var manners: StoreManners { weather?.manners ?? .local }

    /// Somebody else changes an order: its buyer, or the warehouse.
    package func change(_ id: ProductOrderID, _ change: (inout Order) -> Void) {
        settle()
        guard var order = orders[id], !order.isCancelled else { return }
        change(&order)
        store(order)
        changedAt[id] = time.monotonic()
    }

    package func lookUp(_ queries: [OrderQuery]) -> [OrderQuery: LookUp] {
        settle()
        switch meetTrouble() {
        case .later(let seconds):
            let failure = Failure(code: "429", message: "later", retryAfter: seconds)
            return Dictionary(queries.map { ($0, .unavailable(failure)) }, uniquingKeysWith: { first, _ in first })
        case .silence: return [:]
        case .partial:
            let asked = queries.filter { _ in weather?.dice.oneIn(3) == false }
            return asked.reduce(into: [:]) { answers, query in answers[query] = answer(query) }
        case nil: break
        }
        if let trouble = plan.step(.look, "lookUp \(queries.count)") {
            let failure = Failure(message: "the store does not answer (\(trouble.isCrash))")
            return Dictionary(queries.map { ($0, .unavailable(failure)) }, uniquingKeysWith: { first, _ in first })
        }
        return queries.reduce(into: [:]) { answers, query in answers[query] = answer(query) }
    }

    package func perform(_ commands: [StoreCommand]) -> [CommandOutcome] {
        settle()
        return commands.map(perform)
    }

    private func answer(_ query: OrderQuery) -> LookUp {
        switch query {
        case .productOrder(let id):
            unseen.remove(id)
            return shown(id).map { .found([$0]) } ?? .missing
        case .order(let id):
            let found = orders.values.filter { $0.orderID == id }.sorted {
                $0.productOrderID.rawValue < $1.productOrderID.rawValue
            }
            unseen.subtract(found.map(\.productOrderID))
            return found.isEmpty ? .missing : .found(found.compactMap { shown($0.productOrderID) })
        }
    }

    /// Counts the call; the trouble that it meets, if there is one.
    private func meetTrouble() -> StoreWeather.Trouble? {
        guard weather != nil else { return nil }
        let now = time.monotonic()
        calls.append(now)
        if now < closedUntil { offences.append("called \(closedUntil - now) ms before the time the store had named") }
        let trouble = weather?.trouble(at: now)
        if case .later(let seconds?) = trouble { closedUntil = now + seconds * 1000 }
        return trouble
    }

    private func perform(_ command: StoreCommand) -> CommandOutcome {
        let id = command.productOrderID
        if let trouble = meetTrouble() {
            switch trouble {
            case .later(let seconds): return .deferred(Failure(code: "429", message: "later", retryAfter: seconds))
            case .silence(isDone: false), .partial: return .unknown(Failure(code: "504", message: "no answer"))
            case .silence(isDone: true):
                inspect(command)
                _ = carryOut(command)
                return .unknown(Failure(code: "504", message: "no answer"))
            }
        }
        let unanswered = CommandOutcome.unknown(Failure(message: "the store did not answer"))
        let trouble = plan.step(.change, "perform \(id)")
        if case .crash = trouble { return unanswered }
        inspect(command)
        if !unseen.insert(id).inserted {
            offences.append("\(id) was given a command again without a look at what the last one did")
        }
        if case .fault(let choice) = trouble {
            switch choice % 3 {
            case 0: return unanswered
            case 1: return .deferred(Failure(code: "503", message: "the store is busy"))
            default: break
            }
        }
        let outcome = carryOut(command)
        return trouble == nil ? outcome : unanswered
    }

    private func inspect(_ command: StoreCommand) {
        if let offence = inspectCommand?(command) { offences.append(offence) }
    }

    /// What it was is what a read may show for a while.
    private func store(_ order: Order) {
        let id = order.productOrderID
        if let weather, let old = orders[id] { before[id] = (old, time.monotonic() + weather.staleFor) }
        orders[id] = order
    }

    /// The order as a read shows it: now and then as it was.
    private func shown(_ id: ProductOrderID) -> Order? {
        if let old = before[id], time.monotonic() < old.until, weather?.dice.oneIn(3) == true { return old.order }
        return orders[id]
    }

    private func carryOut(_ command: StoreCommand) -> CommandOutcome {
        let id = command.productOrderID
        guard var order = orders[id] else { return refused("100001") }
        switch command {
        case .approveCancel:
            if order.isCancelled || (order.claim?.type == .cancel && order.claim?.status == .cancelDone) {
                return refused("105306")
            }
            guard let claim = order.openCancelClaim, claim.status == .cancelRequest, order.status == .paid,
                order.dispatchedAt == nil
            else { return refused("104442") }
            if let delay = slow[id] {
                order.claim?.status = .cancelling
                doneAt[id] = time.monotonic() + delay
                store(order)
            } else {
                finish(id)
            }
        case .requestCancel(_, let code, let detail, let quantity):
            guard Reason.sendableCodes.contains(code), detail?.count ?? 0 <= 500 else { return refused("4000") }
            guard order.openCancelClaim == nil, !order.isCancelled else { return refused("105306") }
            // No claim of another kind is ever over in a simulated shop.
            guard order.status == .paid, order.dispatchedAt == nil, order.claim?.type ?? .cancel == .cancel else {
                return refused("104442")
            }
            let pieces = quantity ?? order.remainingQuantity
            guard (1...max(1, order.remainingQuantity)).contains(pieces) else { return refused("4000") }
            claimsMade[id, default: 0] += 1
            order.claim = Claim(
                id: ClaimID(trusted: "\(id)-C\(claimsMade[id, default: 0])"), type: .cancel, status: .cancelRequest,
                requestedAt: now, reason: Reason(code: code, text: detail), quantity: pieces)
            store(order)
        }
        carriedOut.append(command)
        return .accepted
    }

    /// The money goes back.
    private func finish(_ id: ProductOrderID) {
        guard var order = orders[id], let claim = order.claim else { return }
        let quantity = min(claim.quantity ?? order.remainingQuantity, order.remainingQuantity)
        let amount = order.payment(for: quantity)
        journal.append(Cancellation(productOrder: id, claim: claim.id?.rawValue ?? "none", amount: amount))
        order.claim?.status = .cancelDone
        order.claim?.quantity = quantity
        order.claim?.completedAt = now
        if quantity == order.remainingQuantity {
            order.status = .cancelled
        } else {
            order.remainingQuantity -= quantity
            order.remainingPayment -= amount
        }
        store(order)
    }

    /// What takes its time is done when its time has come.
    private func settle() {
        let due = doneAt.filter { $0.value <= time.monotonic() }.keys.sorted { $0.rawValue < $1.rawValue }
        for id in due {
            doneAt[id] = nil
            finish(id)
        }
    }

    private var now: Instant { Instant(milliseconds: time.now()) }

    private func refused(_ code: String) -> CommandOutcome {
        let failure = Failure(code: code, message: "the store refuses")
        return ["104442", "105306"].contains(code) ? .conflict(failure) : .rejected(failure)
    }
}

extension Trouble {
    var isCrash: Bool { self == .crash }
}
