// Random worlds in random weather. A failure prints its seed; `CANCELBOX_SEED=<seed> CANCELBOX_SEEDS=1` runs that day again.

import Ports
import Simulation
import Testing

struct SeedTests {
    /// Seeds that have failed once, when nothing overlapped. 1052, 2168: a drop put aside unread, whose move out of the inbox a power cut
    /// undid, stayed open for ever. 72, 190: a drop that recovery found unfinished and that was answered in the same turn lost its receipt.
    static let failedOnce: [UInt64] = [72, 190, 1052, 2168]

    /// Two halves, so that two processors have something to do.
    @Test(arguments: [0, 1] as [UInt64])
    func `random days keep every promise`(half: UInt64) {
        var failures = 0
        for seed in stride(from: Effort.firstSeed + half, to: Effort.firstSeed + Effort.seeds, by: 2) {
            if !Self.trial(seed, overlap: Self.overlap(seed)).report("seed \(seed)") { failures += 1 }
            if failures == 3 || Effort.isOver { break }
        }
    }

    @Test(arguments: failedOnce)
    func `days that went wrong once keep every promise`(seed: UInt64) {
        Self.trial(seed).report("seed \(seed)")
    }

    /// How the batches of a day overlap; on some days they do not.
    private static func overlap(_ seed: UInt64) -> Overlap? {
        // Dice of their own: with and without an overlap the weather is the same.
        var dice = SplitMix64(seed: ~seed)
        return dice.oneIn(4) ? nil : Overlap(handOverFiles: Int.random(in: 1...3, using: &dice), seed: dice.next())
    }

    private static func trial(_ seed: UInt64, overlap: Overlap? = nil) -> Trial {
        var dice = SplitMix64(seed: seed)
        let isCrowd = dice.oneIn(40)
        let canLosePower = dice.oneIn(2)
        let worldSeed = dice.next()
        func world() -> World {
            var dice = SplitMix64(seed: worldSeed)
            return isCrowd ? .crowd() : .random(&dice, hasSlowWriters: !canLosePower)
        }
        let time = SimulatedTime()
        let rarity = Int.random(in: 15...80, using: &dice)
        let plan = FaultPlan.storm(seed: seed, rarity: isCrowd ? 300 : rarity, until: 60_000, by: time)
        var hinting: Hinting = dice.oneIn(4) ? .silenced : .unreliable(seed: dice.next())
        if case .unreliable(let seed) = hinting, overlap != nil { hinting = .mortal(seed: seed) }
        let batchFiles = isCrowd ? 40 : overlap?.handOverFiles ?? 4
        return Trial(
            SimulatedDay(
                world(), plan: plan, time: time, ending: canLosePower ? .mixed(seed: dice.next()) : .kill,
                hinting: hinting, batchFiles: batchFiles, overlap: overlap),
            like: SimulatedDay(world(), batchFiles: batchFiles))
    }
}
