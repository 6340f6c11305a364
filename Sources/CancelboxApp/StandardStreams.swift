// Writing to the terminal: whole lines, unbuffered, never failing a command because a reader went away.

import Foundation

/// One line to standard output.
func printLine(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

/// One line to standard error: what happened and what to do.
func complain(_ message: String) { FileHandle.standardError.write(Data(("cancelbox: " + message + "\n").utf8)) }
