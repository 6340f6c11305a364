// Which file system a folder lies on, and whether its events tell everything. Never looks at what lies in the folder.

import CLinux

/// A file system as `statfs` names it.
package struct FileSystemKind: Hashable, Sendable {
    package var name: String
    /// Why events alone are not enough here; nil where the kernel sees every change.
    package var doubt: String?

    private static let others = "changes made by other machines raise no events here"
    private static let below = "changes made behind it raise no events here"

    /// What is known by its magic number (statfs(2), linux/magic.h). Others are believed until their sign of life fails.
    private static let known: [UInt64: FileSystemKind] = [
        0xEF53: FileSystemKind(name: "ext4"),
        0x5846_5342: FileSystemKind(name: "xfs"),
        0x9123_683E: FileSystemKind(name: "btrfs"),
        0x0102_1994: FileSystemKind(name: "tmpfs"),
        0x8584_58F6: FileSystemKind(name: "ramfs"),
        0x2FC1_2FC1: FileSystemKind(name: "zfs"),
        0xF2F5_2010: FileSystemKind(name: "f2fs"),
        0x4D44: FileSystemKind(name: "fat"),
        0x794C_7630: FileSystemKind(name: "overlay"),
        0x6969: FileSystemKind(name: "nfs", doubt: others),
        0x517B: FileSystemKind(name: "smb", doubt: others),
        0xFF53_4D42: FileSystemKind(name: "cifs", doubt: others),
        0xFE53_4D42: FileSystemKind(name: "smb2", doubt: others),
        0x564C: FileSystemKind(name: "ncp", doubt: others),
        0x5346_414F: FileSystemKind(name: "afs", doubt: others),
        0x7375_7245: FileSystemKind(name: "coda", doubt: others),
        0x00C3_6400: FileSystemKind(name: "ceph", doubt: others),
        0x0BD0_0BD0: FileSystemKind(name: "lustre", doubt: others),
        0x0116_1970: FileSystemKind(name: "gfs2", doubt: others),
        0x7461_636F: FileSystemKind(name: "ocfs2", doubt: others),
        // Also virtiofs, sshfs, rclone, s3fs, mergerfs and the shared folders of Docker Desktop.
        0x6573_5546: FileSystemKind(name: "fuse", doubt: below),
        0x0102_1997: FileSystemKind(name: "9p", doubt: below),
        0x786F_4256: FileSystemKind(name: "vboxsf", doubt: below),
        0xF15F: FileSystemKind(name: "ecryptfs", doubt: below),
    ]

    package init(name: String, doubt: String? = nil) {
        self.name = name
        self.doubt = doubt
    }

    /// The kind with this magic number.
    package init(magic: UInt64) {
        self = Self.known[magic] ?? FileSystemKind(name: "0x" + String(magic, radix: 16))
    }

    /// The kind of the file system `path` lies on; a folder that cannot be asked is `unknown`, and its watch will say why.
    package init(of path: String) {
        var magic: UInt64 = 0
        guard cancelbox_file_system(path, &magic) == 0 else {
            self.init(name: "unknown")
            return
        }
        self.init(magic: magic)
    }
}
