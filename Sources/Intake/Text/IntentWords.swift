// How wishes are worded. Data only: notation in Pattern.swift, meaning in IntentReading.swift.
//
// A rule has the words before the noun it is about and the words behind it. For every noun the rules are tried in this
// order and the first that fits decides, so that "취소 안 할게요" is heard before "취소 할게요".

/// What one mention of a noun (취소, 교환, 반품, 환불) says.
enum Mention: Hashable, Sendable {
    /// The thing is wanted, this surely.
    case wish(Double)
    /// Asked whether it can be had.
    case possible
    /// Said to have been asked for at the store already.
    case applied
    /// It does not work, says the writer.
    case complaint
    /// Not wanted, or no longer.
    case negated
    /// Happened, or spoken about: rules, results, deadlines.
    case past, topic
}

final class MentionRule: Sendable {
    let mention: Mention
    let before: Pattern?
    let behind: Pattern

    init(_ mention: Mention, _ behind: String, before: String? = nil) {
        self.mention = mention
        self.before = before.map { Pattern($0) }
        self.behind = Pattern(behind)
    }
}

enum IntentWords {
    static let cancel = Words("취소 캔슬 캔쓸 켄슬 캔설 취쇼 츼소 쥐소 췻소 취쏘 청약철회 주문철회 구매철회 cancel cancle")
    static let refund = Words("환불 refund")
    static let exchange = Words("교환 exchange")
    static let giveBack = Words("반품 반송 회수 return")

    /// Words that may stand between the noun and the verb.
    static let filler =
        "를|을|가|이|는|은|도|로|으로|좀|건|만|처리|승인|신청|요청|접수|진행|및|과|와|환불|결제|주문|하고|후|의사|쫌|쪼까|잔|함|쫌만|모두|전부|전체|전량|다|다시|빨리|바로|즉시|꼭|얼른|먼저|우선|지금|당장|오늘|그냥|정중히|한번|or|and"

    private static let wanting =
        "해주|해줘|혀주|혀줘|해쥬|햐주|해죠|헤주|해줄|해조|해주세|하여주|해달|부탁|요청드|요청합|요청함|요청이|요청하|요청요|신청합|신청드|신청함|신청할|신청이|신청하|원합|원해|원함|원하|원합|희망|바랍|바라|바람|할게|할께|할래|할려|할거|할꺼|할까해|할까합|하려|하렵|하고싶|하고픔|하고싶|합니다|합니당|합니댜|함니다|해요|하겠|하고자|하기를|하길|하시길|시켜|시키|처리해|처리바|처리부|처리좀|진행해|진행부|해야|해라|하라|하세요|하십|하자|됐으면|되었으면|되길|되게|드립|드려|드릴|해여|할겡|한다|한다고|해달라|요구|plz|please|pls"

