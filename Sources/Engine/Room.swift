// Room on the disk: nothing new is taken while there is little left, so that what is begun can be finished.

import Logging
import Ports

extension Pipeline {
    /// When to ask again whether there is room; nobody sends an event when somebody else removes a file.
    var roomPauseMilliseconds: Int64 { min(5000, settings.sweepIntervalMilliseconds) }

    /// Whether there is room to take more work. Says so when that changes.
    func hasRoom() throws(EngineError) -> Bool {
        guard settings.freeSpaceFloorBytes > 0 else { return true }
        let free = try EngineError.files { () throws(FileSystemError) in try files.freeBytes() }
        let isShort = free < settings.freeSpaceFloorBytes
        defer { isShortOfRoom = isShort }
        let metadata: Logger.Metadata = [
            "freeMebibytes": "\(free >> 20)", "freeSpaceFloorMebibytes": "\(settings.freeSpaceFloorBytes >> 20)",
        ]
        if isShort, !isShortOfRoom {
            log.error(
                "too little room on the disk: nothing new is taken. Make room; Cancelbox goes on by itself",
                metadata: metadata)
        } else if !isShort, isShortOfRoom {
            log.notice("room on the disk again: taking work", metadata: metadata)
        }
        return !isShort
    }

    /// What a run that ends by itself says when it had to leave work behind.
    var shortage: EngineError? {
        isShortOfRoom ? .tooLittleRoom(floorMebibytes: settings.freeSpaceFloorBytes >> 20) : nil
    }
}
