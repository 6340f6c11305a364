// Why one row is not acted on, in words for whoever dropped the table. Owns the words; never repeats what stood in the row.

/// What is wrong with one row.
enum RowProblem: Error, Hashable {
    case noOrderNumber
    case damagedNumber(column: String)
    case badNumber(column: String)
    case badQuantity(column: String)
    /// `#REF!` and its like where something is needed.
    case errorCell(column: String)
    /// A formula that no spreadsheet has calculated yet.
    case uncalculated(column: String)
    /// Filtered out or hidden: whoever dropped the table cannot see it.
    case hidden
    /// Two columns of the row that should say the same.
    case conflict(column: String)
    /// More columns than the header has names.
    case tooWide
    case noAction

    /// One sentence, Korean and English.
    func text(place: String) -> String {
        switch self {
        case .noOrderNumber:
            "\(place): 주문번호가 없습니다. 상품주문번호나 주문번호를 적어 다시 넣어 주세요 (no order number; add it and drop the row again)."
        case .damagedNumber(let column):
            "\(place): '\(column)'의 번호가 엑셀에서 15자리로 잘렸습니다. 셀 서식을 '텍스트'로 바꾼 뒤 원본 번호 16자리를 다시 입력하거나, 스토어에서 받은 XLSX를 그대로 넣어 주세요 (the spreadsheet kept 15 digits of this number; format the column as text, enter the number again, or drop the original XLSX)."
        case .badNumber(let column):
            "\(place): '\(column)'은(는) 주문번호가 아닙니다. 고쳐서 다시 넣어 주세요 (this is no order number; correct it and drop the row again)."
        case .badQuantity(let column):
            "\(place): '\(column)'은(는) 1 이상의 정수여야 합니다. 고쳐서 다시 넣어 주세요 (a quantity must be a whole number from 1; correct it and drop the row again)."
        case .errorCell(let column):
            "\(place): '\(column)' 칸에 수식 오류가 있습니다. 값을 적어 다시 넣어 주세요 (the cell shows a formula's error; enter the value and drop the row again)."
        case .uncalculated(let column):
            "\(place): '\(column)' 칸의 수식에 계산된 값이 없습니다. 엑셀에서 열어 저장하거나 값을 적어 다시 넣어 주세요 (the formula was never calculated; open and save the file in Excel, or enter the value, and drop it again)."
        case .hidden:
            "\(place): 숨겨진 행이라 처리하지 않았습니다. 필터를 풀거나 이 행만 따로 다시 넣어 주세요 (the row is hidden, so it was not acted on; clear the filter, or drop this row by itself)."
        case .conflict(let column):
            "\(place): '\(column)'이(가) 같은 줄의 다른 칸과 다릅니다. 하나로 맞추어 다시 넣어 주세요 (another cell of the row says otherwise; make them agree and drop the row again)."
        case .tooWide:
            "\(place): 머리글보다 칸이 많습니다. 쉼표가 든 값은 큰따옴표로 묶어 다시 넣어 주세요 (more cells than the header has names; put values with a delimiter in quotes and drop the row again)."
        case .noAction:
            "\(place): 무엇을 원하는지 알 수 없습니다. 취소 처리상태나 취소사유를 적어 다시 넣어 주세요 (it does not say what is wanted; fill in the state or the reason and drop the row again)."
        }
    }
}
