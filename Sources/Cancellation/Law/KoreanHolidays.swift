// The Korean public holidays, as data. Looked up by `BusinessCalendar`; nothing is computed here.

extension BusinessCalendar {
    static let koreanHolidayYears = 2025...2030

    /// Each public holiday with its Korean name.
    ///
    /// Source: 공휴일에 관한 법률 Art. 2 and 3; 관공서의 공휴일에 관한 규정 Art. 2 (the days) and Art. 3 (대체공휴일: 설날 and 추석 that meet a
    /// Sunday or another holiday; 3·1절, 노동절, 어린이날, 부처님오신날, 제헌절, 광복절, 개천절, 한글날 and 기독탄신일 that meet a Saturday, a Sunday or
    /// another holiday; neither 1월 1일 nor 현충일). The lunar days are those of the Korean calendar (한국천문연구원).
    ///
    /// Public holidays only from 2026 on: 제헌절 (law of 2026-02-10) and 노동절 (law of 2026-04); their substitute days by the decree
    /// as changed in 2026-07. In 2025 the 1st of May (근로자의 날) was a day off for employees and banks, and no public holiday.
    ///
    /// Not certain: temporary holidays (임시공휴일) are made weeks before, so later years lack them. The elections of 2028 and 2030 are
    /// where 공직선거법 Art. 34 puts them (2030-06-12, because 06-05 lies beside 현충일); a term that ends early, or a changed law, moves
    /// them. A seller puts such days right under `holidays` in the configuration.
    static let koreanHolidays: [KoreanDate: String] = {
        var holidays: [KoreanDate: String] = [:]
        for (year, days) in daysByYear {
            for (month, day, name) in days {
                guard let date = KoreanDate(year: year, month: month, day: day) else {
                    preconditionFailure("\(year)-\(month)-\(day) (\(name)) is no date")
                }
                holidays[date] = name
            }
        }
        return holidays
    }()

    private static let daysByYear: [Int: [(month: Int, day: Int, name: String)]] = [
        2025: [
            (1, 1, "1월 1일"), (1, 27, "임시공휴일"), (1, 28, "설날 연휴"), (1, 29, "설날"), (1, 30, "설날 연휴"),
            (3, 1, "3·1절"), (3, 3, "대체공휴일(3·1절)"), (5, 5, "어린이날, 부처님오신날"), (5, 6, "대체공휴일(어린이날)"),
            (6, 3, "대통령선거일"), (6, 6, "현충일"), (8, 15, "광복절"), (10, 3, "개천절"), (10, 5, "추석 연휴"), (10, 6, "추석"),
            (10, 7, "추석 연휴"), (10, 8, "대체공휴일(추석)"), (10, 9, "한글날"), (12, 25, "기독탄신일"),
        ],
        2026: [
            (1, 1, "1월 1일"), (2, 16, "설날 연휴"), (2, 17, "설날"), (2, 18, "설날 연휴"), (3, 1, "3·1절"),
            (3, 2, "대체공휴일(3·1절)"), (5, 1, "노동절"), (5, 5, "어린이날"), (5, 24, "부처님오신날"),
            (5, 25, "대체공휴일(부처님오신날)"), (6, 3, "지방선거일"), (6, 6, "현충일"), (7, 17, "제헌절"), (8, 15, "광복절"),
            (8, 17, "대체공휴일(광복절)"), (9, 24, "추석 연휴"), (9, 25, "추석"), (9, 26, "추석 연휴"), (10, 3, "개천절"),
            (10, 5, "대체공휴일(개천절)"), (10, 9, "한글날"), (12, 25, "기독탄신일"),
        ],
        2027: [
            (1, 1, "1월 1일"), (2, 6, "설날 연휴"), (2, 7, "설날"), (2, 8, "설날 연휴"), (2, 9, "대체공휴일(설날)"),
            (3, 1, "3·1절"), (5, 1, "노동절"), (5, 3, "대체공휴일(노동절)"), (5, 5, "어린이날"), (5, 13, "부처님오신날"),
            (6, 6, "현충일"), (7, 17, "제헌절"), (7, 19, "대체공휴일(제헌절)"), (8, 15, "광복절"), (8, 16, "대체공휴일(광복절)"),
            (9, 14, "추석 연휴"), (9, 15, "추석"), (9, 16, "추석 연휴"), (10, 3, "개천절"), (10, 4, "대체공휴일(개천절)"),
            (10, 9, "한글날"), (10, 11, "대체공휴일(한글날)"), (12, 25, "기독탄신일"), (12, 27, "대체공휴일(기독탄신일)"),
        ],
        2028: [
            (1, 1, "1월 1일"), (1, 26, "설날 연휴"), (1, 27, "설날"), (1, 28, "설날 연휴"), (3, 1, "3·1절"),
            (4, 12, "국회의원선거일"), (5, 1, "노동절"), (5, 2, "부처님오신날"), (5, 5, "어린이날"), (6, 6, "현충일"),
            (7, 17, "제헌절"), (8, 15, "광복절"), (10, 2, "추석 연휴"), (10, 3, "추석, 개천절"), (10, 4, "추석 연휴"),
            (10, 5, "대체공휴일(추석)"), (10, 9, "한글날"), (12, 25, "기독탄신일"),
        ],
        2029: [
            (1, 1, "1월 1일"), (2, 12, "설날 연휴"), (2, 13, "설날"), (2, 14, "설날 연휴"), (3, 1, "3·1절"),
            (5, 1, "노동절"), (5, 5, "어린이날"), (5, 7, "대체공휴일(어린이날)"), (5, 20, "부처님오신날"),
            (5, 21, "대체공휴일(부처님오신날)"), (6, 6, "현충일"), (7, 17, "제헌절"), (8, 15, "광복절"), (9, 21, "추석 연휴"),
            (9, 22, "추석"), (9, 23, "추석 연휴"), (9, 24, "대체공휴일(추석)"), (10, 3, "개천절"), (10, 9, "한글날"),
            (12, 25, "기독탄신일"),
        ],
        2030: [
            (1, 1, "1월 1일"), (2, 2, "설날 연휴"), (2, 3, "설날"), (2, 4, "설날 연휴"), (2, 5, "대체공휴일(설날)"),
            (3, 1, "3·1절"), (3, 27, "대통령선거일"), (5, 1, "노동절"), (5, 5, "어린이날"), (5, 6, "대체공휴일(어린이날)"),
            (5, 9, "부처님오신날"), (6, 6, "현충일"), (6, 12, "지방선거일"), (7, 17, "제헌절"), (8, 15, "광복절"),
            (9, 11, "추석 연휴"), (9, 12, "추석"), (9, 13, "추석 연휴"), (10, 3, "개천절"), (10, 9, "한글날"),
            (12, 25, "기독탄신일"),
        ],
    ]
}
