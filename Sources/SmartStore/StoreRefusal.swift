// The store's ways of saying no, with its own codes (`errorCode.pay-order-seller` of the Commerce API).

import Cancellation
import Ports

/// Why the store refuses a command.
enum StoreRefusal: String, Error {
    case badParameter = "4000"
    case unknown = "100001"
    case wrongState = "104442"
    /// The requested state is the present one: to be verified by reading the order, not to be repeated.
    case alreadySo = "105306"

    var failure: Failure { Failure(code: rawValue, message: message) }

    /// "Not in the state you think" is answered by reading the order; anything else will never be taken.
    var outcome: CommandOutcome {
        switch self {
        case .wrongState, .alreadySo: .conflict(failure)
        case .badParameter, .unknown: .rejected(failure)
        }
    }

    private var message: String {
        switch self {
        case .badParameter:
            "The store does not take this reason, detail or quantity. Check the cancellation and send it again."
        case .unknown: "The store has no such product order. Check the number."
        case .wrongState: "The order is not in a state in which it can be cancelled this way. Look at it in the store."
        case .alreadySo: "The order is already in the requested state. Read it again."
        }
    }
}
