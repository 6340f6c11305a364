// How cruel the simulated store is: what NAVER's gateway does to those who call it (reference: Commerce API, rate limits and errors).

package import Ports

/// Troubles of a store that is far away. Times are milliseconds of the monotonic clock.
package struct StoreWeather: Sendable {
    /// Decides everything.
    package var dice: SplitMix64
    /// About one call in so many goes wrong.
    package var rarity: Int
    /// Nothing goes wrong any more after this.
    package var until: Int64
    /// The store is closed.
    package var maintenance: Range<Int64>?
    /// For so long a read may show what was before the last change.
    package var staleFor: Int64 = 20_000
    package var manners = StoreManners(
        isLocal: false, queriesPerCall: 300, commandsPerCall: 1, callsPerSecond: 2, burst: 2)

    package init(seed: UInt64, rarity: Int, until: Int64, maintenance: Range<Int64>? = nil) {
        dice = SplitMix64(seed: seed)
        self.rarity = rarity
        self.until = until
        self.maintenance = maintenance
    }

    /// What a call meets.
    enum Trouble {
        /// 429 or 503: nothing was done. With the seconds after which to come back, or without.
        case later(Int64?)
        /// 504: done or not, and nobody hears.
        case silence(isDone: Bool)
        /// Some of what was asked is not answered.
        case partial
    }

    mutating func trouble(at now: Int64) -> Trouble? {
        if let maintenance, maintenance.contains(now) {
            return .later(dice.oneIn(2) ? (maintenance.upperBound - now) / 1000 + 1 : nil)
        }
        guard now < until, dice.oneIn(rarity) else { return nil }
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: return .later(Int64.random(in: 2...40, using: &dice))
        case 1: return .later(nil)
        case 2: return .silence(isDone: true)
        case 3: return .silence(isDone: false)
        default: return .partial
        }
    }
}
