// Goes through the steps of a day one by one.

import Testing

/// Goes up by one step until a day ends untouched. Ends early after a few failures: they are most often one.
/// - Parameters:
///   - expected: how many steps must have been hit at least; fewer, and the loop proves nothing.
///   - make: the day on which the given step goes wrong.
func loop(
    _ words: String, atLeast expected: Int, wanted: Outcome, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: (Int) -> SimulatedDay
) {
    var (step, failures) = (1, 0)
    while failures < 3, !Effort.isOver {
        let trial = Trial(make(step), wanted: wanted)
        if !trial.report("\(words) \(step)", sourceLocation: sourceLocation) { failures += 1 }
        if !trial.wasHit { break }
        step += 1
    }
    #expect(
        failures > 0 || step > expected || Effort.isOver, "only \(step - 1) steps were hit; the loop proves too little",
        sourceLocation: sourceLocation)
}
