// What stops the engine, and what the operator can do about it.

package import Ports

/// The engine cannot go on with what it does; nothing that was dropped is lost.
package enum EngineError: Error, Sendable {
    case ledger(LedgerError)
    case files(FileSystemError)
    /// The ledger refused what was decided; it is tried again piece by piece.
    case refused(String)
    /// The ledger's file was removed or replaced while it was open.
    case ledgerGone
    /// Less is free than `freeSpaceFloorMebibytes`, so nothing new was taken.
    case tooLittleRoom(floorMebibytes: Int)

    /// Trying again by itself can help.
    package var isTemporary: Bool {
        switch self {
        case .ledger(let error): error.isTemporary
        // A folder that is gone is put back by the recovery before the next try, or by its owner.
        case .files(.storage), .files(.denied), .files(.missing): true
        case .files: false
        case .tooLittleRoom, .refused: true
        case .ledgerGone: false
        }
    }

    package var advice: String {
        switch self {
        case .ledger(let error): error.advice
        case .refused:
            "Nothing: the inputs are tried one by one, and the one that cannot be carried out is put aside with a task."
        case .ledgerGone:
            "Put ledger.sqlite back from the backup (with its -wal, if there is one), then start again; or, if it is lost, run `cancelbox init --new-ledger`."
        case .files(.storage), .tooLittleRoom:
            "Make room on the disk of the spool, or mount it writable; Cancelbox goes on by itself."
        case .files(.denied): "Give the user Cancelbox runs as the right to read and write the spool and its inboxes."
        case .files(.missing): "Put the folder back, or correct `inboxes` in the configuration."
        case .files: "Look at the file named here; move it out of the spool by hand if it is not one of Cancelbox's."
        }
    }
}

extension EngineError: CustomStringConvertible {
    /// One line for the log and for a terminal.
    package var description: String {
        switch self {
        case .ledger(let error): "the ledger: \(error)"
        case .files(let error): error.description
        case .refused(let message): "the ledger refused what was decided: \(message)"
        case .ledgerGone: "ledger.sqlite was removed or replaced while it was open"
        case .tooLittleRoom(let floor): "less than \(floor) MiB are free on the disk of the spool"
        }
    }
}

extension FileSystemError {
    /// What the operator can do about an inbox that cannot be used.
    package var adviceOnInbox: String {
        switch self {
        case .notRegular:
            "It must be a folder, and within the spool no link to one: give the folder's own absolute path in `inboxes`."
        default: EngineError.files(self).advice
        }
    }

    /// The trouble lies with the file that was touched, as far as can be told, and not with the disk.
    var isOfOneFile: Bool {
        switch self {
        case .denied, .failed: true
        default: false
        }
    }
}

extension EngineError {
    /// Runs `body`, turning the port's error into the engine's.
    static func files<Value>(_ body: () throws(FileSystemError) -> Value) throws(EngineError) -> Value {
        do throws(FileSystemError) { return try body() } catch { throw .files(error) }
    }

    static func ledger<Value>(_ body: () throws(LedgerError) -> Value) throws(EngineError) -> Value {
        do throws(LedgerError) { return try body() } catch { throw .ledger(error) }
    }
}
