// Space on the disk: nothing new is taken while there is little left, so that what is begun can be finished.

import Logging
import Ports

/// Whether there is room for more work. Says so when that changes.
struct DiskSpace {
    private let floorBytes: Int
    private let log: Logger
    /// There is less room than is to be kept free.
    private(set) var isShort = false

    init(floorBytes: Int, log: Logger) {
        self.floorBytes = floorBytes
        self.log = log
    }

    /// - Parameter free: bytes that may still be filled; asked only where a floor is set.
    mutating func allows(_ free: () throws(FileSystemError) -> Int) throws(FileSystemError) -> Bool {
        guard floorBytes > 0 else { return true }
        let free = try free()
        let wasShort = isShort
        isShort = free < floorBytes
        let metadata: Logger.Metadata = [
            "freeMebibytes": "\(free >> 20)", "freeSpaceFloorMebibytes": "\(floorBytes >> 20)",
        ]
        if isShort, !wasShort {
            log.error(
                "too little room on the disk: nothing new is taken. Make room; Cancelbox goes on by itself",
                metadata: metadata)
        } else if !isShort, wasShort {
            log.notice("room on the disk again: taking work", metadata: metadata)
        }
        return !isShort
    }
}

extension Pipeline {
    /// When to ask again whether there is room; nobody sends an event when somebody else removes a file.
    var roomPauseMilliseconds: Int64 { min(5000, settings.sweepIntervalMilliseconds) }

    func hasRoom() throws(EngineError) -> Bool {
        try EngineError.files { () throws(FileSystemError) in
            try space.allows { () throws(FileSystemError) in try files.freeBytes() }
        }
    }

    /// What a run that ends by itself says when it had to leave work behind.
    var shortage: EngineError? {
        space.isShort ? .tooLittleRoom(floorMebibytes: settings.freeSpaceFloorBytes >> 20) : nil
    }
}
