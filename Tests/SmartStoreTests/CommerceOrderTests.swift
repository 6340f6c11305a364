// What is read out of one item of the store's answer, and where claims may stand.

import Cancellation
import SmartStore
import StrictJSON
import Testing

private func order(_ text: String) throws -> Order { try commerceOrder(try JSONReader.read(Array(text.utf8))) }

private func item(product: String = "", beside: String = "") -> String {
    """
    {"order":{"orderId":"2026112098765431","paymentMeans":"신용카드 간편결제","paymentDate":"2026-11-20T09:12:43.000+09:00",
      "ordererName":"홍길동","ordererTel":"010-1234-5678"},
     "productOrder":{"productOrderId":"2026112012345671","productOrderStatus":"PAYED","placeOrderStatus":"OK",
      "productName":"장갑","productOption":"색상: 네이비","quantity":2,"initialQuantity":3,"remainQuantity":2,
      "totalPaymentAmount":40000,"remainPaymentAmount":26900,"shippingDueDate":"2026-11-25T23:59:59.000+09:00"\(product)}\(beside)}
    """
}

struct CommerceOrderTests {
    @Test func `facts of order and product are read`() throws {
        let order = try order(item(product: #","giftReceivingStatus":"RECEIVED","logisticsDirectContracted":true"#))
        #expect(order.orderID.rawValue == "2026112098765431")
        #expect(order.productOrderID.rawValue == "2026112012345671")
        #expect(order.status == .paid)
        #expect(order.placeOrderStatus == .confirmed)
        #expect((order.quantity, order.remainingQuantity, order.remainingPayment) == (3, 2, 26_900))
        #expect(order.paymentMeans == "신용카드 간편결제")
        #expect(order.paidAt == Instant(iso8601: "2026-11-20T09:12:43+09:00"))
        #expect(order.dispatchDueAt == Instant(iso8601: "2026-11-25T23:59:59+09:00"))
        #expect(order.orderer == Orderer(name: "홍길동", phone: "010-1234-5678"))
        #expect(order.isGift && order.isDirectContract)
        #expect(order.claim == nil && order.dispatchedAt == nil)
    }

    @Test(arguments: [
        #","currentClaim":{"cancel":{"claimId":"C1","claimStatus":"CANCEL_REQUEST","cancelReason":"SOLD_OUT","requestQuantity":1}}"#,
        #","cancel":{"claimId":"C1","claimStatus":"CANCEL_REQUEST","cancelReason":"SOLD_OUT","requestQuantity":1},"currentClaim":null"#,
    ])
    func `the open claim is found where it now stands and where it used to`(beside: String) throws {
        let claim = try order(item(beside: beside)).openCancelClaim
        #expect(claim?.id?.rawValue == "C1")
        #expect(claim?.quantity == 1)
        #expect(claim?.reason == Reason(code: "SOLD_OUT", cause: .outOfStock))
    }

    @Test(arguments: [
        (#","currentClaim":{"return":{"claimStatus":"RETURN_REQUEST","returnReason":"BROKEN"}}"#, ClaimType.return),
        (#","currentClaim":{"exchange":{"claimStatus":"EXCHANGE_REQUEST"}}"#, .exchange),
    ])
    func `returns and exchanges keep their type`(beside: String, type: ClaimType) throws {
        #expect(try order(item(beside: beside)).claim?.type == type)
        #expect(try order(item(beside: beside)).openCancelClaim == nil)
    }

    @Test func `a flat claim is read from the product order`() throws {
        let claim = try order(item(product: #","claimType":"CANCEL","claimStatus":"CANCELING","claimId":"C7""#)).claim
        #expect(claim == Claim(id: ClaimID(trusted: "C7"), type: .cancel, status: .cancelling))
    }

    @Test func `a finished claim is read from the completed ones`() throws {
        let completed = """
            ,"completedClaims":[{"claimType":"EXCHANGE","claimId":"E1","claimStatus":"EXCHANGE_REJECT"},
            {"claimType":"CANCEL","claimId":"C1","claimStatus":"CANCEL_DONE","requestQuantity":1,
             "claimRequestReason":"INTENT_CHANGED","claimCompleteOperationDate":"2026-11-22T10:00:00.000+09:00",
             "refundStandbyStatus":"환불처리완료"}]
            """
        for text in [
            item(beside: completed),
            item(product: #","claimType":"CANCEL","claimStatus":"CANCEL_DONE","claimId":"C1""#, beside: completed),
        ] {
            let claim = try order(text).claim
            #expect(claim?.status == .cancelDone)
            #expect(claim?.quantity == 1)
            #expect(claim?.completedAt == Instant(iso8601: "2026-11-22T10:00:00+09:00"))
            #expect(claim?.refundStandbyStatus == "환불처리완료")
        }
    }

    @Test func `dispatch is read from the delivery`() throws {
        let sent = try order(item(beside: #","delivery":{"sendDate":"2026-11-21T10:00:00.000+09:00"}"#))
        #expect(sent.dispatchedAt == Instant(iso8601: "2026-11-21T10:00:00+09:00"))
    }

    @Test(arguments: [
        (#"{}"#, "order", true), (#"{"order":{"orderId":"1"},"productOrder":[]}"#, "productOrder", false),
        (#"{"order":{"orderId":"1"},"productOrder":{"productOrderId":"1"}}"#, "productOrder.initialQuantity", true),
        (#"{"order":{"orderId":7},"productOrder":{"quantity":1}}"#, "order.orderId", false),
        (#"{"order":{"orderId":"가"},"productOrder":{"quantity":1}}"#, "order.orderId", false),
        (#"{"order":{"orderId":"1","orderId":"2"},"productOrder":{"quantity":1}}"#, "order", false),
        (#"{"order":{"orderId":"1"},"productOrder":{"quantity":-1}}"#, "productOrder.quantity", false),
    ])
    func `an item without what is needed names the field`(text: String, field: String, isMissing: Bool) {
        let error = #expect(throws: CommerceOrderError.self) { try order(text) }
        #expect(error?.field == field)
        #expect(error?.isMissing == isMissing)
    }

    @Test(arguments: [("\"26900\"", 26_900), ("\"594,000\"", 594_000), ("\"1,594,000\"", 1_594_000)])
    func `amounts may be text that went through a spreadsheet`(written: String, amount: Int) throws {
        let text = item().replacing(#""remainPaymentAmount":26900"#, with: "\"remainPaymentAmount\":\(written)")
        #expect(try order(text).remainingPayment == amount)
    }

    @Test(arguments: ["\"5,94\"", "\"594,0000\"", "\",594\"", "\"594.000\"", "\"-5\"", "\"594,000원\"", "true", "5.5"])
    func `an amount that can be read in two ways is refused`(written: String) {
        let text = item().replacing(#""remainPaymentAmount":26900"#, with: "\"remainPaymentAmount\":\(written)")
        let error = #expect(throws: CommerceOrderError.self) { try order(text) }
        #expect(error?.field == "productOrder.remainPaymentAmount")
    }

    @Test func `an order without an amount is refused, not taken for free`() {
        let text = item().replacing(#""totalPaymentAmount":40000,"remainPaymentAmount":26900,"#, with: "")
        let error = #expect(throws: CommerceOrderError.self) { try order(text) }
        #expect(error?.field == "productOrder.remainPaymentAmount")
    }

    private func split(_ amounts: String) throws -> PaymentSplit? {
        let text = item().replacing(#""ordererName""#, with: amounts + #""ordererName""#)
        return try order(text).paymentSplit
    }

    @Test func `what was paid by which means is read as the store says it`() throws {
        #expect(try split("") == nil)
        #expect(try split(#""generalPaymentAmount":null,"#) == nil)
        #expect(
            try split(#""generalPaymentAmount":27900,"naverMileagePaymentAmount":"2,000","payLaterPaymentAmount":0,"#)
                == PaymentSplit(general: 27_900, points: 2_000, payLater: 0))
        #expect(
            try split(
                #""chargeAmountPaymentAmount":5,"checkoutAccumulationPaymentAmount":6,"payLaterPaymentAmount":7,"#)
                == PaymentSplit(money: 5, accumulation: 6, payLater: 7))
    }

    @Test(arguments: ["-5", "\"5,94\"", "true", "{}"])
    func `a split with an amount that cannot be read is none, and the order stays readable`(written: String) throws {
        #expect(try split("\"naverMileagePaymentAmount\":2000,\"generalPaymentAmount\":\(written),") == nil)
    }
}
