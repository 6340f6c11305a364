// Drills: tests whose full length takes minutes. `make test` runs a part of each, chosen by a seed; `make drills` runs all.

import Foundation

enum Drill {
    /// `make drills` asks for everything.
    static let isFull = ProcessInfo.processInfo.environment["CANCELBOX_DRILLS"] == "1"

    /// Whether a drill runs that takes too long for every run; says so when it does not.
    static func isWanted(_ what: String) -> Bool {
        if !isFull { Machine.notRun("\(what): make drills") }
        return isFull
    }

    /// What chance is made of. Printed with every failure; the same seed does the same again.
    static let seed =
        ProcessInfo.processInfo.environment["CANCELBOX_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)

    /// Says what a drill has done, for whoever ran it.
    static func say(_ words: String) { FileHandle.standardError.write(Data("DRILL: \(words)\n".utf8)) }
}
