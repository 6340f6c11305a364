// The words with which exports ask, and with which the store names the state of claims and orders. Only `cancel` moves money, so
// it takes a known word; everything unknown is left to a person.

import Cancellation

/// What an action, type or claim status asks for; nil when it is no word we know.
/// The harmless intents are also recognised inside longer words.
func intent(ofWord word: String) -> Intent? {
    let word = normalised(word)
    if cancelWords.contains(word) { return .cancel }
    return harmlessWords.first { word.contains($0.word) }?.intent
}

/// What a webhook calls the event of a buyer asking for a cancellation, such as `order.cancel.requested`. A cancellation that has
/// happened (`order.cancelled`) asks for nothing.
func isCancelEvent(_ event: String) -> Bool {
    let word = normalised(event).filter { $0 != "." && $0 != ":" && $0 != "/" }
    return eventWords.contains(word)
}

/// A claim that is finished: whoever cancels for it again cancels something else.
func isDone(_ status: String) -> Bool { orderState(status) == .ended && !isBare(status) }

/// `취소` alone, in a column of kinds or claims, is what is wished, not what has happened.
private func isBare(_ status: String) -> Bool {
    ["취소", "주문취소", "반품", "교환", "환불"].contains(normalised(status))
}

/// An order's state that says: wholly cancelled.
func isCancelled(_ orderStatus: String) -> Bool { cancelledWords.contains(normalised(orderStatus)) }

/// How exports fill the column of claims where there is none.
func isNoClaim(_ status: String) -> Bool { noClaimWords.contains(normalised(status)) }

/// NAVER's own cancellation (직권 취소) and the hold on a purchase decision: not the seller's to act on.
func isStoresOwn(_ status: String) -> Bool {
    let status = normalised(status)
    return status.hasPrefix("admin") || status.hasPrefix("purchasedecision") || status.hasPrefix("직권")
        || status.hasPrefix("구매확정보류")
}

private let eventWords: Set<String> = [
    "cancelrequest", "cancelrequested", "ordercancelrequest", "ordercancelrequested", "orderscancelrequest",
    "orderscancelrequested", "claimcancelrequest", "claimcancelrequested", "productordercancelrequested",
    "cancellationrequest", "cancellationrequested", "ordercancellationrequested", "취소요청", "취소신청", "주문취소요청",
]
private let cancelledWords: Set<String> = ["canceled", "cancelled", "canceledbynopayment", "취소", "취소완료", "미결제취소"]
private let noClaimWords: Set<String> = ["none", "n", "no", "없음", "해당없음", "정상", "클레임없음"]

private let cancelWords: Set<String> = cancelAskedWords.union([
    "cancel", "cancelorder", "ordercancel", "cancellation", "cancellationrequest", "requestcancel",
    "requestcancellation",
    "partialcancel", "취소", "주문취소", "구매취소", "결제취소", "부분취소",
])

/// In this order: 반품 철회 is about a return, 취소 철회 takes a cancellation back, `exchange` contains `change`.
private let harmlessWords: [(word: String, intent: Intent)] = [
    ("반품", .return), ("return", .return), ("collect", .return), ("교환", .exchange), ("exchange", .exchange),
    ("철회", .withdraw), ("withdraw", .withdraw), ("cancelreject", .withdraw), ("문의", .question), ("question", .question),
    ("inquiry", .question), ("변경", .change), ("change", .change), ("피드백", .feedback), ("feedback", .feedback),
]
