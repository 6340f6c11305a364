// One mapping of a YAML file, read key by key, so that a key nobody asked for is found out.

import Yams

/// A mapping whose keys are taken one after the other; the environment overrides scalars.
struct YAMLSection {
    private let path: String
    private let environment: [String: String]
    private let keyPath: [String]
    private let mapping: Node.Mapping
    private let line: Int?
    private var taken: Set<String> = []

    init(text: String, path: String, environment: [String: String]) throws(ConfigurationError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ConfigurationError(path: path, line: nil, problem: "is no YAML: \(error)", advice: "Correct it.")
        }
        guard let mapping = node?.mapping else {
            throw ConfigurationError(
                path: path, line: nil, problem: "holds no keys", advice: "Begin with the file `cancelbox init` writes.")
        }
        self.init(mapping: mapping, path: path, environment: environment, keyPath: [], line: nil)
    }

    private init(
        mapping: Node.Mapping, path: String, environment: [String: String], keyPath: [String], line: Int?
    ) {
        self.mapping = mapping
        self.path = path
        self.environment = environment
        self.keyPath = keyPath
        self.line = line
    }

    /// The scalar under `key` as text.
    mutating func text(_ key: String) throws(ConfigurationError) -> String? {
        taken.insert(key)
        if let override = environment[variable(for: key)] { return override }
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar else { throw error(key, "must be one value") }
        return scalar.string
    }

    mutating func number(_ key: String, in range: ClosedRange<Double>) throws(ConfigurationError) -> Double? {
        guard let text = try text(key) else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw error(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func bool(_ key: String) throws(ConfigurationError) -> Bool? {
        guard let text = try text(key) else { return nil }
        guard let value = ["true": true, "false": false][text] else { throw error(key, "must be true or false") }
        return value
    }

    /// A list of scalars under `key`; from the environment, separated by `separator`.
    mutating func texts(_ key: String, separator: Character = ",") throws(ConfigurationError) -> [String]? {
        taken.insert(key)
        if let override = environment[variable(for: key)] {
            return override.split(separator: separator).map(String.init)
        }
        guard let node = node(key) else { return nil }
        guard let sequence = node.sequence else { throw error(key, "must be a list") }
        var texts: [String] = []
        for node in sequence {
            guard let scalar = node.scalar else { throw error(key, "must be a list of single values") }
            texts.append(scalar.string)
        }
        return texts
    }

    /// One scalar, or a list of them, under `key`.
    mutating func oneOrMore(_ key: String) throws(ConfigurationError) -> [String]? {
        if node(key)?.scalar != nil { return try text(key).map { [$0] } }
        return try texts(key)
    }

    mutating func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
        taken.insert(key)
        guard let node = node(key) else { return nil }
        return try section(of: node, key, [key])
    }

    mutating func sections(_ key: String) throws(ConfigurationError) -> [YAMLSection] {
        taken.insert(key)
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else { throw error(key, "must be a list") }
        var sections: [YAMLSection] = []
        for (index, node) in sequence.enumerated() {
            sections.append(try section(of: node, key, [key, String(index)]))
        }
        return sections
    }

    /// Refuses keys that were not asked for: most often a slip of the pen that would silently change nothing.
    func finish() throws(ConfigurationError) {
        for (key, _) in mapping {
            guard let name = key.string, !taken.contains(name) else { continue }
            throw ConfigurationError(
                path: path, line: key.mark?.line, problem: "unknown key `\((keyPath + [name]).joined(separator: "."))`",
                advice: "Known here: \(taken.sorted().joined(separator: ", ")).")
        }
    }

    /// An error about the value of `key`.
    func error(_ key: String, _ problem: String) -> ConfigurationError {
        ConfigurationError(
            path: path, line: node(key)?.mark?.line ?? line,
            problem: "`\((keyPath + [key]).joined(separator: "."))` \(problem)",
            advice: "config/cancelbox.yaml explains every key.")
    }

    private func node(_ key: String) -> Node? { mapping.first { $0.key.string == key }?.value }

    private func section(of node: Node, _ key: String, _ subpath: [String]) throws(ConfigurationError) -> YAMLSection {
        guard let mapping = node.mapping else { throw error(key, "must hold keys of its own") }
        return YAMLSection(
            mapping: mapping, path: path, environment: environment, keyPath: keyPath + subpath, line: node.mark?.line)
    }

    /// `store.orders` → `CANCELBOX_STORE_ORDERS`, `settleDelaySeconds` → `CANCELBOX_SETTLE_DELAY_SECONDS`.
    private func variable(for key: String) -> String {
        let words = (keyPath + [key]).map { word in
            word.reduce(into: "") { $0 += $1.isUppercase ? "_\($1)" : $1.uppercased() }
        }
        return "CANCELBOX_" + words.joined(separator: "_")
    }
}