    /// About 취소 and its spellings.
    static let cancelRules: [MentionRule] =
        elsewhere + spokenOf + denials + english + [
            MentionRule(.topic, "사유|번호|수량|일자|일시|금액|내역|개수|이유|구분|상품명"),
            MentionRule(.topic, "규정|정책|수수료|방법|절차|기간|기한|조건|버튼|메뉴|위약|문의|관련|에대해|에대한|시기|마감"),
            MentionRule(.topic, "는|은|를|을|처리 ? 어떻게|어디|얼마나|언제"),
            MentionRule(.topic, "", before: "어떻게"),
            MentionRule(.complaint, "해주신다|해준다|해주시기로|해주기로|하신다|한다 고 ~~ 안|않|못"),
            MentionRule(.wish(0.85), "해주셨으면|해줬으면|하셨으면|했으면 합|좋|해요|하는|싶|바|쓰|감사"),
            MentionRule(.past, "\(filler) ? \(filler) ? \(filler) ? 해주셔서|해주신|해주셨|해줘서 !으면"),
            MentionRule(.past, "해주셔서|해주신|해주셨|처리해주셔|처리해주신|승인해주셔|승인해주신|승인감사|처리감사|감사|잘처리|잘됐|잘되었|잘된"),
            MentionRule(.wish(0.85), "됐으면|되었으면|됬으면|되길|되기를 ~ 합|좋|해|바랍|바라|원"),
            MentionRule(.wish(0.8), "할|하실|하려는 주문|건|상품 번호 ? $"),
            MentionRule(.past, "하신|하셨|된|됐|되었|되어|완료|했던|했었|한주문|한상품|한건|한거|처리완료|처리됐|처리되었|처리된"),
            MentionRule(.complaint, "가|이|도|처리|처리가|를|요청|신청 ? ? 안|않 되|돼|됐|된|됨|해주|해줘|해준|하고"),
            MentionRule(.possible, "가|이|는|도|를 ? 안되나|안될까|안돼나|안되겠|안되는"),
            MentionRule(.complaint, "", before: "왜|아직도 ~"),
            MentionRule(.applied, "요청|신청|접수 을|를|은|이|가 ? 했|드렸|넣|해놨|해놓|해뒀|하였|한지|한 !번|다"),
            MentionRule(.applied, "요청|신청 건 ? 이|가|은|는 접수|들어|도착"),
            MentionRule(.past, "했|하였|한지"),
            MentionRule(.wish(0.9), "\(filler) ? \(filler) ? \(filler) ? \(wanting)"),
            MentionRule(.wish(0.8), "하고|하구|하시고 $"),
            MentionRule(.wish(0.8), "처리|신청|접수 ? 하고|하구|하시고|해주시고 ~ 환불|돈 ~ 해|주|부탁|바랍"),
            MentionRule(.wish(0.75), "하고|하구|하시고 ~~ 만 ? 보내|발송|배송|출고|주세|부탁|진행"),
            MentionRule(.wish(0.75), "", before: "전량|전량만"),
            MentionRule(.wish(0.85), "하고|후|하구 ~~ 다시|재주문|재구매|새로|다른 ~ 주문|구매|결제|살"),
            MentionRule(
                .possible, "\(filler) ? \(filler) ? 가능|될까|되나|되죠|되는지|될런지|될지|되겠|할수|할수있|돼요|되요|됩니까|됩니꺼|됄까|하면되|하면돼"),
            MentionRule(.possible, "해도 ? 될|되나|되죠|되는지|되겠|됩니까|돼요|되요|괜찮을|괜찮나"),
            MentionRule(.possible, "하면|하시면 안될까|안되나|안되겠|안됩니까"),
            MentionRule(.topic, "되면|하면|시에|시환불|될경우|할경우|할때|되는대로|결과|확인|여부|불가|전에|전까지"),
            MentionRule(.wish(0.8), "를|을 ? 요|여|여요|용|염|욤|이요|이여|건|건이요|건입니다|입니다|임|좀|좀요|요청|신청|접수|요망|건접수 ? $"),
            MentionRule(.wish(0.75), "요 !청|금|구|소|령|일"),
            MentionRule(.wish(0.75), "my|the|this|it|order|both|all|an|one|that|these|for|item|number|request|orders"),
        ]

    /// Not about an order, or said to whoever reads: letters, adverts, the store's own notices.
    private static let elsewhere: [MentionRule] = [
        MentionRule(.topic, "", before: "구독|수신|알림|정지|차단|탈퇴|팔로우|동의 를|을 ?"),
        MentionRule(
            .topic, "", before: "세금계산서|현금영수증|쿠폰|리뷰|상품평|찜|멤버십|정기배송|발행|등록 발행|사용|작성|신청|등록|적용 ? 을|를 ?"),
        MentionRule(.topic, "", before: "언제든|언제든지|무료|무료로|자동|자동으로"),
        MentionRule(.topic, "", before: "본인이|본인 아닐|아니|아닌 ~"),
        MentionRule(.topic, "를|을|가|이 ? 원하시|원하실|원할경우|원하는경우|희망하시|하시려|하려면|하실|필요하시|바라시"),
        MentionRule(.topic, "할수도"),
        MentionRule(.topic, "가능 ? 한 ? 기간|시간|시점|여부|날짜"),
    ]

    /// What somebody else wants, says the writer.
    private static let spokenOf: [MentionRule] = [
        MentionRule(.topic, "시켜|시키|하셨|하시|하는거|됐|되었", before: "왜 ~"),
        MentionRule(.topic, "요청|신청|접수 이|은|는|을|를 ? 왜|거부|거절|반려"),
        MentionRule(.topic, "해달라는데|하라는데|하자는데|하래는데"),
        MentionRule(.topic, "해달라고|하라고|하자고 하시는데|하셨는데|하는데|하셨지만|하시지만|하던데|했지만"),
    ]

