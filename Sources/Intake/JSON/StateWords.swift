// The words with which exports name the state of an order or a claim, by what they leave to ask for. Only known words count: what is
// not known is a person's to read.

/// What the state of an order says about a cancellation.
enum OrderState: Hashable {
    /// A cancellation waits for the seller, even where it stands in place of the order's state.
    case cancelAsked
    case withdrawn
    /// The seller or the store said no to a claim.
    case refused
    /// Cancelled, returned, exchanged or refunded: a fact, which asks for nothing.
    case ended
    /// An order on its usual way.
    case living
    case unknown
}

/// What `status` says, in any spelling we know.
func orderState(_ status: String) -> OrderState {
    var word = normalised(status)
    let isPlain = word.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    if !isPlain { word = word.filter { !"()[]:·/".contains($0) } }
    if cancelAskedWords.contains(word) { return .cancelAsked }
    // Nearly every state is one of these, and looking for parts of words is slow.
    if livingWords.contains(word) { return .living }
    if endedWords.contains(word) { return .ended }
    if word.contains("철회") || word.contains("withdr") { return .withdrawn }
    if ["거부", "거절", "반려", "reject", "refus", "denied", "declined"].contains(where: word.contains) { return .refused }
    return endsClaim(word) ? .ended : .unknown
}

/// A cancellation that waits for the seller.
let cancelAskedWords: Set<String> = [
    "cancelrequest", "cancelrequested", "canceling", "cancelling", "취소요청", "취소신청", "취소접수", "취소처리중", "취소중",
]

/// 취소완료, 취소처리완료, 환불승인, CANCEL_DONE, RETURN_COMPLETED …
private func endsClaim(_ word: String) -> Bool {
    let isClaim = ["취소", "환불", "반품", "교환", "cancel", "refund", "return", "exchange"].contains(where: word.contains)
    let isOver = ["완료", "승인", "확정", "종료", "done", "complet", "finish", "approved", "closed"]
    let isUnderway = ["대기", "요청", "신청", "접수", "예정", "미완료", "불가", "전", "pending", "request", "wait", "progress"]
    return isClaim && isOver.contains(where: word.contains) && !isUnderway.contains(where: word.contains)
}

private let endedWords: Set<String> = [
    "canceled", "cancelled", "canceledbynopayment", "cancelledbynopayment", "returned", "exchanged", "refunded", "취소",
    "주문취소",
    "미결제취소", "반품", "교환", "환불",
]

private let livingWords: Set<String> = [
    "payed", "paid", "paymentwaiting", "paymentdone", "paymentcompleted", "ordered", "placed", "new", "ready",
    "pending", "preparing",
    "processing", "confirmed", "notyet", "ok", "open", "requested", "request", "received", "accepted", "delivering",
    "delivered",
    "shipping", "shipped", "dispatched", "intransit", "purchasedecided", "결제완료", "결제대기", "입금대기", "입금전", "입금완료",
    "신규주문", "신규", "주문", "주문접수", "주문완료", "주문확인", "주문확인전", "발주확인", "발주미확인", "발주완료", "상품준비중", "상품준비", "배송준비",
    "배송준비중", "배송대기", "발송대기", "발송전", "발송지연", "출고대기", "출고전", "출고준비", "발송완료", "발송처리", "출고완료", "배송시작", "배송중",
    "배송완료", "배달완료", "구매확정", "접수", "요청", "대기", "처리중", "정상",
]

/// What stands in a field where nothing was written: how programs and people say "none". `0` is one for words, not for numbers.
func isNothing(_ text: String) -> Bool {
    // Nearly every value begins with a figure or a letter that none of these words begins with.
    guard text.utf8.count <= 16, let first = text.utf8.first else { return text.isEmpty }
    let lower = first | 0x20
    let isWord = 0x30...0x39 ~= first || UInt8(ascii: "a")...UInt8(ascii: "z") ~= lower
    guard !isWord || lower == UInt8(ascii: "n") || lower == UInt8(ascii: "u") else { return false }
    return nothings.contains(normalised(text).filter { $0 != "/" && $0 != "#" && $0 != "." })
}

private let nothings: Set<String> = ["", "na", "nan", "null", "nil", "none", "undefined", "없음", "해당없음", "해당사항없음"]
