// Signs that a mail is not as simple as its wish to cancel sounds. A wrong cancellation costs ten times a missed one, so a mail with such a
// sign is shown to a person, however clearly it seems to ask.

internal import Cancellation

extension WrittenMail {
    /// `request`, held back where the mail says something besides.
    /// - Parameter isShared: the order has no words of its own in a mail with several.
    func cautious(_ request: Request, isShared: Bool) -> Request {
        guard request.intent == .cancel, request.confidence > unsure else { return request }
        let mayBeMeant = bodySentences.contains { $0.matches(CautionWords.always) || saysMoreOfCancelling($0) }
        let mayBeSpared = isShared && bodySentences.contains { $0.matches(CautionWords.sparing) }
        guard mayBeMeant || mayBeSpared else { return request }
        var request = request
        request.confidence = unsure
        return request
    }

    /// A condition before 취소, or a doubt behind it, that the rules for nouns did not understand.
    private func saysMoreOfCancelling(_ sentence: Sentence) -> Bool {
        guard IntentWords.cancel.mayOccur(in: sentence) else { return false }
        // A condition that was understood makes the request conditional, which the rules know how to hold back.
        let isUnderstood = intent.isConditional
        return sentence.matches(CautionWords.doubts) || !isUnderstood && sentence.matches(CautionWords.conditions)
    }
}

/// Data only; notation in Pattern.swift.
enum CautionWords {
    /// Anywhere: what adverts and phishing have, and quarrels about a cancellation.
    static let always = patterns(
        """
        http|www|링크 !를|가
        본인인증|본인확인|인증번호|로그인|클릭
        취소|cancel ~~ 예정|막으|방지
        오해|누가 ~~ 취소
        """)

    /// Behind 취소 in its sentence.
    static let doubts = patterns(
        """
        취소|캔슬 ~~ 아니었|아니고|아니라|아닙니|아니에|아녔|싫|든말든|말든|려다|려고했|할뻔|뜻이|필요없|필요는없|망설|고민
        취소|캔슬 ~~ 안했|안할|안하|말고|마시|마세|하지말|철회|되돌
        cancel ~~ unless|butnot|exceptfor|onlyif|insteadof
        cancelled|canceled ~ before|already|lasttime
        """)

    /// Before 취소 in its sentence: any ending that may be an `if`, in any dialect.
    static let conditions = patterns(
        """
        으면|다면|이면|라면|되면|하면|시면|오면|나면|가면|리면|지면|뜨면|으믄|다믄|이믄|라믄|되믄|하믄|시믄|오믄|믄요|거든|거들랑|는경우|을경우 !좋|감사|고맙 ~~ 취소|캔슬
        if|unless|incase ~~ cancel
        """)

    /// In mails about several orders: one of them is to live.
    static let sparing = patterns(
        """
        그대로|그냥|정상|원래|예정대로 ~ 보내|두|둬|출고|발송|배송|진행|유지|받
        만 ? 보내|배송|발송|출고|받을|받고
        나머지|다른건|다른거|다른것|남은|제외|빼고|말고|살려|유지
        keep|only|except|not
        """)

    private static func patterns(_ list: String) -> [Pattern] {
        list.split(separator: "\n").map { Pattern(String($0)) }
    }
}
