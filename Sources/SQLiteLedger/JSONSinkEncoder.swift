// Codable values, written straight into a sink. Foundation's encoder builds a tree of dictionaries first; this one took a
// quarter of its time per case, and bodies are nearly all that a commit spends.

/// Equal values give equal texts: members keep the order of their declaration, and those of a dictionary are sorted.
struct JSONSinkEncoder: Encoder {
    let sink: JSONSink

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ObjectContainer(sink: sink, level: sink.openObject()))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ArrayContainer(sink: sink, level: sink.openArray()) }
    func singleValueContainer() -> any SingleValueEncodingContainer { ValueContainer(sink: sink) }
}

extension JSONSink {
    func value<Value: Encodable>(_ value: Value) throws {
        let outside = level
        if let dictionary = value as? any StringKeyedDictionary {
            try dictionary.write(to: self)
        } else {
            try value.encode(to: JSONSinkEncoder(sink: self))
        }
        close(to: outside)
    }

    func number(_ value: some BinaryInteger) { literal(String(value)) }

    func number<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ value: Number) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "JSON has no such number"))
        }
        literal(value.description)
    }
}

/// A dictionary that JSON writes as an object; its own encoding would follow the order of its hashes, which no two runs share.
private protocol StringKeyedDictionary {
    func write(to sink: JSONSink) throws
}

extension Dictionary: StringKeyedDictionary where Key == String, Value: Encodable {
    func write(to sink: JSONSink) throws {
        let object = sink.openObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            sink.beginMember(name, of: object)
            try sink.value(value)
        }
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: JSONSink
    let level: Int

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        sink.beginMember(key.stringValue, of: level)
        sink.literal("null")
    }

    func encode(_ value: String, forKey key: Key) {
        sink.beginMember(key.stringValue, of: level)
        sink.string(value)
    }

    func encode(_ value: Int, forKey key: Key) {
        sink.beginMember(key.stringValue, of: level)
        sink.number(value)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        sink.beginMember(key.stringValue, of: level)
        try sink.value(value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<
        Nested
    > {
        sink.beginMember(key.stringValue, of: level)
        return JSONSinkEncoder(sink: sink).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        sink.beginMember(key.stringValue, of: level)
        return JSONSinkEncoder(sink: sink).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        sink.beginMember("super", of: level)
        return JSONSinkEncoder(sink: sink)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        sink.beginMember(key.stringValue, of: level)
        return JSONSinkEncoder(sink: sink)
    }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
    let sink: JSONSink
    let level: Int
    private(set) var count = 0

    init(sink: JSONSink, level: Int) {
        self.sink = sink
        self.level = level
    }

    var codingPath: [any CodingKey] { [] }

    private mutating func begin() {
        sink.beginElement(of: level)
        count += 1
    }

    mutating func encodeNil() {
        begin()
        sink.literal("null")
    }

    mutating func encode(_ value: some Encodable) throws {
        begin()
        try sink.value(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        begin()
        return JSONSinkEncoder(sink: sink).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        begin()
        return JSONSinkEncoder(sink: sink).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        begin()
        return JSONSinkEncoder(sink: sink)
    }
}

/// Every primitive ends here: the generic method would ask the value to encode itself, and be asked again.
private struct ValueContainer: SingleValueEncodingContainer {
    let sink: JSONSink

    var codingPath: [any CodingKey] { [] }

    func encodeNil() { sink.literal("null") }
    func encode(_ value: Bool) { sink.literal(value ? "true" : "false") }
    func encode(_ value: String) { sink.string(value) }
    func encode(_ value: Double) throws { try sink.number(value) }
    func encode(_ value: Float) throws { try sink.number(value) }
    func encode(_ value: Int) { sink.number(value) }
    func encode(_ value: Int8) { sink.number(value) }
    func encode(_ value: Int16) { sink.number(value) }
    func encode(_ value: Int32) { sink.number(value) }
    func encode(_ value: Int64) { sink.number(value) }
    func encode(_ value: UInt) { sink.number(value) }
    func encode(_ value: UInt8) { sink.number(value) }
    func encode(_ value: UInt16) { sink.number(value) }
    func encode(_ value: UInt32) { sink.number(value) }
    func encode(_ value: UInt64) { sink.number(value) }
    func encode(_ value: some Encodable) throws { try sink.value(value) }
}
