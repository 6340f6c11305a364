// Drops in the shapes that exports have, for the tests of this folder.

let toolExport = """
    {"schema":"cancel-request/1","request_id":"CR-20260304-J1","received_at":"2026-03-04T11:00:00+09:00","channel":"smartstore",
     "action":"cancel","requested_at":"2026-03-04T10:00:00+09:00",
     "customer":{"name":"김민준","phone":"010-1234-5678","email":"user@example.kr","tier":"골드"},
     "order":{"order_no":"2026030410000001","items":[
       {"product_order_no":"2026030430000001","sku":"SKU-1","name":"무선 청소기 V12","qty":2,"unit_price":10000}],
      "total":20000,"currency":"KRW","paid_by":"신용카드"},
     "reason":{"code":"SOLD_OUT","label":"상품 품절","text":"취소 철회 말고 취소해 주세요. 반품은 아닙니다."},
     "attachments":[],"locale":"ko-KR"}
    """

let ownFormat = """
    {"schema":"cancelbox.request/1","action":"cancel","channel":"smartstore","orderId":"2026112098765431",
     "productOrderId":"2026112012345671","product":{"name":"장갑","option":"네이비","quantity":3},"cancelQuantity":1,
     "reason":{"code":"INTENT_CHANGED","text":"단순 변심"},"requestedAt":"2026-11-21T21:40:10+09:00",
     "requester":{"name":"홍길동","email":"hong@example.kr","phone":"010-1234-5678"}}
    """

/// An item of `product-orders/query` whose claim part is `claims`.
func storeItem(_ claims: String, product: String = "", id: String = "2026112012345671") -> String {
    """
    {"order":{"orderId":"2026112098765431","ordererName":"홍길동","ordererTel":"010-1234-5678","paymentMeans":"신용카드"},
     "productOrder":{"productOrderId":"\(id)","placeOrderStatus":"OK","productName":"장갑",
      "productOption":"색상: 네이비","quantity":2,"remainQuantity":2,"shippingAddress":{"name":"임꺽정","tel1":"02-1"}\(product)},
     "completedClaims":[]\(claims)}
    """
}

let openClaim = """
    ,"currentClaim":{"cancel":{"claimId":"C1","claimStatus":"CANCEL_REQUEST","claimRequestDate":"2026-11-21T21:40:10.000+09:00",
    "cancelReason":"INTENT_CHANGED","cancelDetailedReason":"재결제 예정","requestQuantity":1}}
    """

let koreanRow = """
    [{"상품주문번호":"2026112012345671","주문번호":"2026112098765431","주문상태":"결제완료","취소 처리상태":"취소요청",
      "취소요청일":"2026.11.21. 오후 9:40","취소사유":"단순 변심","취소 상세사유":"마음이 바뀌었어요","상품명":"장갑","옵션정보":"네이비","수량":"2",
      "취소수량":"1","구매자명":"홍길동","구매자연락처":"010-1234-5678","판매채널":"스마트스토어","수량클레임 여부":"N"}]
    """
