// A template as the library writes it for one outline, cut where the facts of a notice go: the library decides what is
// written, once for all notices of that outline. Never decides what a fact says.

/// Text with blanks to be filled in.
struct CompiledTemplate {
    private enum Piece {
        case text(String)
        /// A fact, with a particle behind it or none.
        case blank(Fact, Particle?)
    }

    private var pieces: [Piece] = []

    /// Cuts `text`, in which `Placeholder` marks stand for facts.
    init(_ text: String) {
        var plain = String.UnicodeScalarView()
        func take() {
            if !plain.isEmpty { pieces.append(.text(String(plain))) }
            plain = String.UnicodeScalarView()
        }
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            if let fact = Placeholder.fact(scalar), let form = scalars.next() {
                take()
                pieces.append(.blank(fact, Placeholder.particle(form)))
            } else {
                plain.append(scalar)
            }
        }
        take()
    }

    func filled(with facts: TemplateValues) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .blank(let fact, let particle):
                text += facts[fact]
                if let particle { text += particle.form(after: facts[fact]) }
            }
        }
        return text
    }
}

/// The marks of blanks: two of the characters that Unicode keeps for the inside of programs (U+FDD0 to U+FDEF), the first
/// for the fact and the second for the particle. They look like any word to the library, and no template may hold them.
enum Placeholder {
    private static let marks: ClosedRange<UInt32> = 0xFDD0...0xFDEF

    static func mark(_ fact: Fact, _ particle: Particle? = nil) -> String {
        let form = particle.flatMap(Particle.allCases.firstIndex).map { $0 + 1 } ?? 0
        return [fact.rawValue, UInt32(form)].reduce(into: "") { text, number in
            text.unicodeScalars.append(contentsOf: Unicode.Scalar(marks.lowerBound + number).map { [$0] } ?? [])
        }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool { marks.contains(scalar.value) }

    fileprivate static func fact(_ scalar: Unicode.Scalar) -> Fact? {
        isMark(scalar) ? Fact(rawValue: scalar.value - marks.lowerBound) : nil
    }

    fileprivate static func particle(_ scalar: Unicode.Scalar) -> Particle? {
        let form = Int(scalar.value) - Int(marks.lowerBound)
        return Particle.allCases.indices.contains(form - 1) ? Particle.allCases[form - 1] : nil
    }
}
