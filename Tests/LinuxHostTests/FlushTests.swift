// What the live file system promises about lasting: seen on its way to the kernel, since no test can cut the power.

import FlushSpy
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    struct FlushTests {
        @Test func `new folders are durable when create returns, each of their parents too`() throws {
            let spool = try TemporarySpool()
            let (files, systems) = (flush_spy_files(), flush_spy_file_systems())
            try spool.live.create([Folder("archive/2026/11/23"), Folder("outbox/results")])
            #expect(flush_spy_file_systems() == systems + 1, "a tree of names: all in one go")
            #expect(flush_spy_files() == files)
            try spool.live.create(Folder("archive/2026/11/24"))
            #expect(flush_spy_files() == files + 1, "one name: its folder alone")
            #expect(flush_spy_file_systems() == systems + 1)
            try spool.live.create([Folder("archive/2026/11/23"), Folder("outbox/results")])
            #expect(
                flush_spy_files() == files + 1 && flush_spy_file_systems() == systems + 1,
                "nothing new, nothing to flush")
        }

        @Test func `sync flushes the whole file system, and nothing else does`() throws {
            let spool = try TemporarySpool()
            let before = flush_spy_file_systems()
            try spool.live.write([1], to: FileName("a"), in: work)
            try spool.live.move(FileName("a"), from: work, to: FileName("b"), in: inbox)
            #expect(flush_spy_file_systems() == before)
            try spool.live.sync()
            #expect(flush_spy_file_systems() == before + 1)
        }
    }
}
