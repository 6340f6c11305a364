// Mails as customers, shops and machines write them, with how each is read. Data only.

import Cancellation

/// Mails of many customers, notices, adverts and frauds, read as they are meant.
let freshMails: [WrittenCase] = freshWishes + freshDoubts

private let freshWishes: [WrittenCase] = [
    WrittenCase(
        subject: "주문 취소 문의",
        body:
            "안녕하세요 판매자님~ 수고 많으십니다.\n다름이 아니라 어제 주문한 무선 마우스(주문번호 \(a))를 취소하고 싶어서 연락드립니다.\n남편이 이미 똑같은 걸 샀더라고요^^;; 번거롭게 해드려 죄송합니다.\n좋은 하루 보내세요!",
        intent: .cancel, numbers: [a], code: "INTENT_CHANGED"),
    WrittenCase(
        body: "혹시 아직 출고 안 됐으면 취소 가능할까요? 됐으면 그냥 받을게요 ㅎㅎ \(a)", intent: .cancel, numbers: [a], code: "DELAYED_DELIVERY",
        conditional: true),
    WrittenCase(
        subject: "안녕하세요", body: "일주일 전에 주문했는데 아직도 상품준비중이네요. 더는 못 기다리겠으니 취소 처리 부탁드립니다. 주문번호 \(a)", intent: .cancel,
        numbers: [a], code: "DELAYED_DELIVERY"),
    WrittenCase(subject: "최악", body: "전화 안받고 톡톡 답도 없고!! 취소한다고 몇번을 말해요?? \(a) 당장 취소하세요", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 안해주면 카드사에 이의제기합니다", intent: .cancel),
    WrittenCase(subject: "\(a)", body: "취소여", intent: .cancel, numbers: [a]),
    WrittenCase(subject: "취소해주세요", body: "", intent: .cancel),
    WrittenCase(body: "\(a) 취소바람", intent: .cancel, numbers: [a]),
    WrittenCase(body: "주문취소", intent: .cancel),
    WrittenCase(body: "취소ㅇㅇ", intent: .cancel),
    WrittenCase(body: "취소해주새요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "췻소 부탁드립니당 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "주문 취소좀 해주이소 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "고마 취소해 주이소. 딴데서 샀심더. \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 해줬으면 쓰겄는디요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소하지 마이소 그냥 받을라캅니더 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "취소 안한당께요 걍 보내부러요", intent: .withdraw),
    WrittenCase(body: "주문번호 \(a) 이랑 \(b) 둘 다 취소해주세요", intent: .cancel, numbers: [a, b]),
    WrittenCase(
        subject: "Re: 주문 취소 안내",
        body:
            "네 맞아요 취소해주세요.\n\n2026년 11월 21일 (토) 오후 2:10, 가게 <cs@shop.example>님이 작성:\n\n> 안녕하세요. \(a) 주문 취소를 원하시는 것이 맞으신가요?\n",
        intent: .cancel),
    WrittenCase(
        subject: "RE: RE: 배송문의",
        body:
            "아 그럼 그냥 기다릴게요. 감사합니다.\n\n-----Original Message-----\nFrom: shop\nTo: me\nSubject: RE: 배송문의\n\n원하시면 취소해 드리겠습니다.\n> 취소해주세요 \(a)\n",
        intent: .feedback),
    WrittenCase(
        subject: "Fwd: 주문",
        body:
            "이거 취소 부탁드려요\n\n---------- Forwarded message ---------\n보낸사람: 네이버페이 <naverpayadmin_noreply@navercorp.com>\nDate: 2026년 11월 20일\nSubject: [네이버페이] 결제하신 내역을 안내해드립니다.\nTo: <kim@example.kr>\n\n주문번호 \(a)\n",
        intent: .cancel),
    WrittenCase(
        subject: "Order cancellation",
        body: "Hi, I would like to cancel my order \(a). I found it cheaper elsewhere. Thanks, John", intent: .cancel,
        numbers: [a]),
    WrittenCase(subject: "cancel", body: "Pls cancel asap. Order no. \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(
        subject: "Order", body: "I don't want to cancel, I just want to know when it ships. \(a)", intent: .withdraw,
        numbers: [a]),
    WrittenCase(body: "Has my order been cancelled? \(a)", intent: .question, numbers: [a]),
    WrittenCase(body: "Do you offer free cancellation?", intent: .question),
    WrittenCase(
        body: "I received the wrong color, can I return it? \(a)", intent: .return, numbers: [a], code: "COLOR_AND_SIZE"
    ),
    WrittenCase(
        body: "Unless it ships today, cancel it please. \(a)", intent: .cancel, numbers: [a], conditional: true),
    WrittenCase(body: "이번주 안에 도착 못하면 취소할게요. \(a)", intent: .cancel, numbers: [a], conditional: true),
    WrittenCase(body: "크리스마스 전까지 배송 가능한가요? 불가하면 취소 부탁드려요", intent: .cancel, conditional: true),
    WrittenCase(body: "환불 수수료 없으면 취소하고 싶어요", intent: .cancel, conditional: true),
    WrittenCase(subject: "취소 철회", body: "취소 신청한 거 취소할게요. 보내주세요. \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "어제 취소해달라고 메일 보냈는데 생각해보니 필요할 것 같아요. 취소 안하고 받겠습니다.", intent: .withdraw),
    WrittenCase(body: "취소 요청 잘못 눌렀습니다. 정상 배송 부탁드립니다 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "취소 접수된 거 풀어주세요", intent: .withdraw),
    WrittenCase(body: "동생이 장난으로 취소 눌렀나봐요. 저는 취소할 생각이 없습니다.", intent: .withdraw),
    WrittenCase(body: "취소요청 건 무시해주세요. \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "취소 보류해주세요. 내일 다시 연락드릴게요", intent: .withdraw),
    WrittenCase(body: "취소는 절대 안 됩니다. 꼭 보내주세요", intent: .withdraw),
    WrittenCase(body: "어제 배송받았는데 색이 화면이랑 너무 달라요. 환불하고 싶습니다 \(a)", intent: .return, numbers: [a]),
    WrittenCase(body: "뜯어보니까 한쪽이 깨져있네요. 취소해주세요 \(a)", intent: .return, numbers: [a], code: "BROKEN_AND_BAD"),
    WrittenCase(body: "입어봤는데 안맞아요. 취소하고 반품할게요", intent: .return),
    WrittenCase(body: "이미 받아서 사용중인데 취소 되나요?", intent: .return),
    WrittenCase(body: "택배 왔는데 주문한 거랑 다른 게 들어있어요. 취소 처리해 주세요", intent: .return),
    WrittenCase(body: "취소 수수료 얼마예요?", intent: .question),
    WrittenCase(body: "취소 버튼 어디있어요", intent: .question),
    WrittenCase(body: "카드취소 문자가 안 왔어요. 취소 처리된 거 맞나요? \(a)", intent: .question, numbers: [a]),
    WrittenCase(body: "취소 승인이 왜 이렇게 늦어요? 환불은 언제 되죠?", intent: .question),
    WrittenCase(body: "어제 취소했는데 돈이 안 들어왔어요", intent: .none),
    WrittenCase(body: "출고 후에도 취소할 수 있나요?", intent: .cancel),
    WrittenCase(body: "다음에 또 주문할 건데 그때 취소 가능한 기간이 어떻게 되나요", intent: .question),
    WrittenCase(body: "취소 잘 처리됐네요 감사합니다~", intent: .feedback),
    WrittenCase(body: "취소할까 했는데 받아보니 너무 좋네요! 잘 쓸게요", intent: .withdraw),
    WrittenCase(body: "덕분에 취소 안 하고 잘 받았어요. 감사합니다", intent: .withdraw),
    WrittenCase(subject: "(광고) 예약 취소 특가!", body: "오늘만 이 가격! 언제든 무료 취소 가능. 지금 주문하세요. 수신거부 클릭", intent: .none),
    WrittenCase(subject: "뉴스레터 11월호", body: "이번 달 소식: 구독 취소를 원하시면 여기를 클릭하세요. 감사합니다.", intent: .none),
    WrittenCase(subject: "[광고] 블랙프라이데이", body: "수신을 원치 않으시면 수신취소 해주세요", intent: .none),
    WrittenCase(
        subject: "Weekly deals",
        body: "Up to 70% off! To unsubscribe or cancel your subscription, click here. Free cancellation on all hotels.",
        intent: .none),
    WrittenCase(
        subject: "[네이버페이] 결제하신 내역을 안내해드립니다.",
        body:
            "홍길동님, 결제하신 내역을 안내해드립니다.\n주문번호 \(a)\n결제일자 2026.11.21\n가맹점명 우리상점\n상품명 무선 마우스\n총 결제 금액 15,900원\n주문 취소는 결제내역에서 하실 수 있습니다. 취소를 원하시면 판매자에게 문의해 주세요.\n",
        intent: .none, numbers: [a]),
    WrittenCase(
        subject: "[네이버페이] 취소하신 내역을 안내해드립니다.",
        body: "홍길동님, 취소하신 내역을 안내해드립니다.\n주문번호: \(a)\n취소일자 2026.11.21\n취소사유: 단순 변심\n취소금액 15,900원\n", intent: .none,
        numbers: [a]),
    WrittenCase(
        subject: "[네이버페이] 취소 요청이 접수되었습니다.", body: "홍길동님의 취소 요청이 접수되었습니다.\n주문번호 \(a)\n취소사유 : 단순 변심\n판매자 확인 후 취소 처리됩니다.",
        intent: .cancel, numbers: [a], code: "INTENT_CHANGED"),
    WrittenCase(
        subject: "[스마트스토어] 취소요청이 접수되었습니다",
        body: "판매자님, 구매자가 취소를 요청하였습니다.\n상품주문번호: \(a)\n취소사유: 단순 변심\n취소관리 메뉴에서 처리해 주세요.", intent: .cancel,
        numbers: ["/\(a)"], code: "INTENT_CHANGED"),
    WrittenCase(subject: "정산금액 입금 완료 안내입니다.", body: "판매자님, 정산금액이 입금되었습니다. 취소/환불 건은 차감됩니다.", intent: .question),
    WrittenCase(
        subject: "[네이버페이] 구매하신 제품의 자동구매확정 안내입니다.", body: "주문번호 \(a) 상품이 11월 28일 자동구매확정됩니다. 반품/교환을 원하시면 그 전에 신청해 주세요.",
        intent: .none, numbers: [a]),
    WrittenCase(
        subject: "[긴급] 스마트스토어 계정 정지 안내",
        body: "고객님의 판매자 계정이 정지될 예정입니다. 정지를 취소하려면 아래 링크를 클릭해 주세요. http://naver-login.example", intent: .question),
    WrittenCase(
        subject: "Your order was cancelled",
        body: "Dear customer, your payment failed and your order \(a) will be cancelled. Click here to confirm.",
        intent: .none, numbers: [a]),
    WrittenCase(
        subject: "결제 승인 취소 안내", body: "[Web발신] 해외결제 980,000원 승인. 본인이 아닐 경우 취소 신청 바랍니다 02-123-4567", intent: .none),
    WrittenCase(
        subject: "주문 취소", body: "주문번호: \(a)\n상품명: 캠핑 의자 (블랙)\n수량: 3\n취소수량: 2\n취소사유: 수량 실수", intent: .cancel,
        numbers: [a], code: "WRONG_ORDER", cancelQuantity: 2),
    WrittenCase(body: "텀블러 다섯개 시켰는데 두개만 취소해주세요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 2),
    WrittenCase(body: "5개 중 3개는 그대로 보내주시고 2개는 취소 부탁드립니다 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 2),
    WrittenCase(body: "양말 10켤레 중 4켤레 취소요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 4),
    WrittenCase(body: "3개 주문했는데 1개만 필요해요. 2개 취소해 주세요. \(a)", intent: .cancel, numbers: [a], cancelQuantity: 2),
    WrittenCase(body: "1개만 남기고 나머지 2개 취소해주세요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 2),
    WrittenCase(body: "장갑 두 켤레 가운데 한 켤레만 취소할게요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 1),
]

private let freshDoubts: [WrittenCase] = [
    WrittenCase(body: "제 취소 요청이 왜 거부됐나요?", intent: .question),
    WrittenCase(body: "취소해 주지 마세요", intent: .withdraw),
    WrittenCase(body: "취소 승인 좀 빨리 해주세요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 승인해 주셔서 감사합니다", intent: .feedback),
    WrittenCase(body: "취소 문의 드렸던 사람인데요 그냥 진행해 주세요", intent: .withdraw),
    WrittenCase(body: "취소 말고 수량만 2개에서 1개로 줄여주세요 \(a)", intent: .change, numbers: [a]),
    WrittenCase(body: "결제가 두 번 됐어요. 하나 취소해 주세요. \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(
        body: "부모님 선물인데 주소를 잘못 썼어요. 주소 변경이 안되면 취소해주세요 \(a)", intent: .cancel, numbers: [a], code: "INTENT_CHANGED",
        conditional: true),
    WrittenCase(body: "취소해도 될까요? 더 싼 데를 찾아서요", intent: .cancel),
    WrittenCase(body: "예약 취소하려고 전화했는데 안받으시네요. 메일 남깁니다. \(a) 취소해주세요.", intent: .cancel, numbers: [a]),
    WrittenCase(body: "친구는 취소해달라는데 저는 받고 싶어요", intent: .question),
    WrittenCase(body: "취소해달라는 게 아니라 빨리 보내달라는 겁니다", intent: .withdraw),
    WrittenCase(body: "취소하시면 안 됩니다! 오늘 꼭 발송해주세요", intent: .withdraw),
    WrittenCase(body: "왜 제 주문을 취소하셨어요? 저는 취소 요청한 적 없는데요", intent: .withdraw),
    WrittenCase(body: "취소당했네요. 품절이면 미리 말씀해주셔야죠", intent: .question),
    WrittenCase(body: "품절됐다고 취소해달라고 하시는데 저는 기다릴게요", intent: .question),
    WrittenCase(body: "취소해달라고 하셔서 취소 신청했습니다 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소해주신다고 하셨는데 아직 안됐네요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(
        body: "사이즈 L로 바꿔주세요. 안 되면 취소 부탁드립니다. \(a)", intent: .cancel, numbers: [a], code: "COLOR_AND_SIZE",
        conditional: true),
    WrittenCase(body: "쿠폰 적용이 안됐어요 ㅠ 취소하고 다시 살게요 \(a)", intent: .cancel, numbers: [a], code: "INTENT_CHANGED"),
    WrittenCase(body: "마음이 바껴서요 취소요 \(a)", intent: .cancel, numbers: [a], code: "INTENT_CHANGED"),
    WrittenCase(
        body: "주문번호:\(a)\n연락처:010-2222-3333\n주문취소 부탁드립니다. 다른 상품 잘못 주문했습니다.", intent: .cancel, numbers: [a],
        code: "WRONG_ORDER"),
    WrittenCase(body: "취소되는 일 없게 꼭 오늘 보내주세요", intent: .question),
    WrittenCase(body: "혹시라도 취소되면 환불은 어떻게 되나요", intent: .question),
    WrittenCase(body: "취소한 사람 물량이라도 있으면 제가 살게요", intent: .question),
    WrittenCase(body: "취소 마감이 몇 시까지인가요? 오늘 안에 결정하려구요", intent: .question),
    WrittenCase(body: "제가 취소하겠다고 한 건 다른 주문이에요. 이 주문(\(a))은 보내주세요", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "재고 없으면 알려주세요. 취소할지 기다릴지 정할게요", intent: .question),
    WrittenCase(body: "취소해 주셨으면 합니다. \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소해주시면 감사하겠습니다 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 처리해주시면 감사드리겠습니다. 주문번호는 \(a)입니다.", intent: .cancel, numbers: [a]),
    WrittenCase(body: "주문 취소하면 안될까요? \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소하고 싶은데 방법을 모르겠어요. 취소 좀 해주세요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "취소 신청이 안돼서 메일 드려요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "구매 취소 원합니다", intent: .cancel, code: "INTENT_CHANGED"),
    WrittenCase(body: "\(a) 취소부탁드려요 사유: 사이즈 착오", intent: .cancel, numbers: [a], code: "COLOR_AND_SIZE"),
    WrittenCase(
        subject: "주문취소건", body: "안녕하세요? 주문취소건입니다.\n주문번호 : \(a)\n주문자 : 홍길동\n사유 : 단순변심\n감사합니다.", intent: .cancel,
        numbers: [a], code: "INTENT_CHANGED"),
    WrittenCase(body: "저번에 취소 안 된다고 하셔서 그냥 기다렸는데 이제라도 취소해주세요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "철회 취소합니다. 원래대로 취소해주세요", intent: .cancel),
    WrittenCase(body: "취소 철회했던 거 다시 취소 부탁드려요 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "취소하지 말까 하다가 그냥 취소하려구요", intent: .withdraw),
    WrittenCase(body: "주문이 취소되지 않게 해주세요", intent: .withdraw),
    WrittenCase(body: "입금 전인데 자동취소 되는 거죠?", intent: .question),
    WrittenCase(body: "취소하지는 않을게요. 대신 빨리 부탁드려요", intent: .withdraw),
    WrittenCase(body: "취소는 괜찮고요 주소만 바꿔주세요", intent: .change),
    WrittenCase(body: "아까 취소해달라고 한 거 없던 일로 해주세요", intent: .withdraw),
    WrittenCase(body: "취소 의사 없습니다", intent: .withdraw),
    WrittenCase(body: "취소 안할거예요!!! 보내주세요!!!", intent: .withdraw),
    WrittenCase(body: "취소 접수 해제 부탁드려요 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "제 주문 취소시키지 마세요", intent: .withdraw),
    WrittenCase(body: "왜 취소시켜요? 어이없네", intent: .question),
    WrittenCase(body: "부분취소 되나요? 3개 중 1개만요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 1),
    WrittenCase(
        body: "총 4개 주문했는데 이 중에 2개는 취소해주시고 2개만 보내주세요 \(a)", intent: .cancel, numbers: [a], code: "WRONG_ORDER",
        cancelQuantity: 2),
    WrittenCase(body: "검정색만 취소해주세요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "세트 상품인데 하나만 취소 가능한가요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "배송비 빼고 취소해주세요 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(body: "\(a), \(b), \(c) 세 건 전부 취소 바랍니다.", intent: .cancel, numbers: [a, b, c]),
    WrittenCase(body: "\(a)\n\(b)\n위 두 건 취소해주세요", intent: .cancel, numbers: [a, b]),
    WrittenCase(body: "주문번호: \(a) (장갑)\n주문번호: \(b) (양말)\n취소 부탁드립니다.", intent: .cancel, numbers: [a, b]),
    WrittenCase(body: "4개에서 3개로 취소해 주세요 \(a)", intent: .cancel, numbers: [a], cancelQuantity: 1),
    WrittenCase(
        body: "출고 전이면 취소해 주세요. 출고됐으면 취소 안 하고 받을게요. \(a)", intent: .cancel, numbers: [a], conditional: true),
    WrittenCase(body: "도와주시면 좋겠어요 취소 부탁드립니다 \(a)", intent: .cancel, numbers: [a]),
    WrittenCase(
        body: "Can it come by Friday? If not, cancel it. \(a)", intent: .cancel, numbers: [a], conditional: true),
    WrittenCase(body: "If not shipped yet, please don't cancel \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "어제 도착했는데 작동이 안 돼요. 취소해 주세요 \(a)", intent: .return, numbers: [a], code: "BROKEN_AND_BAD"),
    WrittenCase(body: "불량이네요. 취소해 주세요 \(a)", intent: .cancel, numbers: [a], code: "BROKEN_AND_BAD", confidence: -0.55),
    WrittenCase(body: "How long does it take to cancel an order?", intent: .question),
    WrittenCase(body: "My cancellation request was rejected, why?", intent: .question),
    WrittenCase(
        body: "Please stop the shipment, I don't want it anymore. \(a)", intent: .cancel, numbers: [a],
        code: "INTENT_CHANGED"),
    WrittenCase(body: "cancel plz", intent: .cancel),
    WrittenCase(
        subject: "Cancellation of order \(a)",
        body: "Dear Sir, I hereby request cancellation of the above order. Regards", intent: .cancel, numbers: [a]),
    WrittenCase(body: "배송 시작됐던데 취소하면 왕복배송비 내야 하나요?", intent: .question),
    WrittenCase(body: "택배 받았는데 빈 박스예요. 환불해주세요", intent: .return),
    WrittenCase(body: "오늘 도착한 옷 사이즈가 안 맞아서 취소하고 싶어요", intent: .return, code: "COLOR_AND_SIZE"),
    WrittenCase(body: "반품 취소해주세요. 그냥 쓸게요 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "반품 신청 취소 부탁드립니다 \(a)", intent: .withdraw, numbers: [a]),
    WrittenCase(body: "회원 탈퇴하고 싶어요. 개인정보 삭제해 주세요", intent: .none),
    WrittenCase(body: "쿠폰 사용 취소해 주세요", intent: .question),
    WrittenCase(body: "리뷰 작성 취소하는 방법 알려주세요", intent: .question),
    WrittenCase(body: "상품평 남겼어요. 취소할 뻔 했는데 잘 샀네요", intent: .question),
    WrittenCase(body: "세금계산서 발행 취소 부탁드립니다 \(a)", intent: .question, numbers: [a]),
    WrittenCase(body: "현금영수증 취소해주세요 \(a)", intent: .question, numbers: [a]),
    WrittenCase(body: "찜 취소했어요", intent: .question),
    WrittenCase(subject: "협찬 제안", body: "안녕하세요 마케팅 대행사입니다. 언제든 취소 가능한 광고 상품을 제안드립니다. 회신 부탁드립니다.", intent: .question),
    WrittenCase(subject: "[쿠팡] 주문 취소 안내", body: "고객님의 주문이 취소되었습니다.", intent: .none),
    WrittenCase(
        subject: "택배 배송 안내", body: "[CJ대한통운] 고객님의 상품이 오늘 배송 예정입니다. 수령 거부 또는 취소 시 고객센터로 연락주세요.", intent: .question),
]

/// Several orders in one mail: whoever is only mentioned is not cancelled.
let dividedMails: [(body: String, numbers: [String], intents: [Intent])] = [
    ("1) \(a) : 취소\n2) \(b) : 그대로 배송 부탁\n", [a, b], [.cancel, .withdraw]),
    ("\(a)는 취소, \(b)는 교환 부탁드립니다", [a, b], [.cancel, .exchange]),
    ("\(a) 주문은 잘 받았습니다. \(b) 주문만 취소해 주세요.", [a, b], [.question, .cancel]),
    ("\(a) 이 주문 말고 \(b) 이걸 취소해 주세요", [a, b], [.question, .cancel]),
    ("중복 주문했습니다. \(a) 주문은 살려두고 \(b) 주문은 취소 부탁드려요", [a, b], [.question, .cancel]),
    ("새로 주문했습니다(\(a)). 먼저 주문한 \(b) 취소해주세요", [a, b], [.question, .cancel]),
    ("\(a) 취소, \(b) 유지", [a, b], [.cancel, .question]),
    ("\(a) 주문을 취소하고 \(b) 로 다시 주문했습니다", [a, b], [.cancel, .question]),
    ("\(a) 은 제외하고 \(b) 만 취소해주세요", [a, b], [.question, .cancel]),
    ("두 개 주문 중 \(a) 만 취소하고 \(b) 는 받을게요", [a, b], [.cancel, .question]),
    ("I want to cancel \(a) but keep \(b).", [a, b], [.cancel, .question]),
    ("Please don't cancel \(a), cancel \(b) instead.", [a, b], [.withdraw, .cancel]),
    ("취소할 주문: \(a)\n보내주실 주문: \(b)\n", [a, b], [.cancel, .withdraw]),
    ("받을 주문번호: \(a)\n취소할 주문번호: \(b)\n", [a, b], [.withdraw, .cancel]),
    ("\(a) 취소해주세요.\n\(b) 은 옵션 변경 부탁드려요.\n\(c) 은 언제 오나요?", [a, b, c], [.cancel, .change, .question]),
]
