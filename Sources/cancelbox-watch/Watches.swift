// SPDX-License-Identifier: GPL-2.0-or-later OR Apache-2.0
// The only use of libinotifytools. Uses its watches and its events, and none of the rest: its formatter and its regular
// expressions write past their buffers, its recursion misses files, and once cleaned up it reports old events as new.

import CInotifyTools
import Glibc

/// The watched folders, and what happens in them. One of these in a process: the library has one state for all.
struct Watches {
    // CREATE for deliveries by link(2), which raise nothing else.
    private static let mask = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR

    /// The number of the folder behind each watch descriptor. The library's own map goes wrong when folders come and go.
    private var numbers: [Int32: Int] = [:]
    private var count = 0
    private var records = Records()

    init() {
        guard inotifytools_initialize() != 0 else {
            end(
                .noInotify,
                "cannot use inotify: \(message(of: inotifytools_error())); raise fs.inotify.max_user_instances with sysctl"
            )
        }
        closeOnExec()
    }

    /// Watches the folder at `path`; the next number is its. Its real path is what the library gets: it takes a link for a file.
    /// One that cannot be watched is no reason to be deaf to the others: it is told, and the daemon looks into it by itself.
    mutating func add(_ path: UnsafePointer<CChar>) {
        defer { count += 1 }
        guard let real = realpath(path, nil) else {
            records.add(.unwatched, folder: count, text: String(errno))
            return
        }
        defer { free(real) }
        // With the slash it keeps for folders, or `wd_from_filename` finds nothing.
        let folder: [CChar] = Array(UnsafeBufferPointer(start: real, count: strlen(real))) + [0x2F, 0]
        guard inotifytools_watch_file(folder, Self.mask) != 0 else {
            records.add(.unwatched, folder: count, text: String(inotifytools_error()))
            return
        }
        let watch = inotifytools_wd_from_filename(folder)
        // The same folder given twice has one watch; the first number speaks for both.
        if numbers[watch] == nil { numbers[watch] = count }
    }

    /// Says that all is ready, and from then on what happens. Sleeps in the kernel while nothing does.
    mutating func report() -> Never {
        records.add(.ready)
        records.flush()
        while true {
            // Below zero: wait for ever. Above zero it would wake up for nothing; zero means either, by the library's version.
            guard var event = inotifytools_next_event(-1) else {
                let code = inotifytools_error()
                if code == 0 || code == EINTR { continue }
                end(.inputOutput, "cannot read events: \(message(of: code)); cancelbox starts this again")
            }
            var isGone = false
            while true {
                isGone = add(event) || isGone
                // One at a time: asked for more than there are, the library spins. Zero seconds: only what is there.
                guard !records.isFull, let next = inotifytools_next_events(0, 1) else { break }
                event = next
            }
            records.flush()
            if isGone {
                end(.folderGone, "a watched folder was removed, moved or unmounted; cancelbox looks for it again")
            }
        }
    }

    /// Adds what `event` tells; true when a folder is gone. The event lies in a buffer of the library, until the next call.
    private mutating func add(_ event: UnsafeMutablePointer<inotify_event>) -> Bool {
        let mask = event.pointee.mask
        if mask & IN_Q_OVERFLOW.magnitude != 0 {
            records.add(.overflow)
            return false
        }
        let number = numbers[event.pointee.wd] ?? 0
        if mask & (IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF).magnitude != 0 {
            records.add(.gone, folder: number)
            return true
        }
        // The name stands behind the structure, padded with NULs to `len` bytes.
        let name = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(event) + MemoryLayout<inotify_event>.size, count: Int(event.pointee.len))
        records.add(.changed, folder: number, name: UnsafeRawBufferPointer(rebasing: name.prefix { $0 != 0 }))
        return false
    }
}

/// The library opens its descriptor without close-on-exec and shows it to nobody, so it is looked for.
private func closeOnExec() {
    for number in (STDERR_FILENO + 1)..<Int32(FD_SETSIZE) {
        var target = [CChar](repeating: 0, count: 32)
        let count = readlink("/proc/self/fd/\(number)", &target, target.count)
        if count > 0, strcmp(target, "anon_inode:inotify") == 0 {
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            return
        }
    }
}
