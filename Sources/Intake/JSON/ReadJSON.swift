// JSON drops → documents. The door of this folder; pure like all of intake.

import Cancellation
import StrictJSON

/// Reads a JSON drop of any shape we know: our own `cancelbox.request/1`, one request or an array, NDJSON, JSON text sequences
/// (RFC 7464), the answers of the Commerce API, exports with English or Korean field names; in UTF-8, UTF-16, UTF-32 or CP949.
///
/// Each request's evidence counts the bytes as dropped when they are UTF-8 (with or without a byte order mark); for the other
/// encodings it counts the bytes of the same text in UTF-8. A string's place includes its quotes.
///
/// An order without any claim is no request. A document whose `problem` is set has no requests: half a file is never acted on.
package func readJSON(_ bytes: [UInt8], limits: Limits = Limits(), names: FieldNames = .usual) -> Document {
    do throws(JSONProblem) {
        guard bytes.count <= limits.drop else { throw JSONProblem.tooLarge(limit: limits.drop) }
        return readText(try JSONBytes(bytes), limits: limits, names: names)
    } catch {
        return Document(kind: .json, problem: error.text(in: []))
    }
}

private func readText(_ text: JSONBytes, limits: Limits, names: FieldNames) -> Document {
    do throws(JSONProblem) {
        let nodes = try values(of: text.utf8, limits: limits)
        if let document = readDecisions(nodes, text, limits: limits) { return document }
        var walk = RequestWalk(limits: limits, names: names, shift: text.shift)
        for node in nodes { try walk.read(node) }
        let isOurs = walk.isOurs || !walk.requests.isEmpty
        if walk.requests.isEmpty, walk.isUnclear { throw .unclear }
        if walk.requests.isEmpty, walk.isStoreError, !walk.namesOrders { throw .storeError }
        return Document(
            kind: nodes.count > 1 ? .ndjson : .json, requests: walk.requests,
            remark: isOurs ? nil : JSONProblem.namesNothing.text(in: text.utf8))
    } catch {
        return Document(kind: .json, problem: error.text(in: text.utf8))
    }
}

/// A decision file; nil when it is none.
private func readDecisions(_ nodes: [JSONNode], _ text: JSONBytes, limits: Limits) -> Document? {
    do throws(DecisionProblem) {
        guard let decisions = try decisions(in: nodes, limits: limits, shift: text.shift) else { return nil }
        var document = Document(kind: .decision)
        document.decisions = decisions
        if decisions.count > limits.requests {
            document = Document(
                kind: .decision, problem: JSONProblem.tooManyRequests(limit: limits.requests).text(in: text.utf8))
        }
        return document
    } catch {
        return Document(kind: .decision, problem: error.text(in: text.utf8))
    }
}

private func values(of utf8: [UInt8], limits: Limits) throws(JSONProblem) -> [JSONNode] {
    do {
        return try JSONReader.readSequence(
            utf8, maximumCount: limits.requests, maximumDepth: limits.jsonDepth, maximumValues: limits.jsonValues)
    } catch {
        throw .notJSON(error)
    }
}
