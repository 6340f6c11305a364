// Repeated keys of an object. Found by comparing short prints of the keys first, because nearly every object has none.

extension JSONNode {
    /// The second member of the first key that stands twice in this object.
    package var repeatedMember: JSONMember? {
        guard let members else { return nil }
        let prints = members.map { $0.hasPlainKey ? $0.withKeyBytes(print(of:)) : 0 }
        // Keys with escapes or beyond ASCII can be the same text in other bytes; and many keys are compared faster as a set.
        guard prints.count > 128 || prints.contains(0) || hasTwins(prints) else { return nil }
        var seen: Set<String> = []
        return members.first { !seen.insert($0.key).inserted }
    }
}

private func hasTwins(_ prints: [UInt64]) -> Bool {
    prints.withUnsafeBufferPointer { prints in
        for index in prints.indices where prints[..<index].contains(prints[index]) { return true }
        return false
    }
}

/// The same for equal keys, mostly different for others, never 0.
private func print(of key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var print = UInt64(key.count) | 1 << 63
    for byte in key { print = (print << 7 | print >> 57) &+ UInt64(byte) &* 0x9E37_79B9 }
    return print | 1
}
