// What every source of wakes promises, one sentence each, with the check that tells whether it is kept. Knows no implementation.
// The port promises little: a hint may be lost, doubled or late. What is checked here holds while nothing but what the check
// does goes wrong.

import Ports
import Testing

/// One promise of the port.
struct WatchContract: Sendable, CustomTestStringConvertible {
    let words: String
    /// Records an issue where the source does not keep it.
    let check: @Sendable (any WatchedWorld) throws -> Void

    init(_ words: String, _ check: @escaping @Sendable (any WatchedWorld) throws -> Void) {
        self.words = words
        self.check = check
    }

    var testDescription: String { words }
}

/// A source of wakes that is at work and has told all it knew, and what befalls it and the folders it watches.
protocol WatchedWorld: AnyObject {
    var watch: any WatchSource { get }
    /// A file arrives in one of two watched folders.
    func arrive(in folder: WatchedFolderNumber) throws
    /// Soon, most likely while somebody waits, this happens.
    func soon(_ event: SoonEvent) throws
    /// More happens at once than anybody can hold.
    func overflow() throws
    /// What brings the events dies.
    func killWatcher() throws
    /// The first folder goes away, or is made again.
    func takeFolderAway() throws
    func putFolderBack() throws
}

enum WatchedFolderNumber: CaseIterable { case first, second }
enum SoonEvent { case arrival, stop }

extension WatchedWorld {
    /// Lets the source work until what it says is `wanted`; nil when it never is.
    func wakes(until wanted: (Wake) -> Bool) -> Wake? {
        // Each of them ends after a tenth of a second at the latest: three minutes, and a loaded machine needs them.
        for _ in 0..<1_800 {
            let wake = watch.wait(milliseconds: 100)
            if wanted(wake) { return wake }
        }
        return nil
    }

    func expectWake(_ what: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(wakes { $0.isNews } != nil, what, sourceLocation: sourceLocation)
    }

    func expectDoubt(_ what: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(wakes { $0.isDoubt } != nil, what, sourceLocation: sourceLocation)
    }

    /// Takes all that is told until there is silence.
    func expectSilence(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(wakes { $0 == .timeout } != nil, "it never falls silent", sourceLocation: sourceLocation)
    }
}

extension Wake {
    var isDoubt: Bool { if case .doubt = self { true } else { false } }
    var isNews: Bool { self == .hint || isDoubt }
}

extension WatchContract {
    static let all: [WatchContract] = [
        WatchContract("silence is a timeout, as often as it is waited for") { world in
            for limit in [0, 1, 50, 0] { #expect(world.watch.wait(milliseconds: limit) == .timeout) }
        },
        WatchContract("a file that arrives in any of the folders wakes, and then there is silence again") { world in
            for folder in WatchedFolderNumber.allCases {
                try world.arrive(in: folder)
                world.expectWake("nothing was heard of the \(folder) folder")
                world.expectSilence()
            }
        },
        WatchContract("what arrives while somebody waits ends the waiting") { world in
            try world.soon(.arrival)
            #expect(world.watch.wait(milliseconds: nil).isNews)
        },
        WatchContract("many arrivals may be one wake, and are never none") { world in
            for _ in 0..<100 { try world.arrive(in: .first) }
            world.expectWake("nothing was heard of a hundred files")
            world.expectSilence()
            try world.arrive(in: .second)
            world.expectWake("nothing is heard any more")
        },
        WatchContract("when more happens than can be held, that is a doubt, and hearing goes on") { world in
            try world.overflow()
            world.expectDoubt("lost events went unnoticed")
            world.expectSilence()
            try world.arrive(in: .second)
            world.expectWake("nothing is heard after an overflow")
        },
        WatchContract("a watcher that dies is doubted, and so is what it could not hear before it was back") { world in
            for _ in 0..<2 {
                try world.killWatcher()
                world.expectDoubt("the death of the watcher went unnoticed")
                // Nobody hears this one: the doubt that comes with the new watcher has to do.
                try world.arrive(in: .first)
                world.expectDoubt("nobody was told to look for what the dead watcher did not hear")
                world.expectSilence()
                try world.arrive(in: .second)
                world.expectWake("the new watcher hears nothing")
                world.expectSilence()
            }
        },
        WatchContract("a folder that is not there is doubted, others are heard, and it is when it is back") { world in
            try world.takeFolderAway()
            world.expectDoubt("a folder went away unnoticed")
            try world.arrive(in: .second)
            world.expectWake("the neighbour is not heard")
            // Word of the missing folder keeps coming: it may be back at any moment.
            world.expectWake("nobody is told to look for the folder")
            world.expectWake("nobody is told to look for the folder again")
            try world.putFolderBack()
            world.expectDoubt("the folder came back unnoticed")
            world.expectSilence()
            try world.arrive(in: .first)
            world.expectWake("the folder is back and not heard")
        },
        WatchContract("stop ends a wait without a limit, and all later ones") { world in
            try world.soon(.stop)
            #expect(world.watch.wait(milliseconds: nil) == .stopped)
            #expect(world.watch.wait(milliseconds: nil) == .stopped)
            #expect(world.watch.wait(milliseconds: 0) == .stopped)
        },
        WatchContract("stop goes before whatever else there is to say") { world in
            try world.arrive(in: .first)
            world.watch.stop()
            world.watch.stop()
            #expect(world.watch.wait(milliseconds: nil) == .stopped)
            try world.arrive(in: .second)
            #expect(world.watch.wait(milliseconds: 0) == .stopped)
        },
    ]
}
