// One line of `cancelbox read`: a contract that other programs build on (docs/schemas/read.schema.json).

import Cancellation
import Digest
import Engine
import Intake
import StrictJSON

/// What was understood of one file.
struct ReadLine {
    let path: String
    /// How large the file is; nil where nothing can be read.
    let size: Int?
    let sha256: String?
    let document: Document?
    let problem: String?

    init(path: String, names: FieldNames, lexicon: Lexicon, passwords: [String], limits: Limits = Limits()) {
        self.path = path
        switch FileContent(path: path, limit: limits.drop) {
        case .bytes(let bytes):
            let document = Intake.read(bytes, limits: limits, names: names, lexicon: lexicon, passwords: passwords)
            (size, sha256, self.document) = (bytes.count, Digest.sha256(bytes), document)
            problem = document.problem
        case .tooLarge(let bytes):
            (size, sha256, document) = (bytes, nil, nil)
            problem = "파일이 \(limits.drop >> 20)MB보다 큽니다. 나누어 주세요 (larger than \(limits.drop >> 20) MB: split it)."
        case .unreadable(let why):
            (size, sha256, document) = (nil, nil, nil)
            problem = why
        }
    }

    var json: JSONText {
        var line = whatIsUnderstood
        if let rejected = document?.rejected, !rejected.isEmpty {
            line = line.adding("rejected", .array(rejected.flatMap(\.rows).map { .string($0.reason) }))
        }
        if let decisions = document?.decisions, !decisions.isEmpty {
            line = line.adding("decisions", .array(decisions.map(\.json)))
        }
        if let messages = document?.messages { line = line.adding("messages", .integer(messages)) }
        return line
    }

    private var whatIsUnderstood: JSONText {
        .members(
            ("file", .string(path)),
            ("bytes", .optional(size)),
            ("sha256", .optional(sha256)),
            ("kind", .string((document?.kind ?? .unknown).rawValue)),
            ("mail", document?.mail?.json ?? .null),
            ("requests", .array(document?.requests.map(\.json) ?? [])),
            ("problem", .optional(problem)))
    }
}

extension PersonDecision {
    /// The token stays unsaid.
    fileprivate var json: JSONText {
        .members(
            ("case", .string(caseID.rawValue)), ("action", .string(action.rawValue)),
            ("operator", .optional(operatorName?.rawValue)), ("note", .optional(note)),
            ("missing", .array(missing.map { .string($0.rawValue) })), ("hasToken", .bool(tokenSHA256 != nil)),
            ("evidence", .members(("part", .string(evidence.part)), ("fields", evidence.fieldsJSON))))
    }
}

extension MailFacts {
    fileprivate var json: JSONText {
        .members(
            ("subject", .optional(subject)), ("from", .optional(from)), ("fromAddress", .optional(fromAddress)),
            // Seconds since 1970, as mail dates have no finer grain.
            ("date", .optional(date.map { Int(($0.milliseconds - ($0.milliseconds % 1000 + 1000) % 1000) / 1000) })),
            ("messageId", .optional(messageID)), ("text", .optional(text)),
            ("attachments", .array(attachments.map(\.json))), ("origin", origin.json),
            ("automatic", .bool(thread.isAutomatic)))
    }
}

extension MailOrigin {
    fileprivate var json: JSONText {
        .members(
            ("sender", .optional(sender)), ("replyTo", .array(replyTo.map { .string($0) })),
            ("returnPath", .optional(returnPath)), ("authentication", .array(authentication.map(\.json))),
            ("listId", .bool(hasListID)), ("listUnsubscribe", .bool(hasListUnsubscribe)),
            ("autoSubmitted", .optional(autoSubmitted)), ("precedence", .optional(precedence)))
    }
}

extension AuthenticationResults {
    fileprivate var json: JSONText {
        .members(("authservId", .optional(authservID)), ("results", .array(results.map(\.json))))
    }
}

extension AuthenticationResult {
    fileprivate var json: JSONText {
        let properties = properties.map { JSONText.members(("name", .string($0.name)), ("value", .string($0.value))) }
        return .members(
            ("method", .string(method)), ("result", .string(result)), ("reason", .optional(reason)),
            ("properties", .array(properties)))
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
