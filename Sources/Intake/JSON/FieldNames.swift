// The one table of what exports call things. Owns names only; what a fact means for a request is in RequestIntent and
// RequestFacts+Request.

/// A fact that an object can hold for us.
enum Field: Int, CaseIterable {
    case schema, action, kind, event, claimType, claimStatus, orderStatus
    case orderID, productOrderID, cancelQuantity, quantity, productName, option
    case reason, reasonCode, reasonLabel, reasonText, returnReason, exchangeReason
    case requestedAt, cancelRequestedAt, channel, name, email, phone
}

/// What an object speaks of: a `name` inside a customer is not the product's.
enum Scope: Int, CaseIterable {
    case request, order, item, customer, reason, claim
}

/// What an object or array under a key announces.
enum Container: Hashable {
    /// An object that says more about the same request.
    case group(Scope)
    /// One of the store's claims.
    case claim(ClaimKind)
    /// The store's finished claims, oldest first.
    case completedClaims
    /// A list (or an object around one) whose elements are orders or requests of their own.
    case list(Scope)
    /// The same, and the name says that each element is a request.
    case requestList
    /// A list of bare numbers: one request for each.
    case numbers(Field)
}

/// The store's claims, by their `claimType`.
enum ClaimKind: String {
    case cancel = "CANCEL"
    case `return` = "RETURN"
    case exchange = "EXCHANGE"
}

/// What one key means: as the name of a plain value, and as the name of an object or array.
struct Meaning: Hashable {
    var field: Field?
    var container: Container?
    /// The mark of an answer of the store (`traceId`).
    var isEnvelope = false

    static let nothing = Meaning()
}

/// A key without spaces, `_`, `-` and case, so that `Product Order-No`, `product_order_no` and `productOrderNo` are one.
/// Decomposed Hangul, as macOS writes it, needs no care: Swift compares text by the characters it shows.
func normalised(_ key: String) -> String {
    guard key.utf8.allSatisfy({ $0 < 0x80 }) else {
        return String(String.UnicodeScalarView(key.unicodeScalars.filter { !separators.contains($0) })).lowercased()
    }
    // Nearly every key is ASCII, and there are millions of them: no Unicode needed.
    if key.utf8.allSatisfy({ $0 > 0x60 }) { return key }
    return String(unsafeUninitializedCapacity: key.utf8.count) { buffer in
        var count = 0
        for byte in key.utf8 where !isASCIISeparator(byte) {
            buffer[count] = lowercased(byte)
            count += 1
        }
        return count
    }
}

func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

func isASCIISeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
}

/// Separators in keys that are not ASCII.
private let separators: Set<Unicode.Scalar> = [" ", "_", "-", "\u{A0}", "\u{3000}", "\n", "\r", "\t", "\u{FEFF}"]

/// Field → its names, normalised. `cancelable`, 수량클레임 여부, `receivedAt` and the like are left out on purpose.
private let fieldNames: [Field: [String]] = [
    .schema: ["schema", "$schema"],
    .action: ["action", "intent", "requesttype", "요청유형", "요청구분", "요청종류", "처리구분"],
    .event: ["event", "eventtype", "eventname", "topic"],
    .claimType: ["claimtype", "클레임구분", "클레임유형", "클레임종류"],
    .claimStatus: ["claimstatus", "cancelstatus", "취소처리상태", "취소상태", "클레임상태", "클레임처리상태", "처리상태"],
    .orderStatus: ["productorderstatus", "orderstatus", "상품주문상태", "주문상태", "주문세부상태", "status", "상태"],
    .orderID: ["orderid", "orderno", "ordernumber", "ordernum", "주문번호", "주문id"],
    .productOrderID: [
        "productorderid", "productorderno", "productordernumber", "productordernum", "상품주문번호", "상품주문id",
    ],
    .cancelQuantity: [
        "cancelquantity", "cancelqty", "cancelcount", "quantitytocancel", "requestquantity", "취소수량", "취소요청수량",
        "클레임수량", "요청수량",
    ],
    .quantity: ["quantity", "qty", "수량", "주문수량"],
    .productName: ["productname", "itemname", "product", "상품명", "상품"],
    .option: ["option", "optionname", "productoption", "옵션정보", "옵션", "옵션명"],
    .reason: [
        "reason", "cancelreason", "cancellationreason", "claimreason", "claimrequestreason", "취소사유", "클레임사유", "사유",
        "취소이유",
    ],
    .reasonCode: ["reasoncode", "cancelreasoncode", "취소사유코드", "사유코드"],
    .reasonLabel: ["reasonlabel", "reasonname", "취소사유명"],
    .reasonText: [
        "reasontext", "reasondetail", "canceldetailedreason", "cancelreasondetail", "detailedreason",
        "claimrequestdetailcontent", "취소상세사유", "상세사유", "취소사유상세", "구매자취소사유",
    ],
    .returnReason: ["returnreason", "반품사유"],
    .exchangeReason: ["exchangereason", "교환사유"],
    .requestedAt: ["requestedat", "requestdate", "requesttime", "claimrequestdate", "요청일시", "요청일", "클레임요청일", "접수일시"],
    .cancelRequestedAt: ["cancelrequestedat", "cancelrequestdate", "취소요청일", "취소요청일시", "취소신청일"],
    .channel: ["channel", "saleschannel", "판매채널", "채널"],
    .name: ["customername", "buyername", "orderername", "requestername", "구매자명", "주문자명", "구매자", "주문자", "고객명", "성함"],
    .email: ["email", "emailaddress", "customeremail", "buyeremail", "이메일", "구매자이메일"],
    .phone: [
        "phone", "phonenumber", "mobile", "orderertel", "customerphone", "buyerphone", "연락처", "구매자연락처", "전화번호", "휴대폰",
        "휴대폰번호", "핸드폰",
    ],
]

