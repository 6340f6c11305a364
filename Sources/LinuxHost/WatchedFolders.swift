// The watched folders as the supervisor knows them: which ones they are, how they are, and the cookie. Never reads what lies
// in them.

import Glibc
import Ports

/// One folder given to the watcher.
struct WatchedFolder: Sendable {
    /// Its real path where it existed at the start: a link turned later must not part the watcher from the file system, which
    /// also asks once only.
    let path: String
    /// The path it was given by; ends in another place than `path` when a link has been turned.
    let given: String
    private(set) var kind = FileSystemKind(name: "unknown")
    /// Device and inode when the watcher was started; nil when there was nothing.
    private(set) var identity: [UInt64]?
    /// Why the watcher may not watch it, by errno.
    var refusal: Int32?
    /// Why no cookie can be left in it.
    var hindrance: String?
    var liveness: Liveness
    /// When it was heard last, by the clock on the wall.
    var heardAt: Int64?
    private var lastTarget: String?

    init(_ given: String, timing: WatchTiming) {
        self.given = given
        path = Self.resolve(given) ?? given
        liveness = Liveness(timing, readyAt: 0)
    }

    /// A watcher is about to be started on it.
    mutating func prepare(kindOf: (String) -> FileSystemKind) {
        (identity, kind) = (identityNow, kindOf(path))
        (refusal, hindrance) = (nil, nil)
    }

    /// inotify follows a folder, not its path: when a parent is moved away and the path made anew, or something is mounted
    /// over it, no event tells.
    var isExchanged: Bool { identityNow != identity }

    /// The link it was given by leads elsewhere now, and did not when this was asked before.
    mutating func isNewlyTurned() -> Bool {
        let target = given == path ? nil : Self.resolve(given)
        defer { lastTarget = target }
        return target != nil && target != path && target != lastTarget
    }

    /// Whether a sign of life means anything here.
    var isAskable: Bool { refusal == nil && kind.doubt == nil }

    /// The watcher was asked about it and has neither answered nor failed to.
    var isUnsettled: Bool { isAskable && hindrance == nil && liveness.lastHeard == nil && !liveness.isDeaf }

    /// With the watcher ready.
    var mode: FolderWatch.Mode {
        if let refusal { return .polled("it cannot be watched: \(message(of: refusal)); \(WatchAdvice.of(refusal))") }
        if let doubt = kind.doubt { return .polled("\(kind.name): \(doubt)") }
        if liveness.isDeaf { return .polled("its events do not arrive") }
        if let hindrance { return .unproven(hindrance) }
        return liveness.lastHeard == nil ? .polled("no sign of life has come through yet") : .events
    }

    private var identityNow: [UInt64]? {
        var facts = stat()
        return stat(path, &facts) == 0 ? [UInt64(facts.st_dev), UInt64(facts.st_ino)] : nil
    }

    private static func resolve(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// The sign of life.
enum Cookie {
    /// One name for all times: what a crash leaves behind, the next cookie removes. The sweep passes it over.
    static let name = FileName(".cancelbox-cookie")

    /// Creates the cookie in `folder` and removes it at once.
    static func leave(in folder: String) throws(FileSystemError) {
        let path = "\(folder)/\(name.printable)"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        close(try checked("leave cookie", path) { open(path, flags, 0o600) })
        try checked("remove cookie", path) { unlink(path) }
    }
}

/// What an operator can do so that a folder can be watched.
enum WatchAdvice {
    /// By the errno of `inotify_add_watch`.
    static func of(_ code: Int32) -> String {
        switch code {
        case ENOSPC: "raise the limit: sysctl fs.inotify.max_user_watches=524288"
        case ENOENT: "make the folder, or correct `inboxes`"
        case EACCES: "give the user Cancelbox runs as the right to read it"
        case ENOTDIR, ELOOP: "put a folder there"
        default: "look at the folder"
        }
    }

    /// By how the watcher ended.
    static func of(_ ending: WatcherEnding?) -> String? {
        switch ending {
        // sysexits.h's EX_OSERR: cancelbox-watch got no inotify descriptor.
        case .exited(71): "raise the limits: sysctl fs.inotify.max_user_instances=512, and ulimit -n"
        case .exited, .killed, .unknown, nil: nil
        }
    }
}
