// Wordings that hang on no noun: conditions, keeping an order, goods that arrived, questions, thanks. Data only.

enum SituationWords {
    /// "If", as far as it bears on a cancellation.
    static let condition = patterns(
        """
        아직 ~ 전|안|않|못 ~ 면
        발송|배송|출고|출하|발주|준비|포장|제작 ~ 전|안|않|못 ~ 면|경우
        전 이면|이시면|이라면|일경우|이고|일때
        이미|벌써|혹시 ~~ 으면|다면|라면|되면|었으면|경우
        발송|출고|배송|보내|출발 ~ 셨으면|었으면|했으면|됐으면|되었으면|었다면|했다면|됐다면|되었다면|셨다면|된경우|되면
        가능 하면|하다면|하시면|한경우|할경우|할시
        교환|변경|옵션 ~ 안 되|돼|된 ~ 면|경우
        ^ 안되|안돼|안된 면|다면|시면|는경우
        불가 ~ 면|시
        ^ 됐|되었|나갔|보냈|보내셨|출고됐|발송됐 으면
        ifnot|ifithasnot|ifithasnt|ifpossible|ifyouhavent|ifyouhavenot|unlessit|ifstillpossible|beforeitships
        """)

    /// A condition right before the wish: `오늘 출발 못 하면 취소`.
    static let conditionBefore = Pattern(
        "으면|다면|이면|이라면|되면|하면|시면|오면|나면|가면|리면|지면|뜨면|늦으면|아니면|으믄|다믄|이믄|되믄|하믄|시믄|오믄|가믄|거든|거들랑|경우 !좋|감사|고맙 ~")

    /// Not a condition after all.
    static let noCondition = patterns("그러면\n그렇다면\n괜찮으시면\n이러면")

    /// The order is to live.
    static let keep = patterns(
        """
        그냥|그대로|원래대로|예정대로 ~ 보내|발송|배송|받을|받겠|진행|유지|출고|주세|쓸게|쓰겠|살게|두세|둬|둘게
        보내|배송|발송|유지|받을|살릴 주실|하실|할 ? 주문|건|상품 번호 ? $
        취소 ~ 없던일|없던걸로
        keepmyorder|keeptheorder|keepit|shipitasis|stillwant
        """)

    /// What is kept is something else.
    static let keepsTheRest = patterns("나머지\n다른\n남은\n이외\n제외하고")

    /// An English sentence says what it wants before it says of which order.
    static let verbFirst = patterns("cancel|keep|refund my|the|it|order|orders|both ? number|no ? number|no ? $")

    /// This order is another one than that which is wished away.
    static let setApart = patterns(
        """
        말고|살려|살리|그대로|두고|두시고|냅두|제외|빼고|유지|아니고|아니라|정상|먼저|기존
        받았|받은|받을|받겠|보내주|도착했|도착한|쓸게|쓰겠|필요합|필요해
        새로|다시 주문|결제|구매
        재주문|재구매
        keep|butnot|except|dont|donot|instead
        """)

    /// The goods are with the customer.
    static let received = patterns(
        """
        받은|도착한|배송온|배송된|수령한 상품|물건|제품|옷|신발|택배|박스|거|것
        상품|물건|제품|택배|옷|신발|물품 이|을|를|은|가 ? 잘|오늘|어제|방금|이미|벌써|막 ? 받았|받아보|받고|도착했|도착하였|왔는데|왔어요|왔네|왔습|수령했|배송됐|배송왔|배송되었
        파손|불량|하자|고장|깨진|찢어|잘못|다른 ~ 채|상태|상품|제품|물건|색상|사이즈|게 ? 로|이|가 ? 왔|배송|도착|받
        파손|깨져|찢어져|찌그러져|부러져 ~ 왔|도착|있|받
        배송받|받아봤|받아보니|입어봤|입어보|신어봤|신어보|뜯어보|뜯었|개봉했|개봉해|사용중|사용해보|써봤|써보니|착용해
        이미|벌써|오늘|어제|방금|아까|그저께|엊그제 받았|받아서|도착했|도착하였
        receivedit|itarrived|receivedtheitem|arriveddamaged|arrivedbroken
        """)

    static let notReceived = patterns("못|안|아직 받|왔|와|오|도착\n받지 못|않\n도착|배송 이|을|도 ? 안|하지|되지\n오지 않|못")

    /// Something is wrong with goods that arrived.
    static let damaged = patterns(
        "파손\n불량\n하자 !는|고|네|면|니|마|더\n고장\n깨져|깨진|깨짐\n찢어\n찌그러\n오배송\n잘못왔|잘못배송|잘못보내\n곰팡이\n부러\n스크래치\n작동안|작동이안\n누락\nbroken\ndamaged\ndefective"
    )

    static let change = patterns(
        """
        주소|배송지|수령인|수취인|받는분|받는사람|연락처|전화번호|휴대폰번호|옵션|색상|컬러|사이즈|수량|배송메모|요청사항 ~~ 변경|바꿔|바꾸|바꿀|수정|정정|고쳐
        수량|개수 ~~ 줄여|늘려|줄이|늘리
        변경|수정 ~ 주소|배송지|옵션|색상|사이즈
        changemyaddress|changetheaddress|changetheaddress|changethesize|changethecolor|shippingaddressto
        """)

    /// A change that is spoken of, not wanted: 색상 변경 as a reason, 주소가 변경되어.
    static let changeHappened = patterns("변경|바뀌 되|됐|된|어|었|하려고 ~ 취소\n변경 때문|으로인")

    static let question = patterns(
        """
        언제|어떻게|얼마|어디|왜|며칠|무슨
        나요|까요|인가요|는가요|은가요|을까|던데요|는지|궁금|되죠|하죠|문의|알고싶|여쭤|질문
        알려|확인|안내|답변 ~ 주세|부탁|바랍
        when|how|what|couldyoutell|status|whereis
        """)

    static let feedback = patterns(
        """
        감사|고맙|고마
        만족|좋았|좋아요|좋습니다|최고|마음에들|맘에들|예뻐|예쁘|맛있|추천|번창
        별로|실망|불친절|친절|후기|리뷰|아쉬|불편했|짜증
        답변|회신 드|합
        thanks|thankyou|great|lovely|disappointed|terrible
        """)

    /// Not wanting the purchase, without the noun: unsure, because it may mean many things.
    static let noPurchase = patterns(
        """
        주문|구매|구입 을|를|은 ? 안 할|하려|하겠|하고싶|할래
        안 살게|살래|사려|사고싶|사겠|살거
        구매|주문 포기
        주문 을|를|은|건 ? 없던|없애|빼주|물려|무르|물릴
        것|건|이|거|품|상품|요|은|는 ? 빼 주세|주시|줘|주이
        보내|발송|배송|출고 하 ? 지 말|마|않
        dontwantit|nolongerwant|nolongerneed|dontneed
        """)

    private static func patterns(_ list: String) -> [Pattern] {
        list.split(separator: "\n").map { Pattern(String($0)) }
    }
}
