// The daemon's loop: wait in the mailbox (hints, answers of workers, due timers, stop), work until nothing is ready, wait again. An event is a
// hint; the sweep is what finds files.

package import Logging
package import Ports

/// Runs a pipeline for as long as its watch source does not say stop. Used from one thread.
package final class Daemon {
    private let pipeline: Pipeline
    private let watch: any WatchSource
    private let time: any TimeSource
    private let sweepIntervalMilliseconds: Int64
    private let log: Logger
    /// How long to wait before trying again after a temporary failure; doubles up to the sweep interval.
    private var retryMilliseconds: Int64?
    /// The worker that was said to be late.
    private var late: String?

    package init(
        pipeline: Pipeline, watch: any WatchSource, time: any TimeSource, sweepIntervalMilliseconds: Int64, log: Logger
    ) {
        self.pipeline = pipeline
        self.watch = watch
        self.time = time
        self.sweepIntervalMilliseconds = sweepIntervalMilliseconds
        self.log = log
    }

    /// Works until the watch source is stopped. Throws what no waiting can mend.
    package func run() throws(EngineError) {
        var isRecovered = false
        var wait: Int64? = 0
        while true {
            switch watch.wait(milliseconds: wait.map(Int.init)) {
            case .stopped where isRecovered: return report(try pipeline.leave())
            // While nothing works, or before anything was begun, there is nothing to finish: the next start does it.
            case .stopped: return pipeline.walkAway()
            case .completion: break
            case .doubt(let reason):
                log.info("sweeping", metadata: ["because": "\(reason)"])
                pipeline.relist()
            case .hint, .timeout: pipeline.relist()
            }
            do throws(EngineError) {
                try pipeline.checkLedger()
                if !isRecovered { report(try pipeline.recover().drops) }
                isRecovered = true
                wait = try work()
                if retryMilliseconds != nil { log.notice("going on: the trouble is over") }
                retryMilliseconds = nil
                reportLateness()
            } catch {
                guard error.isTemporary else { throw error }
                // What the failed turn left half-way is taken up the way a new start does it.
                isRecovered = false
                rest(for: backOff(after: error))
                wait = 0
            }
        }
    }

    /// Sleeps the whole time, unless told to stop: a hint brings no room to a full disk, and must not cut the waiting short.
    private func rest(for milliseconds: Int64) {
        let end = time.monotonic() + milliseconds
        while true {
            let left = end - time.monotonic()
            if left <= 0 || watch.wait(milliseconds: Int(left)) == .stopped { return }
        }
    }

    /// Turns until nothing is ready. Returns the time to sleep in milliseconds.
    private func work() throws(EngineError) -> Int64 {
        while true {
            let turn = try pipeline.turn()
            report(turn.drops)
            if !turn.worked { return min(turn.nextLookMilliseconds ?? .max, sweepIntervalMilliseconds) }
            // A request to stop is heard between two batches; what is begun is finished.
            switch watch.wait(milliseconds: 0) {
            case .stopped: return 0
            case .hint, .doubt: pipeline.relist()
            case .completion, .timeout: break
            }
        }
    }

    private func report(_ drops: [DropReport]) {
        guard log.logLevel <= .info else { return }
        for drop in drops {
            let statuses = drop.requests.map(\.status.rawValue).joined(separator: ",")
            log.info(
                "drop done",
                metadata: [
                    "drop": "\(drop.drop.number)", "receipt": "\(drop.status.rawValue)", "requests": "\(statuses)",
                ])
        }
    }

    /// Says once that a job takes too long, and once that it is over.
    private func reportLateness() {
        let overdue = pipeline.overdue
        guard overdue?.worker != late else { return }
        if let overdue {
            log.error(
                "no answer for \(overdue.milliseconds / 1000) s, still waiting",
                metadata: [
                    "of": "\(overdue.worker)",
                    "advice": "If it stays like that, look at the disk or the network; stopping Cancelbox is safe.",
                ])
        } else if let late {
            log.notice("going on: there is an answer", metadata: ["of": "\(late)"])
        }
        late = overdue?.worker
    }

    private func backOff(after error: EngineError) -> Int64 {
        let delay = min((retryMilliseconds ?? 250) * 2, sweepIntervalMilliseconds)
        retryMilliseconds = delay
        log.error(
            "stopped taking work, trying again",
            metadata: ["error": "\(error)", "advice": "\(error.advice)", "milliseconds": "\(delay)"])
        return delay
    }
}

extension Pipeline {
    /// Takes everything that lies in the inboxes to its end and returns; `each` hears of every drop. For `--once`. What waits for the store
    /// longer than its next answer is left to the next run.
    package func runOnce(
        sleep: (Int64) -> Void, each: (DropReport) -> Void = { _ in }
    ) throws(EngineError) {
        for drop in try recover().drops { each(drop) }
        while true {
            let turn = try turn()
            for drop in turn.drops { each(drop) }
            if turn.worked { continue }
            if isBusy {
                sleep(1)
            } else if let wait = settlingWaitMilliseconds() {
                sleep(wait)
                relist()
            } else if let wait = storeWaitMilliseconds {
                sleep(wait)
            } else {
                try returnNumbers()
                if let shortage { throw shortage }
                return
            }
        }
    }

    /// Milliseconds until the store can be asked or told the next thing; nil when there is nothing, or it wants to be left alone.
    private var storeWaitMilliseconds: Int64? {
        let now = time.monotonic()
        guard store.queue.pause(at: now) == nil, let next = store.queue.nextTime(now: now) else { return nil }
        return next - now <= 1000 ? max(0, next - now) : nil
    }

    /// Work stops where the ledger's file is not the one that is open any more: whatever is written would be lost with it.
    package func checkLedger() throws(EngineError) {
        guard ledger.isInPlace() else { throw .ledgerGone }
    }

    /// Leaves without finishing anything.
    package func walkAway() {
        // A file that takes long to read is no poison because we go.
        if intake.isBusy { reader.marker.close() }
    }
}