/// Short names that mean something only inside an object that says what it is about.
private let fieldsByScope: [Scope: [String: Field]] = [
    .request: ["type": .kind, "request": .kind, "구분": .kind],
    .order: ["id": .orderID, "no": .orderID, "number": .orderID],
    .item: ["name": .productName, "title": .productName],
    .customer: ["name": .name, "이름": .name, "성명": .name, "tel": .phone],
    .reason: [
        "code": .reasonCode, "label": .reasonLabel, "name": .reasonLabel, "text": .reasonText, "detail": .reasonText,
        "message": .reasonText, "코드": .reasonCode, "내용": .reasonText,
    ],
    .claim: ["type": .claimType, "status": .claimStatus, "quantity": .cancelQuantity, "qty": .cancelQuantity],
]

private let containers: [String: Container] = [
    "request": .group(.request), "content": .group(.request),
    "order": .group(.order), "주문": .group(.order), "productorder": .group(.item), "product": .group(.item),
    "item": .group(.item), "상품": .group(.item),
    "customer": .group(.customer), "buyer": .group(.customer), "orderer": .group(.customer),
    "requester": .group(.customer),
    "구매자": .group(.customer), "주문자": .group(.customer), "고객": .group(.customer),
    "reason": .group(.reason), "cancelreason": .group(.reason), "취소사유": .group(.reason),
    "currentclaim": .group(.claim), "claim": .group(.claim), "클레임": .group(.claim),
    "cancel": .claim(.cancel), "return": .claim(.return), "exchange": .claim(.exchange),
    "completedclaims": .completedClaims,
    "data": .list(.request), "contents": .list(.request), "lastchangestatuses": .list(.request),
    "results": .list(.request),
    "rows": .list(.request), "records": .list(.request), "목록": .list(.request), "내역": .list(.request),
    "payload": .list(.request), "resource": .list(.request), "body": .list(.request), "result": .list(.request),
    "response": .list(.request), "list": .list(.request), "claims": .list(.claim),
    "orders": .list(.order), "주문목록": .list(.order),
    "items": .list(.item), "orderitems": .list(.item), "products": .list(.item), "productorders": .list(.item),
    "상품목록": .list(.item),
    "requests": .requestList, "cancelrequests": .requestList, "cancellations": .requestList, "취소요청": .requestList,
    "취소목록": .requestList, "취소요청목록": .requestList,
    "productorderids": .numbers(.productOrderID), "productordernos": .numbers(.productOrderID),
    "orderids": .numbers(.orderID), "ordernos": .numbers(.orderID),
]

/// The field whose longest name stands within `title`, for columns that say more than their name, such as `취소사유 (구매자)`.
/// Only names that are long enough to mean nothing else; `수량` within 수량클레임 여부 is not the quantity.
func fieldNamed(within title: String) -> Field? {
    let title = normalised(title)
    guard title.count <= 24, !foreignWords.contains(where: title.contains) else { return nil }
    return longNames.first { title.contains($0.name) }?.field
}

/// Words that make a column be about something else than the name they stand beside.
private let foreignWords = [
    "여부", "가능", "오류", "거부", "거절", "교환", "반품", "환불", "원주문", "재배송", "배송", "발송", "수취인", "받는", "완료일", "승인일",
]

/// The longest first.
private let longNames: [(name: String, field: Field)] = columnFields.flatMap { field in
    (fieldNames[field] ?? []).filter { $0.utf8.count >= 7 && $0.count >= 4 }.map { ($0, field) }
}.sorted { ($0.0.count, $0.0) > ($1.0.count, $1.0) }

/// What a request cannot do without: only these are looked for within longer titles.
private let columnFields: [Field] = [
    .orderID, .productOrderID, .claimStatus, .orderStatus, .action, .claimType, .cancelQuantity, .reason, .reasonCode,
    .reasonText, .requestedAt, .cancelRequestedAt,
]

/// The tables above turned round: what each name means in each scope, in the order of the scopes.
let usualMeanings: [[String: Meaning]] = Scope.allCases.map { scope in
    var table = containers.mapValues { Meaning(container: $0) }
    table["traceid"] = Meaning(isEnvelope: true)
    for (field, names) in fieldNames {
        for name in names { table[name, default: .nothing].field = field }
    }
    for (name, field) in fieldsByScope[scope] ?? [:] { table[name, default: .nothing].field = field }
    return table
}
