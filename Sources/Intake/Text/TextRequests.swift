internal import Cancellation

func requests(
    inSubject subject: String?, body: String?, date: Instant?, from: Requester?, limits: Limits
) -> [Request] { [] }
