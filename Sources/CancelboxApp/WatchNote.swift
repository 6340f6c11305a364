// What the daemon leaves for `cancelbox status`: how each inbox is watched, and when it was heard last. Never read by the daemon.

import Cancellation
import Foundation
import LinuxHost
import Ports

/// `<spool>/.watch.json`. It is worth something only while the process lives that wrote it, so it is never synced.
struct WatchNote: Codable {
    struct Inbox: Codable {
        var folder: String
        var fileSystem: String
        /// `events`, `unproven` or `polled`.
        var mode: String
        var because: String?
        /// Milliseconds since 1970.
        var heardAt: Int64?
    }

    var process: Int32
    var inboxes: [Inbox]

    private static let name = FileName(".watch.json")
    private static let fresh = FileName(".watch.json.new")
    private static let spool = Folder("")

    init(_ folders: [FolderWatch]) {
        process = ProcessInfo.processInfo.processIdentifier
        inboxes = folders.map { folder in
            Inbox(
                folder: folder.path, fileSystem: folder.fileSystem, mode: folder.mode.name,
                because: folder.mode.reason, heardAt: folder.heardAt)
        }
    }

    /// What the daemon that runs now has left in `spool`; nil when there is none, or it cannot be read.
    init?(spool: String) {
        let path = spool + "/" + String(decoding: Self.name.bytes, as: UTF8.self)
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        // A note of another version says nothing; the status is complete without it.
        guard let note = try? JSONDecoder().decode(Self.self, from: bytes) else { return nil }
        self = note
    }

    /// Leaves it in the spool, whole or not at all.
    func leave(in files: any FileSystem) throws {
        try files.write([UInt8](JSONEncoder().encode(self)), to: Self.fresh, in: Self.spool)
        try files.replace(Self.fresh, from: Self.spool, to: Self.name, in: Self.spool)
    }
}
