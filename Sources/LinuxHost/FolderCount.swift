// How many files lie in a folder, and since when. For people who ask; never opens a file.

import Glibc
package import Ports

/// The regular files of one folder.
package struct FolderCount: Hashable, Sendable {
    package var files = 0
    package var bytes = 0
    /// When the one that has been there longest came, in milliseconds since 1970: by the time its inode changed last, which
    /// a copy that keeps its old date has too.
    package var oldest: Int64?

    package init() {}
}

extension LiveFileSystem {
    /// Counts the regular files of `folder` whose names `include` takes. Holds no list, so a folder may be of any size.
    package func count(
        _ folder: Folder, where include: (FileName) -> Bool = { _ in true }
    ) throws(FileSystemError) -> FolderCount {
        var count = FolderCount()
        var problem: FileSystemError?
        try list(folder) { name in
            guard include(name) else { return true }
            do throws(FileSystemError) {
                // Nil: taken away meanwhile.
                guard let facts = try status(of: name, in: folder), facts.st_mode & S_IFMT == S_IFREG else {
                    return true
                }
                let changed = Int64(facts.st_ctim.tv_sec) * 1000 + Int64(facts.st_ctim.tv_nsec) / 1_000_000
                count.files += 1
                count.bytes += Int(facts.st_size)
                count.oldest = min(count.oldest ?? changed, changed)
                return true
            } catch {
                problem = error
                return false
            }
        }
        if let problem { throw problem }
        return count
    }
}