    /// Not wanted, or taken back.
    private static let denials: [MentionRule] = [
        MentionRule(.negated, "를|을 ? 해달라|하자|하겠다|한다|해달란|하란 는 ? 뜻|말|말씀|얘기|이야기|소리|의미 이|은|는|가 ? 아니|아녔|아닙|아녀"),
        MentionRule(.negated, "는|은|를|을|까지|까지는 ? 하기|하고 ? 싫|싶지않|싶진않|싶지는않"),
        MentionRule(.negated, "를|을|신청|요청|버튼|버튼을 ? 눌|했|하였|됐|되었|넣|신청|요청", before: "실수로|잘못|모르고|잘못해서|장난으로"),
        MentionRule(.negated, "한다고|하겠다고|해달라고|하라고|신청한|요청한|한 ~ 적|말 ~ 없|안했"),
        MentionRule(.negated, "한다고|하겠다고|해달라고|하라고|신청한|요청한 ~ 다른주문|다른상품|다른거|다른건|다른것"),
        MentionRule(.negated, "해달라는|하라는|하겠다는|한다는|하자는|하려는 ~ 아니|아닙|아녜|아님"),
        MentionRule(.negated, "해달라고|한다고|하겠다고 ? 한거|한것|한건|했던거|했던것|했던건 ? ~ 없던|무시|잊|철회|무효"),
        MentionRule(.negated, "를|을|신청|요청 ? 해|부탁|하|할|합", before: "반품 신청|요청|접수 ? 을|를 ?"),
        MentionRule(.negated, "하면|하시면|시키면|되면 ? 절대|절대로 ? 안됩니다|안되고|안되세요|안되는데|안돼서"),
        MentionRule(.negated, "는|은 ? 절대|절대로 안|하지마|하지말"),
        MentionRule(.negated, "를|을 ? 신청|요청|버튼|접수 ? 을|를 ? 잘못눌|잘못신청|잘못했|잘못들어|잘못접수|잘못넣|실수로눌|실수로했"),
        MentionRule(.negated, "신청|요청|접수 건|거|것|된거|된건|된것|한거|한건|한것|넣은거 ? 을|를|은|도 ? 무시|원복|풀어|해제|살려|삭제|없애"),
        MentionRule(.complaint, "를|을|는|처리|신청 ? 안", before: "왜|아직|아직도 ~"),
        MentionRule(.negated, "가|이|도|처리 ? 안되게|되지않게|되지않도록|안되도록|막아"),
        MentionRule(.negated, "를|을|는|은|도|신청|요청 ? 하지|해주지|해주진|시키지|하지는|하진|시키지는|처리하지 말|마|않 !으면|으시면|는다면"),
        MentionRule(
            .negated,
            "를|을|는|은|도|신청|요청 ? ? 안 할|하고그|하고받|하고기|하고잘|하고쓰|하고유지|하고계속|하고진행|한다|한당|한대|해요|해유|하렵|하겠|하려|하기|해도|하셔도|하는걸|하는것|하기로|했으면|합니다|할래|함|하고싶|하께|하께요"
        ),
        MentionRule(.negated, "\(takingBack) ? \(takingBack) ? \(takingBack) ? 철회|번복|없던|무효|되돌|취하|보류|거둬|거두"),
        MentionRule(.negated, "신청|요청|접수|한거|했던거|한것|했던것|건 을|를|은|도 ? 취소|캔슬|무시|원복"),
        MentionRule(.negated, "를|을 취소|캔슬"),
        MentionRule(
            .negated, "를|을|는|은 ? 원하지|원치|필요없|필요는없|필요안|할필요없|할필요는없|할생각없|할생각이없|할생각은없|할마음없|할마음이없|할마음은없|할의사없|의사없|의사가없"),
        MentionRule(.negated, "말고|마시고|아니고|아니라|대신|없이|빼고 ~~ 교환|그냥|보내|변경|바꿔|배송|받|주소|옵션|진행|사이즈|색상|수량|줄여"),
        MentionRule(
            .negated,
            "\(takingBack) ? 했|하려|한다|하기로|할까|하고|할려|드렸|넣|한거|한 ~~ 그냥|그대로|다시|마음|맘|원래대로|계속 ~ 보내|배송|받|진행|발송|출고|출발|바뀌|바꼈|바뀜|구매|쓸"
        ),
        MentionRule(.negated, "할까|하려|할려 ~ 하다|했는데|했지만|고민 ~~ 받|쓰|보내|유지|안하"),
    ]

