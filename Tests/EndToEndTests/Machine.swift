// What this machine lets a test do: other users, small disks, traced programs. What it does not let is said loudly.

import Foundation
import Glibc

enum Machine {
    /// Says that a test could not be tried; a skip must not look like a pass.
    static func notRun(_ what: String) {
        FileHandle.standardError.write(Data("NOT RUN: \(what)\n".utf8))
    }

    /// Runs a shell line and returns whether it ended with 0. What it says goes to nobody.
    @discardableResult
    static func shell(_ line: String, _ arguments: String...) -> Bool {
        let program = Process()
        program.executableURL = URL(fileURLWithPath: "/bin/sh")
        program.arguments = ["-c", "exec 2>&-; " + line, "sh"] + arguments
        program.standardOutput = FileHandle.nullDevice
        // Without a shell nothing can be done, and the caller says so.
        guard (try? program.run()) != nil else { return false }
        program.waitUntilExit()
        return program.terminationStatus == 0
    }

    /// What starts a program as the user `nobody`, without a right that root has; nil where we may not become somebody else or
    /// where that user cannot reach the programs.
    static let asNobody: [String]? = {
        let wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        let program = Program.folder.appendingPathComponent("cancelbox").path
        return shell(wrapper.joined(separator: " ") + #" "$1" --help"#, program) ? wrapper : nil
    }()

    /// Whether programs can be traced here.
    static let hasStrace = shell("strace -f -o /dev/null -e trace=none true")

    /// Gives a spool with all that is in it to `nobody`.
    static func giveToNobody(_ path: String) -> Bool { shell(#"chown -R 65534:65534 "$1""#, path) }
}

/// A small file system for one test, unmounted with its owner.
final class SmallDisk {
    enum Kind: String, CaseIterable, Sendable { case tmpfs, ext4 }

    let path: String
    private let image: String?

    /// Nil where nothing may be mounted.
    init?(_ kind: Kind, mebibytes: Int) {
        path = FileManager.default.temporaryDirectory.path + "/cancelbox-disk-\(UUID().uuidString)"
        guard mkdir(path, 0o755) == 0 else { return nil }
        let isMounted: Bool
        switch kind {
        case .tmpfs:
            image = nil
            isMounted = Machine.shell(#"mount -t tmpfs -o size="$2"m none "$1""#, path, "\(mebibytes)")
        case .ext4:
            let file = path + ".image"
            image = file
            isMounted = Machine.shell(
                #"truncate -s "$3"M "$2" && mkfs.ext4 -q -m 0 "$2" && mount -o loop "$2" "$1""#, path, file,
                "\(mebibytes)")
        }
        guard isMounted else { return nil }
    }

    deinit {
        Machine.shell(#"umount "$1" || umount -l "$1"; rmdir "$1""#, path)
        if let image { unlink(image) }
    }

    /// Bytes a user may still fill.
    var free: Int {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return 0 }
        return Int(facts.f_bavail * facts.f_frsize)
    }

    /// Fills the disk until `left` bytes are free, as another program might.
    func fill(leaving left: Int) {
        let file = open(path + "/somebody-else", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while free > left { if write(file, block, min(block.count, max(1, free - left))) <= 0 { break } }
    }

    /// Turns it read-only as the kernel does after an I/O error, under the feet of whoever has files open (ext4 only), or mounts
    /// it anew where it lies.
    func failReadOnly() -> Bool { Machine.shell(#"mount -o remount,abort "$1""#, path) }

    /// Repairs it the way a machine does at its next start.
    func repair() -> Bool {
        guard let image else { return false }
        return Machine.shell(#"umount "$1" && { e2fsck -p "$2" >&-; mount -o loop "$2" "$1"; }"#, path, image)
    }

    func remount(_ option: String) -> Bool { Machine.shell(#"mount -o remount,"$2" "$1""#, path, option) }

    func makeRoom() { unlink(path + "/somebody-else") }
}
