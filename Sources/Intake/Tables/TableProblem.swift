// Why a table cannot be read at all, in words for whoever dropped it. Owns the words.

import Tables

extension TableError {
    /// One sentence, Korean and English, that says what is wrong and what to do.
    var text: String {
        switch self {
        case .tooMuch(let excess, let limit): excess.text(limit: limit)
        case .damaged(let part):
            "파일이 깨져 있습니다(\(part)). 원본을 다시 받아 넣어 주세요 (the file is damaged at \(part); get the original again and drop it)."
        case .noWorkbook:
            "엑셀 통합 문서가 아닙니다. XLSX나 CSV로 저장해 다시 넣어 주세요 (this is no workbook; save it as XLSX or CSV and drop it again)."
        case .oldFormat:
            "읽지 않는 엑셀 형식입니다. XLSX로 저장해 다시 넣어 주세요 (a format of Excel that is not read; save it as XLSX and drop it again)."
        case .passwordMissing:
            "암호가 걸린 엑셀 파일입니다. 설정 workbookPasswords에 암호를 적고 다시 넣거나, 암호를 풀어 저장해 넣어 주세요 (the workbook is protected and no password is configured; add it to workbookPasswords and drop the file again, or drop it without a password)."
        case .passwordWrong:
            "설정된 암호로 열리지 않는 엑셀 파일입니다. 설정 workbookPasswords에 맞는 암호를 적고 다시 넣거나, 암호를 풀어 저장해 넣어 주세요 (none of the configured passwords opens the workbook; add the right one to workbookPasswords and drop the file again, or drop it without a password)."
        case .protection(let kind):
            "지원하지 않는 방식(\(kind))으로 암호가 걸린 파일입니다. 암호를 풀고 XLSX로 저장해 다시 넣어 주세요 (protected in a way that is not read, \(kind); remove the password, save it as XLSX and drop it again)."
        case .openQuote(let line):
            "\(line)번째 줄에서 연 큰따옴표가 닫히지 않았습니다. 고쳐서 다시 넣어 주세요 (the quote opened at line \(line) is never closed; correct the file and drop it again)."
        }
    }
}

extension Excess {
    fileprivate func text(limit: Int) -> String {
        let (korean, english) =
            switch self {
            case .rows: ("표의 줄", "rows")
            case .columns: ("한 줄의 칸", "cells in one row")
            case .cells: ("표의 칸", "cells")
            case .cellText: ("한 칸의 글자(바이트)", "bytes of text in one cell")
            case .sheets: ("시트", "sheets")
            case .parts: ("파일 안의 부분", "parts of the file")
            case .unpacked: ("압축을 푼 크기(바이트)", "bytes when unpacked")
            case .expansion: ("압축 배율", "times its own size when unpacked")
            case .passwordRounds: ("암호 계산 횟수", "rounds for its password")
            }
        return
            "\(korean)이(가) 너무 많습니다(최대 \(limit)). 나누거나 줄여 다시 넣어 주세요 (more than \(limit) \(english): split or trim the file and drop it again)."
    }
}
