// What makes a wish to cancel doubtful: how plain wishes end, what contradicts one, what else may be meant. Data only; notation in
// Pattern.swift, meaning in Doubts.swift.

enum DoubtWords {
    /// How a wish ends, behind the noun.
    static let plainEndings: [Pattern] = {
        let filler = "\(IntentWords.filler) ?"
        let verb = "\(filler) \(filler) \(filler)"
        let again = "주문|재주문|구매|재구매|결제|재결제 할|하겠|하려|합니다|해야|하고싶|하고자|하도록|드릴|넣을|해서"
        return patterns(
            """
            \(verb) 해주|해쥬|햐주|해죠|헤주|하여주|혀주|시켜주|해조 세|새|셔요|셔유|십|시오|시길|시기|시와|시요|소|쇼|쑈|쉐|이소|씨요|라 !라고|라는|라며|라면|란
            \(verb) 해줘|해죠|헤줘|혀줘|시켜줘|해쥬|해줭 요|용|유|염|잉 ? !서|야|도|라|싸|쌌|잖
            \(verb) 해주|해줄|하여주 시면|면|실래|래|실수|수|실까|시겠 ~~ 감사|고맙|좋|바로|다시|요|까|니까|다
            \(verb) 부탁|바랍|바라|바람|원합|원해|원함|원하|희망|요청드|요청합|요청함|요청이|신청합|신청드|신청함|신청할|신청이|요망|요구합 !드렸|드린|했|하신|하셨|는데|던|지않|지도
            \(verb) 합니다|합니당|합니댜|함니다|할게|할께|할래|할랍|할라|할거|할꺼|하겠|하렵|해요|해여|해유|할겡|할란|하자|드립|드려|드릴 !고하|라고|면
            \(verb) 하고|하려|하려고|하려구|할려고|할려구|할라고|하고자 싶어|싶습|싶네|싶은데|싶구|싶고|싶다 !고하|면
            \(verb) 하려고|하려구|할려고|할려구|할라고|하려|하고자|하려는 합|함|해|요|하는데|하니|하오니|중|메일|연락|글 !했|하였|하다
            \(filler) ? 하고|후|하구|하시고 ~~ \(again)
            \(filler) ? 하고|후|하구 ~~ 살게|살께|살려|사려|사겠|살거|살래|사고싶
            \(verb) 하고환불|하시고환불|해주시고환불|하고돈
            하고|하구|하시고 $
            \(filler) ? 되길|됐으면|되었으면|해주셨으면|해줬으면|하셨으면|했으면 ~ 합|좋|해|바랍|바라|원|쓰
            를|을|건|좀|요청|신청|접수|접수요|건접수|처리 ? 요|여|여요|용|염|욤|이요|이여|건이요|건입니다|입니다|임|좀|좀요|요망 !청|금|구|일|소|령
            \(verb) $
            할|하실|하려는 주문|건|상품 번호 ? $
            시켜|해 주이소|주소|주셔요|달라요
            """)
    }()

    /// What is cancelled is another thing than the order.
    static let otherThing = patterns(
        """
        교환|반품|변경|요청사항|메모|메모에|사은품|옵션|포장|선물포장|쿠폰|적립금|포인트|마일리지|할부|수령|정기배송|정기구독|정기결제|구독|예약배송|배송예약|예약|발송예약 신청|요청|접수|사용|적용|건|한거|신청한거|적은내용 ? 은|는|을|를|만|도|이|가 ?
        변경|교환|반품|메모|적립금|쿠폰|할부 ~ 을|를|은|는|만
        """)

    static let otherEnglishThing = patterns(
        """
        my|the|this|a ? gift|wrap|subscription|coupon|membership|newsletter|insurance|appointment|reservation|meeting|exchange|return|address
        """)

    /// Wishes and facts that do not go with a cancellation.
    static let contradictions = patterns(
        """
        발송|배송|출고 부탁|바랍|희망|요망
        그대로|예정대로|정상|원래대로|계속 ~ 진행
        돌려놔|살려|되살려|원복|유지 해|주|부탁|두|바
        바꿔|변경해|수정해|교체해 주세|주시|줘|주이소|주십
        기다리|기다릴 겠|게|께|래 !못
        기다려 볼|보겠
        안|하지않 시켰|눌렀|했습니다|했어요|했는데요
        제가한|내가한|제가요청한 것|게|거 ? 이|가 ? 아니|아닙
        shipit|sendit|keepit|keepmyorder|keeptheorder|wanttokeep|stillwant|keeponly
        http|www
        """)

