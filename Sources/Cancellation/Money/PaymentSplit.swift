// How the money of an order was divided among means of payment, as the store says it. Owns no amounts of a single product order.

/// What was paid by which means for the whole order, every product order and the delivery included, in won; nil where the store does
/// not say. Names: `order` of product-orders/query, DOMAIN §2.7. How a part of it is paid back is the store's affair.
package struct PaymentSplit: Hashable, Codable, Sendable {
    /// `generalPaymentAmount`: by the means that `paymentMeans` names.
    package var general: Int?
    /// `naverMileagePaymentAmount` (포인트)
    package var points: Int?
    /// `chargeAmountPaymentAmount` (충전금, 머니)
    package var money: Int?
    /// `checkoutAccumulationPaymentAmount` (적립금)
    package var accumulation: Int?
    /// `payLaterPaymentAmount` (후불)
    package var payLater: Int?

    package init(
        general: Int? = nil, points: Int? = nil, money: Int? = nil, accumulation: Int? = nil, payLater: Int? = nil
    ) {
        self.general = general
        self.points = points
        self.money = money
        self.accumulation = accumulation
        self.payLater = payLater
    }

    /// The kinds of NAVER Pay's own money that took part, by their Korean names.
    var pointNames: [String] {
        [("포인트", points), ("머니", money), ("적립금", accumulation)].filter { $0.1 ?? 0 > 0 }.map(\.0)
    }
}

extension Order {
    /// The kinds of payment that took part, the one of `paymentMeans` first; never empty.
    package var paidBy: [PaymentMeans] {
        let main = PaymentMeans(paymentMeans)
        guard let paymentSplit else { return [main] }
        // An amount that is not said may be any: the means that the store names is then believed.
        var means = paymentSplit.general == 0 ? [] : [main]
        if paymentSplit.payLater ?? 0 > 0, main != .payLater || means.isEmpty { means.append(.payLater) }
        if !paymentSplit.pointNames.isEmpty, main != .points || means.isEmpty { means.append(.points) }
        return means.isEmpty ? [main] : means
    }
}
