// Our text messages, read back with the system's JSON reader and measured with the system's iconv.

import Foundation

struct ReadTextMessage: Decodable {
    var schema, `case`, kind, type, from, to, text, at: String
    var subject: String?
    var bytes: Int

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }
}

/// Bytes of `text` in CP949 by iconv(1), or nil when a character is not in it.
func cp949ByteCount(_ text: String) throws -> Int? {
    let (status, output) = try run(["iconv", "-f", "UTF-8", "-t", "CP949"], input: Data(text.utf8))
    return status == 0 ? output.count : nil
}

/// Runs a program of the PATH; 127 when it is not there.
func run(_ command: [String], input: Data = Data()) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let (toProcess, fromProcess) = (Pipe(), Pipe())
    process.standardInput = toProcess
    process.standardOutput = fromProcess
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Inputs are far smaller than a pipe, so writing first cannot block.
    try toProcess.fileHandleForWriting.write(contentsOf: input)
    try toProcess.fileHandleForWriting.close()
    let output = try fromProcess.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, output)
}
