// What the live file system promises about lasting: seen on its way to the kernel, since no test can cut the power.

import FlushSpy
import LinuxHost
import Ports
import Testing

extension ThisMachineTests {
    struct FlushTests {
        @Test func `a new folder is durable when create returns, each of its parents too`() throws {
            let spool = try TemporarySpool()
            let before = flush_spy_files()
            try spool.live.create(Folder("archive/2026/11/23"))
            #expect(flush_spy_files() - before >= 4, "one flush for each new name")
            let after = flush_spy_files()
            try spool.live.create(Folder("archive/2026/11/23"))
            #expect(flush_spy_files() == after, "nothing new, nothing to flush")
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
