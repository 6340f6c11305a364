// Which parts of an OOXML package are the workbook's: its sheets in order, its texts, its styles. Follows relations inside the
// package only; external links, macros and embedded objects are never looked at.

/// The parts to read, by their paths in the package.
struct WorkbookParts {
    var sheets: [(name: String, path: String)] = []
    var sharedTexts: String?
    var styles: String?
    var since1904 = false

    init(_ file: borrowing ContainerFile, _ budget: inout UnpackBudget, limits: TableLimits) throws(TableError) {
        let packageRelations = try Self.relations(of: "", file, &budget)
        guard let workbook = packageRelations.values.first(where: { $0.type == "officeDocument" })?.target else {
            throw .noWorkbook
        }
        guard !workbook.hasSuffix(".bin") else { throw .oldFormat }
        let relations = try Self.relations(of: workbook, file, &budget)
        sharedTexts = relations.values.first { $0.type == "sharedStrings" }?.target
        styles = relations.values.first { $0.type == "styles" }?.target
        guard let bytes = try file.part(workbook, &budget) else { throw .noWorkbook }
        (sheets, since1904) = try XMLEvents.read(bytes, part: workbook) { events throws(TableError) in
            var sheets: [(String, String)] = []
            var since1904 = false
            while let event = try events.next() {
                if event == .start("workbookPr"), let date = events.attribute("date1904") {
                    since1904 = ["1", "true"].contains(date)
                }
                guard event == .start("sheet"), let id = events.attribute("id") else { continue }
                // What its sender cannot see is nothing they meant to send.
                guard (events.attribute("state") ?? "visible") == "visible" else { continue }
                guard let relation = relations[id], relation.type == "worksheet" else { continue }
                guard sheets.count < limits.sheets else { throw .tooMuch(.sheets, limit: limits.sheets) }
                sheets.append((events.attribute("name") ?? "", relation.target))
            }
            return (sheets, since1904)
        }
    }

    private struct Relation {
        /// The last word of its type: `worksheet`, `sharedStrings`.
        var type: String
        /// A path in the package.
        var target: String
    }

    /// The relations of a part, by their ids; those that leave the package are left out.
    private static func relations(
        of part: String, _ file: borrowing ContainerFile, _ budget: inout UnpackBudget
    ) throws(TableError) -> [String: Relation] {
        let folders = part.split(separator: "/").dropLast().map(String.init)
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        let path = (folders + ["_rels", name + ".rels"]).joined(separator: "/")
        guard let bytes = try file.part(path, &budget) else { return [:] }
        return try XMLEvents.read(bytes, part: path) { events throws(TableError) in
            var relations: [String: Relation] = [:]
            while let event = try events.next() {
                guard event == .start("Relationship"), events.attribute("TargetMode") != "External",
                    let id = events.attribute("Id"), let type = events.attribute("Type"),
                    let target = events.attribute("Target")
                else { continue }
                let word = type.split(separator: "/").last.map(String.init) ?? type
                relations[id] = Relation(type: word, target: resolved(target, in: folders))
            }
            return relations
        }
    }

    /// `../a/b.xml` as seen from `folders`, or `/xl/b.xml` as seen from the root.
    private static func resolved(_ target: String, in folders: [String]) -> String {
        var path = target.hasPrefix("/") ? [] : folders
        for step in target.split(separator: "/") {
            if step == ".." { _ = path.popLast() } else if step != "." { path.append(String(step)) }
        }
        return path.joined(separator: "/")
    }
}
