// Serial numbers of days as dates.

import Tables
import Testing

struct CellNumberTests {
    @Test(arguments: [
        (46132.55875, "2026-04-20T13:24:36"), (1, "1900-01-01T00:00:00"), (59, "1900-02-28T00:00:00"),
        (60, "1900-02-28T00:00:00"), (61, "1900-03-01T00:00:00"), (2_958_465, "9999-12-31T00:00:00"), (0.5, "12:00:00"),
        (46349.999999, "2026-11-24T00:00:00"),
    ])
    func `a serial number is a date`(serial: Double, date: String) {
        #expect(dateText(serial: serial) == date)
    }

    @Test func `beside every calendar there is one that begins in 1904`() {
        #expect(dateText(serial: 0, since1904: true) == "1904-01-01T00:00:00")
        #expect(dateText(serial: 44_670.5, since1904: true) == "2026-04-20T12:00:00")
    }

    @Test(arguments: [-1, 2_958_466, .nan, .infinity, 1e300])
    func `what no calendar holds is no date`(serial: Double) {
        #expect(dateText(serial: serial) == nil)
    }

    @Test func `columns are named as spreadsheets name them`() {
        #expect([0, 1, 25, 26, 701, 702, 16_383].map(columnName) == ["A", "B", "Z", "AA", "ZZ", "AAA", "XFD"])
    }
}
