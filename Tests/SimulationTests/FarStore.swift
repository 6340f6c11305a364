// A store that takes time, forgets and says "later": how far away it is, and how cruel.

import Cancellation
import Ports
import Simulation

/// A store at the end of a network.
struct FarStore: Sendable {
    var seed: UInt64
    var weather: StoreWeather
    /// How long a call takes, in milliseconds.
    var latency: ClosedRange<Int64> = 100...800
    /// Now and then a call takes up to 25 seconds.
    var isSlow = true
    /// When the day is over at the latest.
    var length: Int64 = 14_400_000

    /// As cruel as NAVER, as `seed` says; calm again after ten minutes.
    static func cruel(seed: UInt64) -> FarStore {
        var dice = SplitMix64(seed: seed)
        let maintenance: Range<Int64>? = dice.oneIn(4) ? 30_000..<3_630_000 : nil
        let weather = StoreWeather(
            seed: dice.next(), rarity: Int.random(in: 2...12, using: &dice), until: 600_000, maintenance: maintenance)
        return FarStore(seed: dice.next(), weather: weather)
    }

    /// Nothing goes wrong; every call takes half a second.
    static func calm(callsPerSecond: Double = 2) -> FarStore {
        var weather = StoreWeather(seed: 1, rarity: 1, until: 0)
        weather.staleFor = 0
        weather.manners.callsPerSecond = callsPerSecond
        return FarStore(seed: 1, weather: weather, latency: 500...500, isSlow: false)
    }
}

/// Unchecked: a simulated world has one thread.
struct ChangedStore: @unchecked Sendable {
    let store: SimulatedStore
    func change(_ change: World.Change) { store.change(change.id, change.order) }
}
