// The disk as values: files, names, and what of both would survive a power cut. Knows no port, no plan and no lock.

package import Ports

/// A name in a folder.
package struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var folder: String
    package var name: FileName

    package init(_ name: FileName, in folder: Folder) {
        self.folder = folder.path
        self.name = name
    }

    package static func < (left: Place, right: Place) -> Bool {
        left.folder == right.folder ? left.name < right.name : left.folder < right.folder
    }

    package var description: String { folder.isEmpty ? name.printable : "\(folder)/\(name.printable)" }
}

/// What the page cache holds, and what the platter does.
struct SimulatedDisk {
    struct Inode {
        var kind: FileKind
        var bytes: [UInt8]
        var modified: Int64
        /// What the platter has of it; nil when none of it was ever flushed.
        var flushed: [UInt8]?
        var isDirty = true
        var writers = 0
        /// How often somebody opened it for writing.
        var disturbances = 0
        /// Leases are not for us here: another owner, or a file system without them.
        var refusesLease = false
    }

    /// One change of names since the last sync. A rename is one change: no file system loses a file half-way.
    private struct NameChange {
        var removed: Place?
        var added: Place?
        var inode: Int
    }

    private(set) var inodes: [Int: Inode] = [:]
    private(set) var names: [Place: Int] = [:]
    /// Folder path → names in it, in the order they came.
    private(set) var folders: Set<String> = [""]
    private var durableNames: [Place: Int] = [:]
    private var unsynced: [NameChange] = []
    private var lastInode = 0
    /// The time of day in nanoseconds, and a little more with every change, so that no two are equal.
    private var clock: Int64 = 0

    // MARK: Reading

    func inode(at place: Place) -> (number: Int, inode: Inode)? {
        guard let number = names[place], let inode = inodes[number] else { return nil }
        return (number, inode)
    }

    func names(in folder: String) -> [FileName] {
        names.keys.filter { $0.folder == folder }.map(\.name).sorted()
    }

    func links(of inode: Int) -> Int { names.values.count { $0 == inode } }

    func places(of inode: Int) -> [Place] { names.filter { $0.value == inode }.map(\.key).sorted() }

    // MARK: Changing

    /// It is `milliseconds` after 1970 now.
    mutating func tick(_ milliseconds: Int64) { clock = max(clock, milliseconds * 1_000_000) }

    mutating func makeFolder(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        for end in parts.indices {
            let (parent, path) = (parts[..<end].joined(separator: "/"), parts[...end].joined(separator: "/"))
            guard folders.insert(path).inserted else { continue }
            let place = Place(FileName(parts[end]), in: Folder(parent))
            let number = newInode(kind: .folder, bytes: [])
            inodes[number]?.isDirty = false
            // Durable by itself, as the port promises.
            (names[place], durableNames[place]) = (number, number)
        }
    }

    mutating func make(_ kind: FileKind, at place: Place, bytes: [UInt8]) -> Int {
        let number = newInode(kind: kind, bytes: bytes)
        names[place] = number
        unsynced.append(NameChange(added: place, inode: number))
        return number
    }

    mutating func link(_ inode: Int, as place: Place) {
        names[place] = inode
        unsynced.append(NameChange(added: place, inode: inode))
    }

    mutating func change(_ inode: Int, _ change: (inout Inode) -> Void) {
        guard var changed = inodes[inode] else { return }
        let before = changed.bytes
        change(&changed)
        if changed.bytes != before {
            clock += 1
            changed.modified = clock
            changed.isDirty = true
        }
        inodes[inode] = changed
    }

    mutating func remove(_ place: Place) {
        guard let inode = names.removeValue(forKey: place) else { return }
        unsynced.append(NameChange(removed: place, inode: inode))
    }

    mutating func rename(_ old: Place, to new: Place) {
        guard let inode = names.removeValue(forKey: old) else { return }
        names[new] = inode
        unsynced.append(NameChange(removed: old, added: new, inode: inode))
    }

    // MARK: Lasting

    mutating func sync() {
        durableNames = names
        unsynced = []
        for (number, inode) in inodes where inode.isDirty {
            inodes[number]?.flushed = inode.bytes
            inodes[number]?.isDirty = false
        }
        forgetUnnamed()
    }

    /// A stranger's fsync of a file and of its folder: all names so far, as a journal does it, and the bytes of this one file.
    mutating func sync(_ inode: Int) {
        durableNames = names
        unsynced = []
        guard let bytes = inodes[inode]?.bytes else { return }
        inodes[inode]?.flushed = bytes
        inodes[inode]?.isDirty = false
    }

    /// The power goes. Of the changes of names since the last sync any set survives that could have been written in some order;
    /// of the bytes that were never flushed nothing, a part or all.
    mutating func losePower(_ dice: inout SplitMix64) {
        let keep = Int.random(in: 0...4, using: &dice)
        var lost: Set<Place> = []
        var lostInodes: Set<Int> = []
        var survivors = durableNames
        for change in unsynced {
            let places = [change.removed, change.added].compactMap(\.self)
            let isCut = places.contains { lost.contains($0) } || lostInodes.contains(change.inode)
            let isKept = keep == 0 ? false : keep == 1 ? true : Bool.random(using: &dice)
            if isCut || !isKept {
                lost.formUnion(places)
                lostInodes.insert(change.inode)
                continue
            }
            if let removed = change.removed { survivors[removed] = nil }
            if let added = change.added { survivors[added] = change.inode }
        }
        (names, durableNames, unsynced) = (survivors, survivors, [])
        for number in inodes.keys.sorted() {
            guard let inode = inodes[number] else { continue }
            inodes[number]?.writers = 0
            guard inode.isDirty else { continue }
            let rest: [UInt8] =
                switch Int.random(in: 0...3, using: &dice) {
                case 0: inode.flushed ?? []
                case 1: []
                case 2: Array(inode.bytes.prefix(Int.random(in: 0...inode.bytes.count, using: &dice)))
                default: inode.bytes
                }
            inodes[number]?.bytes = rest
            inodes[number]?.flushed = rest
            inodes[number]?.isDirty = false
        }
        forgetUnnamed()
    }

    private mutating func newInode(kind: FileKind, bytes: [UInt8]) -> Int {
        lastInode += 1
        clock += 1
        inodes[lastInode] = Inode(kind: kind, bytes: bytes, modified: clock)
        return lastInode
    }

    private mutating func forgetUnnamed() {
        let named = Set(names.values)
        for number in inodes.keys where !named.contains(number) && inodes[number]?.writers == 0 {
            inodes[number] = nil
        }
    }
}
