// Small workbooks put together byte by byte: a ZIP file without compression, so that every size is known.

enum StoredWorkbook {
    /// Parts of a workbook of one sheet.
    static let partsOfOneSheet = 4

    private static let row =
        #"<row><c t="inlineStr"><is><t>2026112300000011</t></is></c><c t="inlineStr"><is><t>품절</t></is></c></row>"#
    private static let head =
        #"<row><c t="inlineStr"><is><t>상품주문번호</t></is></c><c t="inlineStr"><is><t>취소사유</t></is></c></row>"#

    /// A workbook with a request on each sheet.
    /// - Parameters:
    ///   - moreParts: nobody refers to them.
    ///   - size: what all parts that are read unpack to; larger than the least of them.
    static func bytes(sheets: Int, moreParts: Int = 0, unpackingTo size: Int? = nil) -> [UInt8] {
        let type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var parts = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id='r' Type='\(type)/officeDocument' Target='w.xml'/></Relationships>"
            ),
            (
                "w.xml",
                "<workbook><sheets>"
                    + (0..<sheets).map { "<sheet name='S\($0)' id='i\($0)'/>" }.joined() + "</sheets></workbook>"
            ),
            (
                "_rels/w.xml.rels",
                "<Relationships>"
                    + (0..<sheets).map { "<Relationship Id='i\($0)' Type='\(type)/worksheet' Target='s\($0).xml'/>" }
                    .joined() + "</Relationships>"
            ),
        ]
        for sheet in 0..<sheets {
            parts.append(("s\(sheet).xml", "<worksheet><sheetData>\(head)\(row)</sheetData></worksheet>"))
        }
        if let size {
            let missing = size - parts.reduce(0) { $0 + $1.1.utf8.count }
            parts[parts.count - 1].1 += String(repeating: " ", count: missing)
        }
        for part in 0..<moreParts { parts.append(("x\(part)", "")) }
        return zip(parts)
    }

    private static func zip(_ parts: [(String, String)]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in parts {
            let (name, data) = (Array(name.utf8), Array(text.utf8))
            let sizes = number(checksum(data), 4) + number(data.count, 4) + number(data.count, 4)
            let shared = number(20, 2) + number(0, 8) + sizes + number(name.count, 2) + number(0, 2)
            directory += [0x50, 0x4B, 1, 2] + number(20, 2) + shared + number(0, 10) + number(file.count, 4) + name
            file += [0x50, 0x4B, 3, 4] + shared + name + data
        }
        let counts = number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
        let end = [0x50, 0x4B, 5, 6] + counts + number(directory.count, 4) + number(file.count, 4) + number(0, 2)
        return file + directory + end
    }

    private static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
