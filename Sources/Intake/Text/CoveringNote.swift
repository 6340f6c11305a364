// Words above attachments: a covering note, or something that holds for them or speaks against them.

internal import Cancellation

extension WrittenMail {
    /// Whether the words above an attachment only hand it over, or plainly wish what it wishes: 목록 보내드립니다, 첨부 건 취소 부탁드립니다. What
    /// asks, tells or singles something out may speak against it.
    /// - Parameter written: what the words themselves ask for.
    func isCoveringNote(_ written: [Request]) -> Bool {
        // A note that names no order leaves that to the attachment, which makes its wish no less plain.
        let shared = sharedRequest(date: nil, requester: nil).request
        let wishes = references.isEmpty ? [doubted(shared, isShared: false)] : written
        let isPlain = wishes.allSatisfy { wish in
            switch wish.intent {
            case .none: true
            case .cancel: wish.confidence > unsure && !wish.conditional
            // 취소 목록 보냅니다 speaks of cancelling and asks nothing.
            case .question: wish.confidence < 0.5
            case .withdraw, .return, .exchange, .change, .feedback: false
            }
        }
        let said = sentences(in: body.text, lines: body.lines)
        return isPlain && !said.contains { $0.matches(DoubtWords.besideAttachments) }
    }
}
