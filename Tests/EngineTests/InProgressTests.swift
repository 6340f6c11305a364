// Names that are left alone, and the names of done files.

import Engine
import Ports
import Testing

struct InProgressTests {
    @Test(arguments: [
        ".x", ".", "x.tmp", "x.part", "x.partial", "x.filepart", "x.crdownload", "x~", ".syncthing.x.json.tmp", "x.swp",
        ".x.json.A1b2C3", "ORDER.TMP", "주문.part", "._x.json", ".nfs000000000123",
    ])
    func `what tools call a file they are still making is left alone`(name: String) {
        #expect(InProgress().covers(FileName(name)))
    }

    @Test(arguments: ["x.json", "tmp", "part", "x.tmp.json", "tmp.json", "~x", "x", "x.parts", "-x", "한글.eml"])
    func `everything else is a drop`(name: String) {
        #expect(!InProgress().covers(FileName(name)))
    }

    @Test(arguments: [
        ("*.upload", "a.upload", true), ("*.upload", ".upload", false), ("*.upload", "a.uploads", false),
        ("up-*", "up-1", true), ("up-*", "UP-1", true), ("up-*", "up-", true), ("up-*", "up", false),
        ("a*b*c", "abc", true), ("a*b*c", "a-b-b-c", true), ("a*b*c", "acb", false), ("a*b", "ab", true),
        ("a*b", "a", false), ("ab*ba", "aba", false), ("ab*ba", "abba", true),
        ("exact", "exact", true), ("exact", "exactly", false), ("*mid*", "amidst", true), ("*mid*", "md", false),
    ])
    func `a star stands for anything, also for nothing unless it begins the name`(
        pattern: String, name: String, covers: Bool
    ) {
        #expect(InProgress([pattern]).covers(FileName(name)) == covers)
    }

    @Test func `patterns are about bytes, whatever they spell`() {
        #expect(InProgress(["*.tmp"]).covers(FileName([0xFF, 0x0A] + Array(".tmp".utf8))))
    }

    @Test func `our own sign of life is left alone by every setting`() {
        #expect(InProgress([]).covers(FileName(".cancelbox-cookie")))
        #expect(!InProgress([]).covers(FileName(".x")))
    }

    @Test func `a done file announces the name before its ending`() {
        #expect(DoneFile.announced(by: FileName("x.json.done")) == FileName("x.json"))
        #expect(DoneFile.announced(by: FileName("x.json")) == nil)
        #expect(DoneFile.announced(by: FileName(".done")) == nil)
        #expect(DoneFile.announcing(FileName([0xFF])) == FileName([0xFF] + Array(".done".utf8)))
    }
}
