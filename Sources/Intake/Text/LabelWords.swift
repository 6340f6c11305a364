// What forms and careful writers put before a colon. Folded, without blanks. Data only.

/// What a label announces.
enum Label: String, Hashable, CaseIterable, Sendable {
    case order, productOrder, tracking
    case product, option, quantity, cancelQuantity, reason, name, phone
    /// A reason whose label says that it is for cancelling.
    case cancelReason
    /// Known to be no request: payment, dates, addresses.
    case noise

    /// The usual words of each.
    static let usual: [Label: [String]] = [
        .order: ["주문번호", "주문no", "주문id", "주문코드", "오더번호", "ordernumber", "orderno", "orderid", "order#", "order"],
        .productOrder: [
            "상품주문번호", "상품별주문번호", "상품주문no", "상품주문", "productorderno", "productordernumber", "productorderid",
            "productorder",
        ],
        .tracking: [
            "송장번호", "송장", "운송장번호", "운송장", "택배번호", "등기번호", "배송번호", "배송조회", "trackingnumber", "trackingno",
            "tracking", "invoice", "invoiceno", "계좌번호", "카드번호", "승인번호", "사업자번호", "쿠폰번호", "바코드",
        ],
        .product: ["상품", "상품명", "제품", "제품명", "품명", "주문상품", "주문상품명", "취소상품", "구매상품", "물품", "물품명", "product", "item"],
        .option: ["옵션", "선택옵션", "상품옵션", "옵션정보", "option"],
        .quantity: ["수량", "주문수량", "구매수량", "qty", "quantity"],
        .cancelQuantity: ["취소수량", "취소개수", "취소요청수량", "환불수량", "cancelquantity"],
        .reason: ["사유", "요청사유", "이유", "환불사유", "반품사유", "교환사유", "reason"],
        .cancelReason: ["취소사유", "취소요청사유", "취소이유", "cancelreason", "reasonforcancellation", "reasonforcancel"],
        .name: ["성함", "이름", "성명", "주문자", "주문자명", "주문자성함", "구매자", "구매자명", "주문인", "고객명", "name"],
        .phone: [
            "연락처", "전화", "전화번호", "휴대폰", "휴대폰번호", "휴대전화", "휴대전화번호", "핸드폰", "핸드폰번호", "연락번호", "hp", "phone",
            "phonenumber", "tel", "mobile", "contact",
        ],
        .noise: [
            "결제수단", "결제방법", "결제금액", "주문금액", "금액", "주문일", "주문일자", "주문일시", "결제일", "결제일시", "배송지", "주소", "이메일",
            "메일", "email", "아이디", "id", "판매자", "스토어", "쇼핑몰", "날짜", "일시", "환불계좌", "은행", "예금주", "수령인", "받는분", "배송메모",
        ],
    ]

    private static let ofWord = table(usual)

    private struct Entry {
        let letters: [Unicode.Scalar]
        let label: Label
    }

    private static func table(_ words: [Label: [String]]) -> [UInt64: Entry] {
        var table: [UInt64: Entry] = [:]
        for (label, list) in words {
            for word in list {
                let letters = Array(word.unicodeScalars)
                table[sum(of: letters)] = Entry(letters: letters, label: label)
            }
        }
        return table
    }

    /// Tells words apart (FNV-1a); a look-up compares the letters all the same.
    private static func sum(of letters: some Sequence<Unicode.Scalar>) -> UInt64 {
        letters.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.value)) &* 0x100_0000_01B3 }
    }

    /// Labels that stand before their value without a colon too, as the cells of a table do.
    private static let cells = Words([
        "취소사유", "취소요청사유", "사유", "상품명", "제품명", "연락처", "성함", "주문자", "주문자명", "구매자", "구매자명", "휴대폰번호", "전화번호", "취소수량",
        "주문수량", "옵션정보",
    ])

    private static let words = Words(ofWord.values.map { String(String.UnicodeScalarView($0.letters)) })

    static func canBegin(with letter: Unicode.Scalar) -> Bool { words.canBegin(with: letter) }

    /// The label that the letters of `range` are, blanks left out.
    static func of(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Label? {
        guard let first = range.first, canBegin(with: text[first]) else { return nil }
        let letters = text[range].lazy.filter { $0 != " " }
        guard let entry = ofWord[sum(of: letters)], letters.elementsEqual(entry.letters) else { return nil }
        return entry.label
    }

    /// The same for labels that stand before their value without a colon too.
    static func withoutColon(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Label? {
        guard let first = range.first, cells.canBegin(with: text[first]), let label = of(range, in: text) else {
            return nil
        }
        let word = text[range].filter { $0 != " " }
        return cells.hold(word.indices, of: word) ? label : nil
    }
}
