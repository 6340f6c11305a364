// The bytes of a file named on the command line, or why there are none. Opens regular files only: a pipe would never end.

import Foundation

/// What opening one file led to.
enum FileContent {
    case bytes([UInt8])
    /// Larger than the limit; how large.
    case tooLarge(Int)
    /// In words, Korean and English.
    case unreadable(String)

    init(path: String, limit: Int) {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        do {
            // Looked at before it is opened, because opening a pipe nobody writes to waits for ever.
            let facts = try FileManager.default.attributesOfItem(atPath: url.path)
            switch facts[.type] as? FileAttributeType {
            case .typeRegular: break
            case .typeDirectory:
                self = .unreadable("폴더입니다. 파일을 지정해 주세요 (this is a folder; name the files in it).")
                return
            default:
                self = .unreadable("일반 파일이 아닙니다 (not a regular file).")
                return
            }
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }  // Opened for reading: closing can lose nothing.
            let data = try handle.read(upToCount: limit + 1) ?? Data()
            self =
                data.count > limit
                ? .tooLarge(max(data.count, (facts[.size] as? NSNumber)?.intValue ?? 0)) : .bytes([UInt8](data))
        } catch let error as CocoaError {
            switch error.code {
            case .fileNoSuchFile, .fileReadNoSuchFile:
                self = .unreadable("파일이 없습니다 (there is no such file).")
            case .fileReadNoPermission:
                self = .unreadable("파일을 읽을 권한이 없습니다 (no permission to read the file).")
            default:
                self = .unreadable("파일을 열 수 없습니다 (cannot be opened: \(error.localizedDescription)).")
            }
        } catch {
            self = .unreadable("파일을 열 수 없습니다 (cannot be opened: \(error.localizedDescription)).")
        }
    }
}
