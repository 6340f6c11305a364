// How one folder is watched, for the log and for `cancelbox status`. Decides nothing.

/// One inbox folder as the supervision sees it.
package struct FolderWatch: Hashable, Sendable {
    /// What brings word of a new file.
    package enum Mode: Hashable, Sendable {
        /// Events, and a sign of life came through.
        case events
        /// Events, on trust: why no sign of life can be left.
        case unproven(String)
        /// A listing every few seconds: why.
        case polled(String)
    }

    package var path: String
    package var fileSystem: String
    package var mode: Mode
    /// When an event of it arrived last, in milliseconds since 1970.
    package var heardAt: Int64?

    package init(path: String, fileSystem: String, mode: Mode, heardAt: Int64? = nil) {
        self.path = path
        self.fileSystem = fileSystem
        self.mode = mode
        self.heardAt = heardAt
    }
}

extension FolderWatch.Mode {
    /// One word.
    package var name: String {
        switch self {
        case .events: "events"
        case .unproven: "unproven"
        case .polled: "polled"
        }
    }

    package var reason: String? {
        switch self {
        case .events: nil
        case .unproven(let reason), .polled(let reason): reason
        }
    }

    package var isPolled: Bool {
        if case .polled = self { true } else { false }
    }
}