    /// Nothing is ordered yet: whoever asks for the rules wants nothing cancelled.
    static let beforeBuying = patterns(
        """
        구매|주문|사기|구입 전|전에|하기전|하기전에 인데|이고|이라|문의|입니다|여쭤
        아직 주문|구매 은|는|도|을|를 ? 안
        haventordered|ifiorder|beforeiorder|beforeibuy|ifibuy
        """)

    static let noGoods = Words("환불 refund 계좌 은행 사진 문자 영수증")

    /// The goods are wanted, or kept, or used, or there.
    static let keepsGoods = patterns(
        """
        보내|발송해|배송해|출고해|출발시켜|부쳐 주세|주시면|주시고|주실|줘|주이소|주십|달라 !고했|고하
        받을|받겠|받고싶|받자|받기로|받으려|쓸게|쓰겠|쓰기로했|쓸래|신을게|입을게|잘쓰|잘입|잘받|잘먹
        후기|리뷰|상품평|길잘했|사길|만족|마음에들
        써|신어|입어|먹어|열어|뜯어|만져|발라|틀어|켜 보니|봤는데|봤더니|봤어|보고
        터져|깨져|찢어져|부러져|젖어|상해|녹아|눌려|찌그러져|금이가|빠져|망가져 ~ 왔|도착|있|배송
        도착했|도착하니|도착해서|배송왔 !으면|다면|는지|다고
        배송완료|배달완료|수령완료 됐|되었|된|인데|했|떴
        필요합니다|필요해요|받아야
        """)

    static let conditions = Words("이라면 니라면 거라면 더라면")
    static let politeness = Words("좋 감사 고맙 됩니다 돼요 되는데")

    /// Nouns in 면, and turns of speech that set no condition.
    static let noConditions = Words(
        "화면 냉면 짜장면 측면 전면 표면 정면 도면 당면 수면 방면 양면 단면 서면 국면 장면 순면 라면 해보면 보면 그러면 이러면 그렇다면 왜냐면 왜냐하면 괜찮으시면 괜찮다면")

    /// Anywhere: what adverts and phishing have, and quarrels about a cancellation.
    static let notices = patterns(
        """
        http|www|링크 !를|가
        본인인증|본인확인|인증번호|로그인|클릭
        취소|cancel ~~ 예정|막으|방지
        오해|누가 ~~ 취소
        """)

    /// Behind 취소 in its sentence.
    static let secondThoughts = patterns(
        """
        취소|캔슬 ~~ 아니었|아니고|아니라|아닙니|아니에|아녔|싫|든말든|말든|려다|려고했|할뻔|뜻이|필요없|필요는없|망설|고민
        취소|캔슬 ~~ 안했|안할|안하|말고|마시|마세|하지말|철회|되돌
        cancel ~~ unless|butnot|exceptfor|onlyif|insteadof
        cancelled|canceled ~ before|already|lasttime
        """)

    /// Before 취소 in its sentence: any ending that may be an `if`, in any dialect.
    static let unheardConditions = patterns(
        """
        으면|다면|이면|라면|되면|하면|시면|오면|나면|가면|리면|지면|뜨면|으믄|다믄|이믄|라믄|되믄|하믄|시믄|오믄|믄요|거든|거들랑|는경우|을경우 !좋|감사|고맙 ~~ 취소|캔슬
        if|unless|incase ~~ cancel
        """)

    /// In mails about several orders: one of them is to live.
    static let sparing = patterns(
        """
        그대로|그냥|정상|원래|예정대로 ~ 보내|두|둬|출고|발송|배송|진행|유지|받
        만 ? 보내|배송|발송|출고|받을|받고
        나머지|다른건|다른거|다른것|남은|제외|빼고|말고|살려|유지
        keep|only|except|not
        """)

    private static func patterns(_ list: String) -> [Pattern] {
        list.split(separator: "\n").map { Pattern(String($0)) }
    }
}
