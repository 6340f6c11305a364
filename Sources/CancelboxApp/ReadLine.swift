// One line of `cancelbox read`: a contract that other programs build on (docs/schemas/read.schema.json).

import Cancellation
import Digest
import Engine
import Foundation
import Intake
import StrictJSON

/// What was understood of one file.
struct ReadLine {
    let path: String
    let bytes: [UInt8]?
    let document: Document?
    let problem: String?

    init(path: String, limits: Limits = Limits()) {
        self.path = path
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }  // Opened for reading: closing can lose nothing.
            let data = try handle.read(upToCount: limits.drop + 1) ?? Data()
            guard data.count <= limits.drop else {
                (bytes, document) = (nil, nil)
                problem = "the file is larger than \(limits.drop) bytes; split it"
                return
            }
            let content = [UInt8](data)
            let document = Intake.read(content, limits: limits)
            (bytes, self.document, problem) = (content, document, document.problem)
        } catch {
            (bytes, document) = (nil, nil)
            problem = "cannot be opened: \(error.localizedDescription)"
        }
    }

    var json: JSONText {
        .members(
            ("file", .string(path)),
            ("bytes", .optional(bytes?.count)),
            ("sha256", .optional(bytes.map(sha256))),
            ("kind", .string((document?.kind ?? .unknown).rawValue)),
            ("mail", document?.mail?.json ?? .null),
            ("requests", .array(document?.requests.map(\.json) ?? [])),
            ("problem", .optional(problem)))
    }
}

extension MailFacts {
    fileprivate var json: JSONText {
        .members(
            ("subject", .optional(subject)), ("from", .optional(from)), ("fromAddress", .optional(fromAddress)),
            // Seconds since 1970, as mail dates have no finer grain.
            ("date", .optional(date.map { Int(($0.milliseconds - ($0.milliseconds % 1000 + 1000) % 1000) / 1000) })),
            ("messageId", .optional(messageID)), ("text", .optional(text)),
            ("attachments", .array(attachments.map(\.json))))
    }
}

extension Attachment {
    fileprivate var json: JSONText {
        .members(
            ("name", .optional(name)), ("type", .string(type)), ("bytes", .integer(bytes)), ("sha256", .string(sha256)))
    }
}

extension Request {
    fileprivate var json: JSONText {
        .members(
            ("intent", .string(intent.rawValue)), ("conditional", .bool(conditional)),
            ("channel", .optional(channel?.rawValue)), ("orderId", .optional(orderID?.rawValue)),
            ("productOrderId", .optional(productOrderID?.rawValue)), ("product", product?.json ?? .null),
            ("cancelQuantity", .optional(cancelQuantity)), ("reason", reason?.json ?? .null),
            ("requestedAt", .optional(requestedAt?.iso8601)), ("requester", requester?.json ?? .null),
            ("confidence", .decimal(confidence)),
            ("evidence", .members(("part", .string(evidence.part)), ("fields", evidence.fieldsJSON))))
    }
}

extension Product {
    fileprivate var json: JSONText {
        .members(("name", .optional(name)), ("option", .optional(option)), ("quantity", .optional(quantity)))
    }
}

extension Requester {
    fileprivate var json: JSONText {
        .members(("name", .optional(name)), ("email", .optional(email)), ("phone", .optional(phone)))
    }
}
