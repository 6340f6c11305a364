// The seam to libxml2's streaming reader: starts, texts and ends of elements, by their local names. Loads nothing, replaces no entity,
// and refuses any document type declaration: no workbook has one, and every XML bomb needs one.

internal import CXML

/// libxml2's own tables, filled once.
private let started: Void = xmlInitParser()

enum XMLEvent: Equatable {
    case start(String)
    case text(String)
    case end(String)
}

/// One pass over the bytes of an XML document, which must outlive it.
struct XMLEvents: ~Copyable {
    private let reader: xmlTextReaderPtr
    private let part: String
    /// The end of an element written as `<a/>`, which libxml2 does not report.
    private var pendingEnd: String?

    /// Reads `bytes` from beginning to end. `part` names them in errors.
    static func read<Result>(
        _ bytes: [UInt8], part: String, _ body: (inout XMLEvents) throws(TableError) -> Result
    ) throws(TableError) -> Result {
        // Typed throws do not pass through withUnsafeBytes.
        let outcome: Swift.Result<Result, TableError> = bytes.withUnsafeBytes { buffer in
            Swift.Result { () throws(TableError) in
                var events = try XMLEvents(buffer, part: part)
                return try body(&events)
            }
        }
        return try outcome.get()
    }

    private init(_ bytes: UnsafeRawBufferPointer, part: String) throws(TableError) {
        _ = started
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard bytes.count > 0, bytes.count < Int(Int32.max),
            let reader = xmlReaderForMemory(start, Int32(bytes.count), nil, nil, Int32(options))
        else { throw .damaged(part) }
        self.reader = reader
        self.part = part
    }

    deinit { xmlFreeTextReader(reader) }

    /// The next event; nil at the end of the document.
    mutating func next() throws(TableError) -> XMLEvent? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        while true {
            let outcome = xmlTextReaderRead(reader)
            if outcome == 0 { return nil }
            guard outcome == 1 else { throw .damaged(part) }
            switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                let name = localName
                if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = name }
                return .start(name)
            case XML_READER_TYPE_END_ELEMENT.rawValue: return .end(localName)
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
                return .text(string(xmlTextReaderConstValue(reader)) ?? "")
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue,
                XML_READER_TYPE_ENTITY.rawValue:
                throw .damaged(part)
            default: continue
            }
        }
    }

    /// An attribute of the element that has just started, by its name without a prefix.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        repeat {
            if localName == name { return string(xmlTextReaderConstValue(reader)) }
        } while xmlTextReaderMoveToNextAttribute(reader) == 1
        return nil
    }

    /// The text within the element that has just started, up to its end. Elements inside are passed over with their text when
    /// `isSkipped` says so.
    mutating func text(ofElement name: String, isSkipped: (String) -> Bool = { _ in false }) throws(TableError)
        -> String
    {
        var text = ""
        var skipped = 0
        var depth = 0
        while let event = try next() {
            switch event {
            case .start(let inner):
                depth += 1
                if skipped > 0 || isSkipped(inner) { skipped += 1 }
            case .text(let piece): if skipped == 0 { text += piece }
            case .end:
                if depth == 0 { return text }
                depth -= 1
                skipped = max(0, skipped - 1)
            }
        }
        throw .damaged(part)
    }

    private var localName: String { string(xmlTextReaderConstLocalName(reader)) ?? "" }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String? { text.map { String(cString: $0) } }
}
