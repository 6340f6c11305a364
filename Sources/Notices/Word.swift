// A value that a template may follow with a particle: {{product}}, {{product.object}}.

import Mustache

/// One cleaned value. `{{word}}` writes it, `{{word.topic}}` writes it with 은 or 는, and so for every particle.
struct Word: MustacheParent, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = text }

    func child(named name: String) -> Any? {
        Particle.allCases.first { "\($0)" == name }.map { description + $0.form(after: description) }
    }
}
