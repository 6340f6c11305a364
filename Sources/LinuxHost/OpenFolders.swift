// The folders of the spool as open descriptors. Never touches what lies in them.

import CLinux
import Glibc
import Ports
import Synchronization

/// Opens each folder once and keeps it. Below the spool no symbolic link is followed, at any level: whoever may write to one
/// folder of the spool cannot make another one lead elsewhere.
final class OpenFolders: Sendable {
    private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW

    let spool: Descriptor
    private let opened = Mutex<[Folder: Descriptor]>([:])
    /// Where absolute folders really lie, asked once: a link that is turned later must not move an inbox away from its watcher.
    private let resolved = Mutex<[Folder: String]>([:])

    init(spool path: String) throws(FileSystemError) {
        // The spool's own path is the operator's word, and may be a link.
        spool = Descriptor(
            owning: try checked("open spool", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// The folder as it was opened first, or last `reopened`.
    func descriptor(of folder: Folder) throws(FileSystemError) -> Descriptor {
        if let known = opened.withLock({ $0[folder] }) { return known }
        return try reopened(folder)
    }

    /// The folder that has this path now: somebody may have removed it and made it anew.
    func reopened(_ folder: Folder) throws(FileSystemError) -> Descriptor {
        opened.withLock { $0[folder] = nil }
        let fresh = folder.path.hasPrefix("/") ? try openElsewhere(folder) : try openBelowSpool(folder)
        opened.withLock { $0[folder] = fresh }
        return fresh
    }

    /// Makes the folder and its parents where they are missing. `changed` gets those folders, by path, whose new names are not
    /// durable yet.
    func create(_ folder: Folder, changed: inout [String: Descriptor]) throws(FileSystemError) {
        guard !folder.path.hasPrefix("/") else {
            // A folder elsewhere is somebody else's: its owner and mode are not ours to choose.
            _ = try reopened(folder)
            return
        }
        var (parent, path) = (spool, "")
        for name in try components(of: folder) {
            do {
                try checked("create folder", folder.path) { mkdirat(parent.number, name, 0o700) }
                changed[path] = parent
            } catch .exists {
                // Made before; whether it is a folder, the next line finds out.
            }
            parent = try open(name, below: parent, of: folder)
            path += "/\(name)"
        }
        opened.withLock { $0[folder] = parent }
    }

    private func openBelowSpool(_ folder: Folder) throws(FileSystemError) -> Descriptor {
        var place = spool
        for name in try components(of: folder) { place = try open(name, below: place, of: folder) }
        return place
    }

    private func open(_ name: String, below parent: Descriptor, of folder: Folder) throws(FileSystemError) -> Descriptor
    {
        Descriptor(owning: try checked("open folder", folder.path) { openat(parent.number, name, Self.flags) })
    }

    private func openElsewhere(_ folder: Folder) throws(FileSystemError) -> Descriptor {
        let path: String
        if let known = resolved.withLock({ $0[folder] }) {
            path = known
        } else {
            guard let real = realpath(folder.path, nil) else {
                throw FileSystemError(call: "open folder", path: folder.path, code: errno)
            }
            path = String(cString: real)
            free(real)
            resolved.withLock { $0[folder] = path }
        }
        return Descriptor(owning: try checked("open folder", path) { Glibc.open(path, Self.flags) })
    }

    private func components(of folder: Folder) throws(FileSystemError) -> [String] {
        let names = folder.path.split(separator: "/").map(String.init)
        guard !names.contains("."), !names.contains(".."), !folder.path.utf8.contains(0) else {
            throw .failed(call: "open folder", path: folder.path, code: EINVAL, message: "not a folder of the spool")
        }
        return names
    }
}

extension OpenFolders {
    /// The first of `folders` that cannot be renamed into from the spool, because it lies on another file system or mount.
    func firstElsewhere(of folders: [Folder]) throws(FileSystemError) -> Folder? {
        let home = try mount(of: spool.number, "")
        for folder in folders where try mount(of: descriptor(of: folder).number, folder.path) != home { return folder }
        return nil
    }

    private func mount(of descriptor: Int32, _ path: String) throws(FileSystemError) -> [UInt64] {
        var device: UInt64 = 0
        var mount: UInt64 = 0
        try checked("inspect mount", path) { cancelbox_mount(descriptor, &device, &mount) }
        return [device, mount]
    }
}
