// The configuration as a value: read once, checked completely, then handed out. config/cancelbox.yaml documents it.

import Cancellation
import Engine
import Foundation
import Intake
import Logging
import Notices
import Ports
import Yams

/// Everything the operator can set.
struct Configuration: Sendable {
    var sender = Sender(
        shopName: "우리상점", mailAddress: "cancel@shop.example", replyTo: nil, smsNumber: "0212345678",
        contact: "고객센터 02-1234-5678")
    /// The private one for decisions is the last.
    var inboxes: [Inbox] = []
    var operators: [Operator] = []
    /// Absolute path of the order book's orders.
    var orders = ""
    var settleDelaySeconds = 2.0
    var sweepIntervalSeconds = 60.0
    var pollIntervalSeconds = 5.0
    var inProgress = InProgress()
    /// Tried on protected workbooks. Never logged.
    var workbookPasswords: [String] = []
    var fieldNames = FieldNames.usual
    var lexicon = Lexicon.usual
    var batchFiles = 512
    var freeSpaceFloorMebibytes = 64
    var noticesPerHour = 30
    var requestsPerMail = 5
    /// The rules that decide, the shipped ones without `policy`, with the days off of `holidays`.
    var policy = Policy.standard
    var logLevel = Logger.Level.info

    /// Reads `path`; relative paths in it count from its own folder.
    /// - Parameter environment: `CANCELBOX_…` overrides.
    init(path: String, environment: [String: String]) throws(ConfigurationError) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError(
                path: path, line: nil, problem: "cannot be read", advice: "Make one with `cancelbox init DIR`.")
        }
        try self.init(text: text, path: path, environment: environment)
    }

    init(text: String, path: String, environment: [String: String]) throws(ConfigurationError) {
        var root = try YAMLSection(text: text, path: path, environment: environment)
        try readShop(&root)
        inboxes = try Self.inboxes(&root) + [.decisions]
        operators = try Self.operators(&root)
        orders = try Self.orders(&root, path: path)
        if let seconds = try root.number("settleDelaySeconds", in: 0...3600) { settleDelaySeconds = seconds }
        if let seconds = try root.number("sweepIntervalSeconds", in: 0.05...86_400) { sweepIntervalSeconds = seconds }
        if let seconds = try root.number("pollIntervalSeconds", in: 0.05...3600) { pollIntervalSeconds = seconds }
        if let patterns = try root.texts("inProgress") { inProgress = try Self.inProgress(patterns, root) }
        if let passwords = try root.texts("workbookPasswords", separator: "\n") {
            let most = Limits().passwords
            guard passwords.count <= most else { throw root.error("workbookPasswords", "names more than \(most)") }
            workbookPasswords = passwords
        }
        fieldNames = try Self.fieldNames(&root)
        lexicon = try Self.lexicon(&root)
        if let name = try root.text("policy") {
            let base = URL(fileURLWithPath: path).deletingLastPathComponent()
            policy = try Policy(path: URL(fileURLWithPath: name, relativeTo: base).path)
        }
        policy.calendar = try Self.calendar(&root)
        if let files = try root.number("batchFiles", in: 1...4096) { batchFiles = Int(files) }
        if let floor = try root.number("freeSpaceFloorMebibytes", in: 0...1_048_576) {
            freeSpaceFloorMebibytes = Int(floor)
        }
        if let most = try root.number("noticesPerHour", in: 1...10_000) { noticesPerHour = Int(most) }
        if let most = try root.number("requestsPerMail", in: 1...10_000) { requestsPerMail = Int(most) }
        if let level = try root.text("logLevel") {
            guard let known = Logger.Level(rawValue: level) else {
                throw root.error("logLevel", "is none of trace, debug, info, notice, warning, error")
            }
            logLevel = known
        }
        try root.finish()
    }

    /// What the engine counts with.
    var engineSettings: EngineSettings {
        var settings = EngineSettings(inboxes: inboxes, policy: policy)
        settings.settleDelayMilliseconds = Int64(settleDelaySeconds * 1000)
        settings.sweepIntervalMilliseconds = Int64(sweepIntervalSeconds * 1000)
        settings.operators = operators
        settings.inProgress = inProgress
        settings.workbookPasswords = workbookPasswords
        settings.fieldNames = fieldNames
        settings.lexicon = lexicon
        settings.batchFiles = batchFiles
        settings.freeSpaceFloorBytes = freeSpaceFloorMebibytes << 20
        settings.noticesPerHour = noticesPerHour
        settings.requestsPerMail = requestsPerMail
        return settings
    }

    private mutating func readShop(_ root: inout YAMLSection) throws(ConfigurationError) {
        guard var shop = try root.section("shop") else { return }
        if let name = try shop.text("name") { sender.shopName = name }
        if let address = try shop.text("mailAddress") { sender.mailAddress = address }
        if let number = try shop.text("smsNumber") { sender.smsNumber = number }
        if let contact = try shop.text("contact") { sender.contact = contact }
        try shop.finish()
    }

    private static func inboxes(_ root: inout YAMLSection) throws(ConfigurationError) -> [Inbox] {
        var inboxes: [Inbox] = []
        for var section in try root.sections("inboxes") {
            guard let name = try section.text("name"), !name.isEmpty else {
                throw section.error("name", "is missing")
            }
            let path = try section.text("folder") ?? name
            let word = try section.text("trust") ?? "none"
            guard let trust = InboxTrust(rawValue: word) else {
                throw section.error("trust", "is none of none, exports, all")
            }
            let channelName = try section.text("channel") ?? Channel.smartstore.rawValue
            guard let channel = Channel(rawValue: channelName) else {
                throw section.error("channel", "may hold letters, digits, - and _ only")
            }
            let isMaildir = try section.bool("maildir") ?? false
            let hasDoneFiles = try section.bool("doneFiles") ?? false
            guard !isMaildir || !hasDoneFiles else {
                throw section.error("doneFiles", "makes no sense for a Maildir: its deliverers rename what is whole")
            }
            // Recovery knows a claimed file's inbox, and so its trust, by the name.
            guard !inboxes.contains(where: { $0.name == name }), name != Inbox.decisions.name else {
                throw section.error("name", "is given twice, or is Cancelbox's own")
            }
            try check(path, section)
            // A deliverer puts mail into new; a mail reader moves it to cur.
            for folder in isMaildir ? ["\(path)/new", "\(path)/cur"] : [path] {
                guard !inboxes.contains(where: { $0.folder.path == folder }) else {
                    throw section.error("folder", "is an inbox already")
                }
                inboxes.append(
                    Inbox(
                        name: name, folder: Folder(folder), trust: trust, channel: channel, isMaildir: isMaildir,
                        hasDoneFiles: hasDoneFiles))
            }
            try section.finish()
        }
        guard !inboxes.isEmpty else { throw root.error("inboxes", "names no folder") }
        return inboxes
    }

    /// Refuses folders that are not somebody's to drop into.
    private static func check(_ path: String, _ section: YAMLSection) throws(ConfigurationError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.hasSuffix("/"), !parts.contains("."), !parts.contains("..") else {
            throw section.error("folder", "must be a plain path, without . and .. and a slash at its end")
        }
        let own =
            [Spool.decisions, Spool.work, Spool.temporary, Spool.archive, Spool.quarantine].map(\.path) + ["outbox"]
        guard let first = parts.first, !own.contains(String(first)) else {
            throw section.error("folder", "is one of Cancelbox's own")
        }
    }

    private static func inProgress(
        _ patterns: [String], _ root: YAMLSection
    ) throws(ConfigurationError) -> InProgress {
        if patterns.contains(where: { $0.allSatisfy { $0 == "*" } }) {
            throw root.error("inProgress", "covers every name, so nothing would ever be taken")
        }
        return InProgress(patterns)
    }

    private static func orders(_ root: inout YAMLSection, path: String) throws(ConfigurationError) -> String {
        var orders = "orders.json"
        if var store = try root.section("store") {
            let kind = try store.text("kind") ?? "orderBook"
            guard kind == "orderBook" else {
                throw store.error("kind", "is not orderBook, the only store there is yet")
            }
            orders = try store.text("orders") ?? orders
            try store.finish()
        }
        let base = URL(fileURLWithPath: path).deletingLastPathComponent()
        return URL(fileURLWithPath: orders, relativeTo: base).path
    }
}

/// What is wrong with a configuration, where, and what to do.
struct ConfigurationError: Error, CustomStringConvertible {
    var path: String
    var line: Int?
    var problem: String
    var advice: String

    var description: String {
        "\(path)\(line.map { ":\($0)" } ?? ""): \(problem). \(advice)"
    }
}
