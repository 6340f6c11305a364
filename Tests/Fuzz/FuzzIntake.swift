// What libFuzzer calls: any bytes into intake, as often as it can. A crash, a hang or too much memory is the finding.

import Intake

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzIntake(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let document = read(bytes)
    precondition(document.refusal == nil || document.requests.isEmpty, "what is refused asks for nothing")
    _ = completeness(of: bytes)
    return 0
}
