// The tests of this room, one after the other: while one starts a process, another's open file is for an instant that
// process's too, and a writer seems to be there that has finished.

import Testing

@Suite(.serialized)
struct ThisMachineTests {}
