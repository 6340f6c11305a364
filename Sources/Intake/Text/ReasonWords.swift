// How reasons are worded, and the store's code for each (Commerce API, claimReason). Data only; notation in Pattern.swift.

internal import Cancellation

struct ReasonRule: Sendable {
    let code: String
    /// Where the cause is not the code's own.
    let cause: Cause?
    let patterns: [Pattern]

    init(_ code: String, cause: Cause? = nil, _ list: String) {
        self.init(code, cause: cause, list.split(separator: "\n").map { Pattern(String($0)) })
    }

    init(_ code: String, cause: Cause? = nil, _ patterns: [Pattern]) {
        self.code = code
        self.cause = cause
        self.patterns = patterns
    }
}

enum ReasonWords {
    /// The first rule that fits decides, so the particular stand before the general.
    static let rules: [ReasonRule] = [
        ReasonRule(
            "INTENT_CHANGED", cause: .wrongPayment,
            """
            결제수단|결제방법|결제방식|결제카드|결제정보|결제계좌|할부|카드 ~ 바꿔|바꾸|변경|잘못|오류|틀|다른|다시
            재결제|일시불
            쿠폰|적립금|포인트|할인 ~ 적용|누락|빠뜨|빠트|깜빡|못썼|안썼
            다른카드|다른결제|다른수단
            카드|결제 를|가|을 ? 잘못
            wrongcard|anothercard|differentcard|paymentmethod
            """),
        ReasonRule(
            "BROKEN_AND_BAD", cause: .productProblem,
            """
            파손|불량|고장|깨져|깨진|찢어|찌그러|부러져|작동안|작동이안|안켜지|안켜져|안켜집|먹통
            하자 !는|고|네|면|니|마|더
            broken|damaged|defective
            """),
        ReasonRule(
            "SOLD_OUT",
            """
            품절|재고없|재고가없|재고부족|재고가부족|재고소진|매진|입고지연|입고가안
            재고 ~ 부족|없|소진
            재입고 ~ 월|늦|기다|미정|예정|안
            soldout|outofstock
            """),
        ReasonRule(
            "DELAYED_DELIVERY",
            """
            배송|발송|출고|도착|택배|출하 ~ 늦|지연|느려|느리|오래|밀려|미뤄|안오|안와|안되고있|언제올지
            배송 일정|날짜|예정일 ~ 안맞|변경|늦
            기다리|기다릴|기다려 ~ 힘들|어렵|못|지쳐|지쳤|지치|지침|수없|너무
            아직 ~ 발송|출고|배송 ~ 안|않
            못|안 기다리|기다려|기다릴
            아직|아직도 ~ 준비중
            납기 ~~ 늦|못|없|안|지연
            송장|운송장 ~ 안 뜨|나오|올라
            이번주|내일|까지 ~~ 못오|안오|못받|못온|안온
            아직 ~ 못받|안왔|안와|안도착
            너무|이렇게|왜이리|왜이렇게 오래|늦|느리
            날짜|일정|행사|기한 ~ 맞출|못맞
            늦어져|늦게와|늦게도착|늦어서|지연되|배송지연
            toolate|delayed|takingtoolong|slowdelivery|takestoolong
            """),
        ReasonRule(
            "COLOR_AND_SIZE",
            """
            사이즈|싸이즈|색상|색깔|컬러|옵션|치수|호수 ~~ 잘못|착각|실수|헷갈
            wrongsize|wrongcolor|wrongcolour|wrongoption
            """),
        ReasonRule(
            "WRONG_ORDER",
            """
            잘못|실수|착오 ~ 주문|구매|결제|샀|시켰|눌
            주문 을|를|이|도 ? 잘못|실수
            잘못 시켯|시켜|삿|삼|눌럿|산거
            발주|수량 ~ 착오|잘못|실수
            중복|이중|두번|2번|두개|두건 ~ 주문|결제|구매|시켰
            주문 ~ 중복|두번|이중
            다른상품|엉뚱한 ~ 주문|시|샀
            주문실수|주문착오|중복주문|오주문|같은상품이
            bymistake|accidentally|duplicateorder|orderedtwice|wrongitem|wrongproduct
            """),
        ReasonRule(
            "COLOR_AND_SIZE",
            """
            사이즈|색상|색깔|컬러|옵션|치수|호수|싸이즈|크기 ~~ 잘못|변경|바꾸|바꿔|바꿀|실수|틀리|다르게|안맞|작|크|커|큰|착각|착오|다시|골라
            색상및사이즈
            생각보다|너무|많이|좀 ~ 커서|커요|크네|작아|작네|끼네|끼어|헐렁|꽉끼|안맞
            발볼
            잘못 ~ 옵션|사이즈|색상|골라|골랐|선택
            wrongsize|wrongcolor|wrongcolour|wrongoption|differentsize|differentcolor
            """),
        ReasonRule(
            "INCORRECT_INFO",
            """
            상품정보|상세페이지|설명|사진|광고|상품설명|상세설명|표기|정보 ~ 다르|달라|다름|상이|틀|잘못|오류|불일치
            notasdescribed|differentfromthedescription|incorrectinfo
            """),
        ReasonRule(
            "PRODUCT_UNSATISFIED",
            """
            서비스|응대|상담|고객센터|대응 ~ 불만|불친절|엉망|별로|최악|실망
            불친절|서비스불만|불만족
            badservice|poorservice|rude
            """),
        ReasonRule(
            "INTENT_CHANGED",
            """
            단순변심|변심
            마음|맘|생각 이|을|도 ? 바뀌|바꼈|바껴|바뀐|바꿔|변했|변해|달라졌
            필요 가|는|도 ? 없|안하
            선물 로|을|를|도 ~ 받|준|주신|주셨|들어
            이미|벌써|똑같은|같은 ~~ 갖고|가지고|있대|있더|있다네|사왔|사오|사줬|사주셨|샀더|받았
            더|다른데|다른곳|다른쇼핑몰|타사|오프라인|매장|근처|집에 ~ 싸|저렴|샀|구매|구했|있
            구매의사|구매취소|의사취소|안사|안살|사정|계획이바|일정이바|취향
            주소|배송지 ~ 변경|바뀌
            주소|배송지 ~~ 했어야|잘못|틀렸|틀려
            행사|잔치|모임|여행|약속|결혼|생일 ~ 미뤄|취소|바뀌|바꼈|연기
            생각|예상|기대 ~ 아니|다르|달라
            changedmymind|changeofmind|nolongerneed|nolongerwant|dontneed|dontwant
            """),
    ]
}
