// The other hands on the simulated disk: whoever drops, replaces and takes away files, ends the process or pulls the plug.

package import Ports
import Synchronization

extension SimulatedFileSystem {
    /// Somebody makes a folder before the daemon starts.
    package func makeFolder(_ folder: Folder) { state.withLock { $0.disk.makeFolder(folder.path) } }

    /// Somebody puts a file there under its name in one go, as a rename does. `isDurable`: they made sure of it (fsync).
    package func drop(_ bytes: [UInt8], as name: FileName, in folder: Folder, isDurable: Bool = true) {
        state.withLock { state in
            let place = Place(name, in: folder)
            state.disk.tick(time.now())
            if let (old, _) = state.disk.inode(at: place) {
                state.takenAway.insert(old)
                state.disk.remove(place)
            }
            let inode = state.disk.make(.regular, at: place, bytes: bytes)
            state.brought[inode] = bytes
            if isDurable { state.disk.sync(inode) }
        }
    }

    /// Somebody starts writing a file and keeps it open.
    package func startWriting(_ name: FileName, in folder: Folder) {
        state.withLock { state in
            let place = Place(name, in: folder)
            state.disk.tick(time.now())
            let inode = state.disk.inode(at: place)?.number ?? state.disk.make(.regular, at: place, bytes: [])
            state.disk.change(inode) { inode in
                inode.writers += 1
                inode.disturbances += 1
            }
            state.brought[inode] = state.disk.inodes[inode]?.bytes
        }
    }

    /// The writer of the file that was begun under this name goes on, wherever it lies by now.
    package func append(_ bytes: [UInt8], to inode: Int) {
        state.withLock { state in
            state.disk.tick(time.now())
            state.disk.change(inode) { $0.bytes += bytes }
            state.brought[inode, default: []] += bytes
        }
    }

    /// The writer closes it; `isDurable`: after an fsync.
    package func finishWriting(_ inode: Int, isDurable: Bool = true) {
        state.withLock { state in
            state.disk.change(inode) { $0.writers = max(0, $0.writers - 1) }
            if isDurable { state.disk.sync(inode) }
        }
    }

    /// What lies under this name, for whoever goes on writing to it.
    package func inode(of name: FileName, in folder: Folder) -> Int? {
        state.withLock { $0.disk.inode(at: Place(name, in: folder))?.number }
    }

    /// Its owner gives a file another name, replacing what has it.
    package func rename(_ name: FileName, to newName: FileName, in folder: Folder) {
        state.withLock { state in
            let (old, new) = (Place(name, in: folder), Place(newName, in: folder))
            guard let (inode, _) = state.disk.inode(at: old) else { return }
            if let (replaced, _) = state.disk.inode(at: new) { state.takenAway.insert(replaced) }
            state.disk.rename(old, to: new)
            state.disk.sync(inode)
        }
    }

    /// Its owner takes a file back, if it is still there.
    package func takeBack(_ name: FileName, from folder: Folder) {
        state.withLock { state in
            let place = Place(name, in: folder)
            guard let (inode, _) = state.disk.inode(at: place) else { return }
            state.takenAway.insert(inode)
            state.disk.remove(place)
        }
    }

    /// The kernel grants no lease on this file.
    package func refuseLease(on name: FileName, in folder: Folder) {
        state.withLock { state in
            guard let (inode, _) = state.disk.inode(at: Place(name, in: folder)) else { return }
            state.disk.change(inode) { $0.refusesLease = true }
        }
    }

    /// The disk has this much room now.
    package func leaveRoom(_ bytes: Int) { state.withLock { $0.freeBytes = bytes } }

    package func plant(_ kind: FileKind, as name: FileName, in folder: Folder) {
        state.withLock { _ = $0.disk.make(kind, at: Place(name, in: folder), bytes: []) }
    }

    package func link(_ name: FileName, as newName: FileName, in folder: Folder) {
        state.withLock { state in
            guard let (inode, _) = state.disk.inode(at: Place(name, in: folder)) else { return }
            state.disk.link(inode, as: Place(newName, in: folder))
        }
    }

    /// The process is gone: what it wrote stays in the page cache, what it had open is closed.
    package func endProcess() { state.withLock { $0.startProcess() } }

    /// The machine is gone.
    package func losePower(_ dice: inout SplitMix64) {
        var copy = dice
        state.withLock { state in
            state.startProcess()
            let unflushed = state.brought.keys.filter { state.disk.inodes[$0]?.isDirty == true }
            state.disk.losePower(&copy)
            // What its sender had not made sure of, and we had not either, may be damaged or gone: that is nobody's promise.
            for inode in unflushed { state.brought[inode] = state.disk.inodes[inode]?.bytes }
        }
        dice = copy
    }
}

extension SimulatedFileSystem.State {
    fileprivate mutating func startProcess() {
        process += 1
        wasRead = []
    }
}

/// A look at the whole disk from outside.
extension SimulatedFileSystem {
    /// Every regular file below `folder` (empty: anywhere) with its bytes, sorted.
    package func contents(below folder: String) -> [(place: Place, bytes: [UInt8])] {
        state.withLock { state in
            let prefix = folder.isEmpty ? "" : folder + "/"
            return state.disk.names.keys.filter { $0.folder == folder || $0.folder.hasPrefix(prefix) }.sorted()
                .compactMap { place in
                    guard let (_, inode) = state.disk.inode(at: place), inode.kind == .regular else { return nil }
                    return (place, inode.bytes)
                }
        }
    }

    /// Strangers' files that are still theirs to find: the bytes they left, and every name each has now.
    package var broughtFiles: [(inode: Int, bytes: [UInt8], places: [Place])] {
        state.withLock { state in
            state.brought.keys.filter { !state.takenAway.contains($0) }.sorted().map { inode in
                (inode, state.brought[inode] ?? [], state.disk.places(of: inode))
            }
        }
    }

    /// Everything that was ever shown under each name of the outbox.
    package var shown: [Place: [[UInt8]]] { state.withLock { $0.shown } }

    package var offences: [String] { state.withLock { $0.offences } }
}
