// The text of one JSON value as it grows. Knows commas, brackets and escapes; knows no type of the domain.

import Foundation

/// A value that writes itself as JSON. What it writes is what its `Decodable` reads: members of the same names, in the order of
/// their declaration, absent where they are nil.
protocol JSONWritable {
    func write(to sink: JSONSink)
}

/// Written straight into bytes: Codable asks for every member through four layers of witnesses, and bodies were most of what a
/// commit spent its time on.
final class JSONSink {
    // Unchecked: one writer at a time owns a sink, no access overlaps another, and the checks took half of the time.
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    @exclusivity(unchecked) private var needsComma = false

    /// False once a number came that JSON has no word for.
    @exclusivity(unchecked) private(set) var isExpressible = true

    var text: String { String(decoding: bytes, as: UTF8.self) }

    init() { bytes.reserveCapacity(4096) }

    func object(_ members: () -> Void) {
        bracket("{")
        members()
        end("}")
    }

    func array(_ elements: [some JSONWritable]) {
        bracket("[")
        for element in elements {
            separate()
            element.write(to: self)
        }
        end("]")
    }

    /// An enum's case with what it carries.
    func tagged(_ name: StaticString, _ members: () -> Void = {}) {
        object { member(name, members) }
    }

    private func bracket(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private func end(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    private func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    func number(_ value: Int64) {
        needsComma = true
        // The magnitude of the lowest number has no positive twin of its own type.
        var rest = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    func number(_ value: Double) {
        isExpressible = isExpressible && value.isFinite
        literal(value.description)
    }

    func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var rest = utf8[...]
            while let special = rest.firstIndex(where: {
                $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
            }) {
                bytes.append(contentsOf: rest[..<special])
                escape(rest[special])
                rest = rest[(special + 1)...]
            }
            bytes.append(contentsOf: rest)
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        if byte >= 0x20 {
            bytes.append(byte)
        } else {
            bytes.append(contentsOf: "u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        }
    }
}

// Members of an object. An absent value is an absent member.
extension JSONSink {
    func member(_ name: StaticString, _ members: () -> Void) {
        self.name(name)
        object(members)
    }

    func member(_ name: StaticString, _ value: some JSONWritable) {
        self.name(name)
        value.write(to: self)
    }

    func member(_ name: StaticString, _ value: (some JSONWritable)?) {
        if let value { member(name, value) }
    }

    func member(_ name: StaticString, _ values: [some JSONWritable]) {
        self.name(name)
        array(values)
    }

    /// In the order of their names: an order that no two runs share would make equal values different texts.
    func member(_ name: StaticString, sorted members: [String: some JSONWritable]) {
        self.name(name)
        bracket("{")
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            separate()
            string(key)
            bytes.append(UInt8(ascii: ":"))
            needsComma = false
            value.write(to: self)
        }
        end("}")
    }
}

extension String: JSONWritable {
    func write(to sink: JSONSink) { sink.string(self) }
}

extension Int: JSONWritable {
    func write(to sink: JSONSink) { sink.number(Int64(self)) }
}

extension Int64: JSONWritable {
    func write(to sink: JSONSink) { sink.number(self) }
}

extension Double: JSONWritable {
    func write(to sink: JSONSink) { sink.number(self) }
}

extension Bool: JSONWritable {
    func write(to sink: JSONSink) { sink.literal(self ? "true" : "false") }
}

extension JSONWritable where Self: RawRepresentable<String> {
    func write(to sink: JSONSink) { sink.string(rawValue) }
}
