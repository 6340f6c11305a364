// How domain values become JSON text in the ledger, and come back. The only place that knows the encoding.

internal import Foundation
internal import Ports

/// Writes and reads bodies. Equal values are equal texts.
struct Body {
    private let decoder = JSONDecoder()

    /// The text of `value`. Throws `.conflict` for one that JSON cannot express, such as a confidence that is no number.
    func sink(_ value: some JSONWritable) throws(LedgerError) -> JSONSink {
        let sink = JSONSink()
        value.write(to: sink)
        guard sink.isExpressible else { throw .conflict("a \(type(of: value)) cannot be written as JSON") }
        return sink
    }

    /// A list for `json_each`.
    func text(_ values: [some JSONWritable]) -> String {
        let sink = JSONSink()
        sink.array(values)
        return sink.text
    }

    /// Throws `.unreadable` when the text is not what `text(_:)` writes for this type. The message names no content.
    func value<Value: Decodable>(_ type: Value.Type, from text: Data) throws(LedgerError) -> Value {
        do {
            return try decoder.decode(type, from: text)
        } catch {
            throw .unreadable("a stored \(type) cannot be read back: \(Self.place(of: error))")
        }
    }

    private static func place(of error: any Error) -> String {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            default: nil
            }
        return "at " + (context?.codingPath.map(\.stringValue).joined(separator: ".") ?? "an unknown place")
    }
}
