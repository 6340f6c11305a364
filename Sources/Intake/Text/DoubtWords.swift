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
            \(verb) 해주|해쥬|햐주|해죠|헤주|하여주|혀주|시켜주|해조 세|새|셔요|셔유|십|시오|시길|시기|시와|시요|소|쇼|쑈|쉐|이소|씨요|라 !라고|라는|라며|라면|란|요라고|요라는|요라며|요라면|요란|시오라|오라고
            \(verb) 해줘|해죠|헤줘|혀줘|시켜줘|해쥬|해줭 요|용|유|염|잉 ? !서|야|도|라|싸|쌌|잖
            \(verb) 해주|해줄|하여주 시면|면|실래|래|실수|수|실까|시겠 ~~ 감사|고맙|좋|바로|다시|요|까|니까|다
            \(verb) 부탁|바랍|바라|바람|원합|원해|원함|원하|희망|요청드|요청합|요청함|요청이|신청합|신청드|신청함|신청할|신청이|요망|요구합 !드렸|드린|했|하신|하셨|는데|던|지않|지도|드리려|드리면|드리기|하려면|하기|드리고싶|합니다라|드립니다라|드려요라|해요라
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

    /// What may stand directly before 취소 in a plain wish.
    static let plainOpenings = Words(
        "주문 주문을 주문건 주문건을 주문건은 주문은 주문도 주문상품 주문한거 주문한것 주문한건 주문했던거 시킨거 시킨것 시킨건 산거 구매한거 구매한것 구매 구매를 구입 결제 결제를 상품 상품을 제품 제품을 물건 물건을 전체 전부 전부다 모두 다 전량 이거 이것 이건 그거 이거를 이것을 이걸 이것도 이거도 그것 그건 그걸 결제한거 결제한것 결제한건 구입을 구입한거 전액 발주 발주를 주믄 건 건을 건은 건도 내역 내역을 내역대로 파일대로 첨부대로 신청서대로 양식대로 내용대로 목록대로 명단대로 아래대로 번호 번 대해 대해서 대하여 관하여 관해 "
            + "그냥 기냥 그럼 그러면 이에 바로 빨리 꼭 좀 즉시 얼른 우선 일단 당장 지금 오늘 급히 신속히 신속하게 속히 조속히 정중히 부득이 부득이하게 부득이하게도 어쩔수없이 빠르게 빠른 한번 제발 확실히 "
            + "서 니까 니깐 라 어 아 여 해 심으로 유로 계로 문제로 사정으로 실수로 착오로 때문에 땜에 인해 인하여 하여 되어 따라 려고 려구 하려 는데 은데 인데 한데 던데 하니 으니 이니 시니 오니 까네 므로 기에 길래 관계상 사정상 "
            + "죄송하지만 죄송합니다만 미안하지만 아쉽지만 번거롭겠지만 번거로우시겠지만 송구하지만 바쁘시겠지만 요 니다 네 죠 음 변심 단순변심 품절 사정 님 님께 녕하세요")

    /// What `cancel` is about in a plain English wish.
    static let plainEnglishThing = patterns(
        """
        my|the|this|that|these|those|both|all|entire|whole ? of|my|the|these ? entire|whole|full ? order|orders|purchase|purchases|item|items
        thisone|thatone|it|everything|them|both|all|please|pls|plz|asap
        order|orders|number|no
        $
        """)

    /// In a sentence with `cancel`: it is asked about, told, or bound to something.
    static let englishAsides = patterns(
        """
        should|whydid|whyis|whywas|didyou|didi|doi|howdo|howto|howcan|cani|couldi|beforei|notto|toldme|askedyou|youasked
        yousaid|wouldcancel|friend|policy|didyou
        if|unless|only|when|instead|except|oneof|mycancellation|mycancel|thecancel|requesttocancel|cancelrequest|gift|wrap|subscription|coupon
        """)

    /// A part of what was ordered.
    static let partial = patterns(
        """
        하나|한개|두개|세개|절반|반만|일부|나머지|빼고|남기고|남겨|제외|중에|중한|중하나|번째|부분취소|둘중|셋중|추가상품
        취소 수량
        1|2|3|4|5|6|7|8|9|0|한|두|세|네 개|장|벌|켤레|세트|박스|병|권|팩|봉|통 만|은|는|을|를 ? 주문 ? 취소|캔슬|환불
        취소|캔슬 1|2|3|4|5|6|7|8|9 개|장|벌|켤레|세트|박스
        oneof|except|thefirst|thesecond|halfof|partof
        """)

    /// All of it, whatever numbers stand there.
    static let whole = patterns(
        """
        전부|모두|전체|전량|다취소|둘다|셋다|몽땅|all|both|everything
        """)

    /// Wishes and facts that do not go with a cancellation.
    static let contradictions = patterns(
        """
        발송|배송|출고 부탁|바랍|희망|요망
        그대로|예정대로|정상|원래대로|계속 ~ 진행
        돌려놔|살려|되살려|원복|유지 해|주|부탁|두|바
        바꿔|변경해|수정해|교체해 주세|주시|줘|주이소|주십
        기다리|기다릴 겠|게|께|래 !못
        기다려 볼|보겠|보기로|보려
        구매확정|수거|다음부터|다음번|해보세요|괜찮아요|괜찮습니다
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

    static let noGoods = Words("환불 refund 계좌 은행 사진 문자 영수증 메일 답장 답변 회신 연락 못받 안받 못쓸 안쓸 받을수")

    /// Waited for, or to be sent, without meaning the goods.
    static let answers = Words("답변 답장 회신 연락 문자 메일 환불")

    /// The goods are wanted, or kept, or used, or there.
    static let keepsGoods = patterns(
        """
        보내|발송해|배송해|출고해|출발시켜|부쳐 주세|주시면|주시고|주실|줘|주이소|주십|달라 !고했|고하
        받을|받겠|받고싶|받자|받기로|받으려|쓸게|쓰겠|쓰기로했|쓸래|신을게|입을게|잘쓰|잘입|잘받|잘먹
        후기|리뷰|상품평 ~ 남|쓸|작성|올|썼
        길잘했|사길|만족|마음에들
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

    /// Asked below a title that speaks of cancelling.
    static let delivery = patterns(
        """
        언제|몇시|며칠 ~~ 출고|발송|배송|도착|오나|와요|받
        출고|발송|배송|도착 ~ 언제|되나|됐나|예정
        """)

    /// Anywhere: what adverts and phishing have, and quarrels about a cancellation.
    static let notices = patterns(
        """
        면 ~ 안할|안하|취소안|하지않|됐어|괜찮
        http|www|링크 !를|가
        본인인증|본인확인|인증번호|클릭|마이페이지
        로그인 !이안|을못|못|안|이불|도안
        취소|cancel ~~ 예정|막으|방지
        오해|누가 ~~ 취소
        """)

    /// Behind 취소 in its sentence.
    static let secondThoughts = patterns(
        """
        취소|캔슬 ~~ 아니었|아니고|아니라|아닙니|아니에|아녔|싫|든말든|말든|려다|려고했|할뻔|뜻이|필요없|필요는없|망설|고민
        취소|캔슬 ~~ 안했|안할|안하|말고|마시|마세|하지말|철회|되돌
        취소|캔슬 ~~ 싶지만|참겠|참을|려다|해보려다
        취소|캔슬 신청|요청|누른|한 한|했|거|것|건 ~ 취소|캔슬
        취소 건|분 환불
        취소|캔슬 ~~ 아니에요|아녜요|아니예요|못본걸|못본것|사기|스미싱
        cancel ~~ unless|butnot|exceptfor|only|insteadof|if|when
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
        중에|둘중|셋중|중하나|하나|번째|아래|윗|위에|이전|예전|아님|쓸거|쓸게|쓸께|늦게
        나머지|다른건|다른거|다른것|남은|제외|빼고|말고|살려|유지
        keep|only|except|not
        """)

    /// In mails about several orders: one of them, by where it stands.
    static let positions = patterns("윗|위에|아래|앞에|앞의|뒤에|뒤의|먼저한|나중에한 주문|건|것|거|꺼")

    /// Above an attachment: what holds for all of it, or speaks against it.
    static let besideAttachments = patterns(
        """
        이미|벌써|지난|예전|이전|완료|처리했|처리한|참고|확인만|아직|보류|대기|무시|사칭|스팸|피싱|아닙니|아니에|아니예|아니고
        하지마|말고|말아|마세요|마시고|철회|그냥|받기로|받을게|받겠|제외|빼고|나머지|번째|일부|부터|까지만|중에|중한|하나만|한건만|건만|만취소|만처리
        already|donot|dont|ignore|justfyi|fyi|forreference|only|except|notmine|spam|phishing|wait
        """)

    private static func patterns(_ list: String) -> [Pattern] {
        list.split(separator: "\n").map { Pattern(String($0)) }
    }
}
