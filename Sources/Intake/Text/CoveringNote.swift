// Words above attachments: a covering note, or something that holds for them or speaks against them.

internal import Cancellation

/// Whether the words above an attachment only hand it over, or plainly wish what it wishes: 목록 보내드립니다, 첨부 건 취소 부탁드립니다. What
/// asks, tells or singles something out may speak against it.
func isCoveringNote(_ text: String, _ written: [Request], limits: Limits, _ lexicon: Lexicon) -> Bool {
    let isPlain = written.allSatisfy { request in
        switch request.intent {
        case .none: true
        case .cancel: request.confidence > unsure && !request.conditional
        // 취소 목록 보냅니다 speaks of cancelling and asks nothing.
        case .question: request.confidence < 0.5
        case .withdraw, .return, .exchange, .change, .feedback: false
        }
    }
    let live = LiveText(FoldedText(text, limit: limits.mailText), isReply: false, lexicon: lexicon)
    let said = sentences(in: live.text, lines: live.lines)
    return isPlain && !said.contains { $0.matches(DoubtWords.besideAttachments) }
}
