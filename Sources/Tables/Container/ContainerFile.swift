// The seam to libgsf: the named parts of a ZIP or OLE2 file that lies in memory. Unpacks no more than was allowed; interprets nothing.

internal import CGsf

/// libgsf's own tables, filled once.
private let started: Void = cancelbox_gsf_start()

/// Bytes that may still be unpacked of one file.
package struct UnpackBudget {
    private let limits: TableLimits
    private let packed: Int
    private var unpacked = 0

    /// - Parameter packed: bytes of the file itself.
    package init(_ limits: TableLimits, packed: Int) {
        self.limits = limits
        self.packed = packed
    }

    /// Before `bytes` more are kept.
    package mutating func spend(_ bytes: Int) throws(TableError) {
        unpacked += bytes
        guard unpacked <= limits.unpacked else { throw .tooMuch(.unpacked, limit: limits.unpacked) }
        let (most, overflow) = packed.multipliedReportingOverflow(by: limits.expansion)
        guard overflow || unpacked <= max(most, limits.unjudged) else {
            throw .tooMuch(.expansion, limit: limits.expansion)
        }
    }
}

/// An open ZIP or OLE2 file. Its parts are read whole.
struct ContainerFile: ~Copyable {
    enum Kind {
        case zip, compound
    }

    private let root: UnsafeMutablePointer<GsfInput>

    init(_ bytes: [UInt8], _ kind: Kind, limits: TableLimits) throws(TableError) {
        _ = started
        // libgsf holds every name at once, and walks the folders of OLE2 by recursion: bounded before it begins.
        let names = kind == .zip ? zipNames(in: bytes) : compoundNames(in: bytes)
        guard let names else { throw .damaged(kind == .zip ? "ZIP" : "OLE2") }
        guard names <= limits.parts else { throw .tooMuch(.parts, limit: limits.parts) }
        let readable = kind == .zip ? withForwardSlashes(bytes) : bytes
        let file = readable.withUnsafeBufferPointer {
            cancelbox_gsf_open($0.baseAddress, UInt($0.count), kind == .zip ? 1 : 0)
        }
        guard let file else { throw .damaged(kind == .zip ? "ZIP" : "OLE2") }
        root = UnsafeMutableRawPointer(file).assumingMemoryBound(to: GsfInput.self)
    }

    deinit { g_object_unref(root) }

    /// The bytes of the part at `path`; nil when there is none.
    func part(_ path: String, _ budget: inout UnpackBudget) throws(TableError) -> [UInt8]? {
        var input = root
        g_object_ref(input)
        for name in path.split(separator: "/") {
            let child = cancelbox_gsf_child(input, String(name))
            g_object_unref(input)
            guard let child else { return nil }
            input = child
        }
        defer { g_object_unref(input) }
        guard cancelbox_gsf_is_folder(input) == 0 else { return nil }
        return try read(input, path, &budget)
    }

    private func read(
        _ input: UnsafeMutablePointer<GsfInput>, _ path: String, _ budget: inout UnpackBudget
    ) throws(TableError) -> [UInt8] {
        var bytes: [UInt8] = []
        // Piece by piece, because the size a ZIP file declares may be a lie.
        var left = Int(gsf_input_remaining(input))
        while left > 0 {
            let size = min(left, 64 << 10)
            guard let piece = gsf_input_read(input, size, nil) else { throw .damaged(path) }
            try budget.spend(size)
            bytes.append(contentsOf: UnsafeBufferPointer(start: piece, count: size))
            left -= size
        }
        return bytes
    }
}
