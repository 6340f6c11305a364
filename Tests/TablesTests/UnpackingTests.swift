// How much of a packed file is unpacked.

import Tables
import Testing

struct UnpackingTests {
    /// The excess after unpacking `bytes` of a file of `packed` bytes.
    private func excess(unpacking bytes: Int, of packed: Int) -> TableError? {
        var limits = TableLimits.generous
        (limits.unpacked, limits.expansion, limits.unjudged) = (10_000, 10, 100)
        var budget = UnpackBudget(limits, packed: packed)
        do throws(TableError) {
            try budget.spend(bytes / 2)
            try budget.spend(bytes - bytes / 2)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file unpacks to so many bytes`() {
        #expect(excess(unpacking: 9999, of: 5000) == nil)
        #expect(excess(unpacking: 10_000, of: 5000) == nil)
        #expect(excess(unpacking: 10_001, of: 5000) == .tooMuch(.unpacked, limit: 10_000))
    }

    @Test func `a file unpacks to so many times its size`() {
        #expect(excess(unpacking: 499, of: 50) == nil)
        #expect(excess(unpacking: 500, of: 50) == nil)
        #expect(excess(unpacking: 501, of: 50) == .tooMuch(.expansion, limit: 10))
    }

    @Test func `a little is always unpacked`() {
        #expect(excess(unpacking: 99, of: 1) == nil)
        #expect(excess(unpacking: 100, of: 1) == nil)
        #expect(excess(unpacking: 101, of: 1) == .tooMuch(.expansion, limit: 10))
    }
}
