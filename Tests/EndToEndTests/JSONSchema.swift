// A checker for the part of JSON Schema (draft 2020-12) that docs/schemas uses. A keyword it does not know is an error,
// so that no schema grows past what is checked.

import StrictJSON

/// A schema that values can be held against.
struct JSONSchema {
    private let root: JSONNode

    init(_ bytes: [UInt8]) throws { root = try JSONReader.read(bytes) }

    /// What is wrong with `value`, one line each; empty when it fits.
    func errors(in value: JSONNode) -> [String] { errors(in: value, schema: root, at: "$") }

    /// The examples the schema gives.
    var examples: [JSONNode] { root["examples"]?.array ?? [] }

    private static let passedOver: Set<String> = [
        "$schema", "$id", "$defs", "title", "description", "examples", "default", "additionalProperties",
    ]

    private func errors(in value: JSONNode, schema: JSONNode, at path: String) -> [String] {
        guard let keywords = schema.members else {
            return schema.bool == true ? [] : ["\(path): nothing may stand here"]
        }
        var found: [String] = []
        for keyword in keywords where !Self.passedOver.contains(keyword.key) {
            found += errors(in: value, keyword: keyword, at: path)
        }
        return found + additionalErrors(in: value, schema: schema, at: path)
    }

    private func errors(in value: JSONNode, keyword: JSONMember, at path: String) -> [String] {
        let wanted = keyword.node
        switch keyword.key {
        case "type", "enum", "const", "pattern", "minimum", "maximum", "minItems", "maxItems":
            return fits(value, keyword.key, wanted) ? [] : ["\(path): \(keyword.key)"]
        case "required":
            return (wanted.array ?? []).compactMap(\.string)
                .filter { value.members != nil && value[$0] == nil }.map { "\(path): \($0) is missing" }
        case "properties":
            return (wanted.members.map(Array.init) ?? []).flatMap { property in
                value[property.key].map { errors(in: $0, schema: property.node, at: "\(path).\(property.key)") } ?? []
            }
        case "prefixItems":
            return zip(value.array ?? [], wanted.array ?? []).enumerated().flatMap { index, pair in
                errors(in: pair.0, schema: pair.1, at: "\(path)[\(index)]")
            }
        case "items":
            return []  // Judged by additionalErrors, which knows how many prefixItems go before.
        case "anyOf":
            let fits = (wanted.array ?? []).contains { errors(in: value, schema: $0, at: path).isEmpty }
            return fits ? [] : ["\(path): none of anyOf fits"]
        case "$ref":
            guard let name = wanted.string, name.hasPrefix("#/$defs/"),
                let definition = root["$defs"]?[String(name.dropFirst(8))]
            else { return ["\(path): unknown $ref"] }
            return errors(in: value, schema: definition, at: path)
        default: return ["\(path): this checker does not know \(keyword.key)"]
        }
    }

    /// Elements behind `prefixItems` and members beside `properties`.
    private func additionalErrors(in value: JSONNode, schema: JSONNode, at path: String) -> [String] {
        var found: [String] = []
        if let items = schema["items"], let elements = value.array {
            let known = schema["prefixItems"]?.array?.count ?? 0
            for (index, element) in elements.enumerated().dropFirst(known) {
                found += errors(in: element, schema: items, at: "\(path)[\(index)]")
            }
        }
        if let additional = schema["additionalProperties"], let members = value.members {
            for member in members where schema["properties"]?[member.key] == nil {
                found += errors(in: member.node, schema: additional, at: "\(path).\(member.key)")
            }
        }
        return found
    }

    private func fits(_ value: JSONNode, _ keyword: String, _ wanted: JSONNode) -> Bool {
        switch keyword {
        case "type": return (wanted.array ?? [wanted]).compactMap(\.string).contains { isOfType(value, $0) }
        case "enum": return (wanted.array ?? []).contains { isSame($0, value) }
        case "const": return isSame(wanted, value)
        case "pattern":
            guard let text = value.string, let pattern = wanted.string else { return value.string == nil }
            do { return text.contains(try Regex(pattern)) } catch { return false }
        case "minItems": return (value.array?.count ?? .max) >= (wanted.integer ?? 0)
        case "maxItems": return (value.array?.count ?? 0) <= (wanted.integer ?? .max)
        default:
            guard let number = value.number.flatMap(Double.init), let bound = wanted.number.flatMap(Double.init) else {
                return true
            }
            return keyword == "minimum" ? number >= bound : number <= bound
        }
    }

    /// Enough for the plain values that our schemas name.
    private func isSame(_ one: JSONNode, _ other: JSONNode) -> Bool {
        one.kind == other.kind && one.string == other.string && one.number == other.number && one.bool == other.bool
    }

    private func isOfType(_ value: JSONNode, _ type: String) -> Bool {
        switch value.kind {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || (type == "integer" && value.integer != nil)
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