    private static let takingBack = "를|을|신청|요청|접수|처리|한거|했던거|한것|했던것|했던|했었던|한|드린|건|은|는|의사|그거"

    private static let english: [MentionRule] = [
        MentionRule(
            .wish(0.85), "", before: "ifnot then|please|pls|just|kindly|iwantto|iwouldliketo|idliketo ? please ?"),
        MentionRule(.negated, "", before: "dont|donot|not|never|noneedto|nolongerwantto|insteadof|neednot ~"),
        MentionRule(.negated, "", before: "ignore|disregard|withdraw|undo|revoke ~~"),
        MentionRule(.topic, "lationpolicy|ationpolicy|lationfee|ationfee"),
        MentionRule(
            .wish(0.85), "led|ed|lation|ation",
            before: "want|wish|need|like|request|please|toget|getit|tobe|shouldbe|mustbe ~~"),
        MentionRule(.topic, "lationrequest|ationrequest was|is|has|got"),
        MentionRule(.wish(0.75), "lationrequest|ationrequest"),
        MentionRule(.topic, "", before: "howto|howdoi|howcani|howdowe"),
        MentionRule(.topic, "", before: "howlong|howmuch|whathappens ~~"),
        MentionRule(.possible, "", before: "cani|mayi|isitpossibleto|possibleto|isitstillpossibleto ~"),
        MentionRule(.past, "led|ed"),
        MentionRule(.topic, "lation|ation"),
        MentionRule(
            .wish(0.85), "",
            before: "please|pls|plz|kindly|wantto|wanna|wouldliketo|liketo|needto|couldyou|canyou|haveto|letme ~"),
    ]

    static let refundRules: [MentionRule] = [
        MentionRule(.topic, "는|은|이|가|처리|금|금액 ? 언제|얼마|며칠|어떻게|기간|일정|계좌|규정|방법|절차|수수료"),
        MentionRule(.topic, "", before: "언제|when|where|whereis|howlong|anynews|statusof ~~"),
        MentionRule(.past, "해주셔서|해주신|받았|된|됐|되었|완료|했"),
        MentionRule(.negated, "은|는|을 ? 말고|필요없|안해도|안받아도|원하지"),
        MentionRule(.complaint, "이|은|도 ? 안|않 되|돼|됐|해"),
        MentionRule(.wish(0.55), "\(filler) ? \(filler) ? \(wanting)"),
        MentionRule(.wish(0.5), "받고싶|받을게|받을래|받고자|받겠"),
        MentionRule(.wish(0.5), "요 ? $"),
        MentionRule(.possible, "이|은|을|도 ? 가능|될까|되나|할수|받을수"),
    ]

    /// About 교환 and 반품.
    static let otherRules: [MentionRule] = [
        MentionRule(.topic, "를|을 ? 원하시|원하실|원하는경우|희망하시|하시려|하려면|하실"),
        MentionRule(.negated, "은|는|이|을|를|도 ? 말고|안|필요없|필요는없|불가|싫|원하지|하지|하려다|하려고했|할까했|할까하다|아니고|아니라"),
        MentionRule(.topic, "절차|규정|방법|정책|비용|기간|배송비|택배비|수수료|사유|조건|문의"),
        MentionRule(.past, "해주셔서|해주신|했던|했었|된|됐|되었|완료|받은|받았"),
        MentionRule(.wish(0.85), "\(filler) ? \(filler) ? \(wanting)"),
        MentionRule(.wish(0.8), "하고|접수|신청|요청|요|건|해|으로"),
        MentionRule(.possible, "\(filler) ? \(filler) ? 가능|될까|되나|되는지|할수|안될까|안되나|돼요|되요"),
        MentionRule(.wish(0.6), "$"),
        MentionRule(.wish(0.7), "my|the|this|it|order|item"),
    ]
}
