// Why a JSON drop is not acted on, in words for whoever dropped it. Owns the words; never repeats what stood in the file.

import StrictJSON

/// What makes a JSON drop unusable as a whole: half a file is never acted on.
enum JSONProblem: Error, Hashable {
    case tooLarge(limit: Int)
    case notJSON(JSONError)
    case badUTF16or32
    case tooManyRequests(limit: Int)
    case namesNothing
    /// An order number that a spreadsheet or a program turned into a rounded number.
    case damagedNumber(offset: Int)
    /// An order number that is none.
    case badNumber(offset: Int)
    case badQuantity(offset: Int)
    /// The same key twice in one object.
    case repeatedKey(offset: Int)
    /// Two places of one request that say different things.
    case conflict(offset: Int)
    /// One number or quantity for several items.
    case sharedByItems(offset: Int)
    case noAction(offset: Int)
    /// An order and a word for cancelling, and nobody can tell what is wanted.
    case unclear
    /// The store's API said no to whoever exports.
    case storeError
    case unknownSchema(offset: Int)

    /// One sentence, Korean and English, that says what is wrong, where, and what to do.
    func text(in bytes: [UInt8]) -> String {
        switch self {
        case .tooLarge(let limit):
            "파일이 \(limit >> 20)MB보다 큽니다. 나누어 다시 넣어 주세요 (larger than \(limit >> 20) MB: split the file and drop the parts)."
        case .notJSON(let error):
            error.reason == .notUTF8
                ? "\(error.line)번째 줄이 UTF-8이 아닙니다. UTF-8로 저장해 다시 넣어 주세요 (not UTF-8 at line \(error.line), perhaps CP949: save the file as UTF-8 and drop it again)."
                : "\(error.line)번째 줄 \(error.column)번째 글자에서 JSON을 읽을 수 없습니다. 고쳐서 다시 넣어 주세요 (not JSON, \(error.message); correct the file and drop it again)."
        case .badUTF16or32:
            "UTF-16/UTF-32 글자가 깨져 있습니다. UTF-8로 저장해 다시 넣어 주세요 (broken UTF-16 or UTF-32: save the file as UTF-8 and drop it again)."
        case .tooManyRequests(let limit):
            "요청이 \(limit)건보다 많습니다. 나누어 다시 넣어 주세요 (more than \(limit) requests: split the file and drop the parts)."
        case .namesNothing:
            "주문번호도 취소 요청도 없는 JSON입니다. 주문번호와 요청을 넣어 다시 넣어 주세요 (the JSON names no order and no cancellation: add them and drop the file again)."
        case .damagedNumber(let offset):
            "\(line(offset, bytes))번째 줄의 주문번호가 반올림된 숫자입니다. 번호를 문자로 내보내 다시 넣어 주세요 (line \(line(offset, bytes)): the order number was rounded, as spreadsheets do; export it as text and drop the file again)."
        case .badNumber(let offset):
            "\(line(offset, bytes))번째 줄의 주문번호를 알아볼 수 없습니다. 고쳐서 다시 넣어 주세요 (line \(line(offset, bytes)): this is no order number; correct it and drop the file again)."
        case .badQuantity(let offset):
            "\(line(offset, bytes))번째 줄의 수량은 1 이상의 정수여야 합니다. 고쳐서 다시 넣어 주세요 (line \(line(offset, bytes)): a quantity must be a whole number from 1; correct it and drop the file again)."
        case .repeatedKey(let offset):
            "\(line(offset, bytes))번째 줄에 같은 이름의 항목이 두 번 있습니다. 하나만 남겨 다시 넣어 주세요 (line \(line(offset, bytes)): the same key stands twice; keep one and drop the file again)."
        case .conflict(let offset):
            "\(line(offset, bytes))번째 줄이 같은 요청의 다른 값과 다릅니다. 하나로 맞추어 다시 넣어 주세요 (line \(line(offset, bytes)): another place of the same request says otherwise; make them agree and drop the file again)."
        case .sharedByItems(let offset):
            "\(line(offset, bytes))번째 줄의 값이 어느 상품의 것인지 알 수 없습니다. 상품마다 적어 다시 넣어 주세요 (line \(line(offset, bytes)): it is unclear which of the items this is about; state it for each item and drop the file again)."
        case .noAction(let offset):
            "\(line(offset, bytes))번째 줄의 요청에 무엇을 원하는지가 없습니다. action을 적어 다시 넣어 주세요 (line \(line(offset, bytes)): the request does not say what is wanted; add \"action\": \"cancel\" and drop the file again)."
        case .unclear:
            "주문번호와 취소라는 말이 있지만 무엇을 해 달라는 것인지 알 수 없습니다. \"action\": \"cancel\"처럼 적거나 취소 사유 항목을 넣어 다시 넣어 주세요 (there is an order and a word for cancelling, but not what is wanted; say \"action\": \"cancel\" and drop the file again)."
        case .storeError:
            "\(storeErrorMark)입니다. 주문을 내보내는 도구의 인증(토큰)이 만료되었는지 확인하고 다시 내보내 주세요 (an error answer of the store's API instead of orders: check the exporter's credentials and export again)."
        case .unknownSchema(let offset):
            "\(line(offset, bytes))번째 줄의 schema는 모르는 판입니다. cancelbox.request/1로 보내 주세요 (line \(line(offset, bytes)): unknown version of the schema; send cancelbox.request/1)."
        }
    }

    private func line(_ offset: Int, _ bytes: [UInt8]) -> Int { lineNumber(of: offset, in: bytes) }
}

/// How the problem of a drop begins that is an error answer of the store: the exporter is broken, and a person must know.
package let storeErrorMark = "주문 대신 스토어 API의 오류 응답"

/// The line, counted from 1, in which the byte at `offset` stands.
func lineNumber(of offset: Int, in bytes: [UInt8]) -> Int {
    bytes.prefix(offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
}
