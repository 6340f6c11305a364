// Whether nobody sat at the keyboard: answering machines, bounces, lists (RFC 3834, 2919, 2369, 3462, and what mailers did
// before them). A customer taken for a machine is never heard, so only marks that people's mails do not carry count.

/// Whether a mail was sent by a machine; `from` and `subject` are those of its fields, `type` is the MIME type of its body.
/// `X-Auto-Response-Suppress` is no mark: Exchange puts it on people's mails too.
func isSentByMachine(_ headers: MailHeaders, from: String?, subject: String?, type: String) -> Bool {
    hasMachineField(headers) || type == "multipart/report" || isFromMailSystem(headers, from: from, subject: subject)
        || subject.map(isAnswerOfMachine) == true
}

private func hasMachineField(_ headers: MailHeaders) -> Bool {
    let words = { (name: String) in
        headers.everyRaw(name, most: 8).map { FieldScanner.firstWord(of: $0).lowercased() }.filter { !$0.isEmpty }
    }
    if words("auto-submitted").contains(where: { $0 != "no" }) { return true }
    let isPosted = isPostedToGroup(headers)
    if words("precedence").contains(where: { precedences.contains($0) && !(isPosted && $0 == "list") }) { return true }
    // Some programs write these with a no in front of every mail.
    if ["x-autoreply", "x-autorespond"].contains(where: { words($0).contains { !["no", "false", "0"].contains($0) } }) {
        return true
    }
    return headers.has("x-failed-recipients") || !isPosted && listFields.contains(where: headers.has)
}

/// Whether a list to which people write passed the mail on. A shop whose address is such a group gets all its customers' mails so;
/// newsletters come from lists to which nobody can write (RFC 2369: no `List-Post`, or `NO`).
private func isPostedToGroup(_ headers: MailHeaders) -> Bool {
    headers.text("list-post").map { $0.lowercased().contains("mailto:") } ?? false
}

private let precedences: Set<String> = ["bulk", "list", "junk", "auto_reply"]

private let listFields = [
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "list-help", "list-subscribe", "list-owner",
    "list-archive",
]

/// Bounces and delivery reports of old, that are no multipart/report.
private func isFromMailSystem(_ headers: MailHeaders, from: String?, subject: String?) -> Bool {
    let returnPath = headers.text("return-path")
    if returnPath?.filter({ $0 != " " }) == "<>" { return true }
    let senders = [from, headers.addresses("sender").first?.address, headers.addresses("return-path").first?.address]
    if senders.contains(where: { localPart($0) == "mailer-daemon" }) { return true }
    // `MAILER-DAEMON <>`, or nothing but the name.
    if (from ?? "").isEmpty, headers.text("from")?.lowercased().contains("mailer-daemon") == true { return true }
    // A postmaster may be a customer; one that speaks of deliveries is a mail server.
    guard localPart(from) == "postmaster", let subject = subject?.lowercased() else { return false }
    return deliveryWords.contains { subject.contains($0) }
}

private func localPart(_ address: String?) -> String? { address.map { String($0.prefix { $0 != "@" }).lowercased() } }

private let deliveryWords = [
    "undeliver", "delivery status", "delivery fail", "delivery has", "delivery delay", "delivery report",
    "delivery notification", "mail delivery", "returned mail", "returned to sender", "failure notice",
    "could not be delivered", "전송 실패", "전송실패", "발송 실패", "발송실패", "배달 실패", "배달되지", "배달 못", "배달하지 못", "전달되지",
    "수신 실패", "수신실패", "반송", "보내지 못", "보내지못",
]

/// Whether a subject is an answering machine's. Its words must stand at the start and by themselves: customers write
/// "부재중이라 못 받았어요, 취소해 주세요" too.
func isAnswerOfMachine(_ subject: String) -> Bool {
    var rest = subject.lowercased()[...]
    rest = rest.drop { blanksAndBrackets.contains($0) }
    guard let mark = answerMarks.first(where: rest.hasPrefix) else { return false }
    rest = rest.dropFirst(mark.count)
    while true {
        rest = rest.drop { $0.isWhitespace }
        guard let word = answerWords.first(where: rest.hasPrefix) else { break }
        rest = rest.dropFirst(word.count)
    }
    guard rest.first.map({ !$0.isLetter && !$0.isNumber && $0 != "," }) ?? true || mark.hasSuffix(":") else {
        return false
    }
    // 부재중: 취소 부탁드려요 is somebody's own title. A machine repeats the one it answers, or says nothing of its own.
    let isOwn = ["취소", "환불", "연락이"].contains(where: rest.contains) && !rest.contains("re:")
    return !(mark.hasPrefix("부재") && isOwn)
}

private let blanksAndBrackets: Set<Character> = [" ", "\t", "[", "(", "<", "【", "「", "［", "（"]

private let answerMarks = [
    "자동응답", "자동 응답", "자동회신", "자동 회신", "자동답장", "자동 답장", "부재중", "부재 중", "automatic reply", "auto-reply", "auto reply",
    "autoreply", "out of office", "out-of-office", "ooo:", "vacation reply", "휴가중 자동", "휴가 중 자동", "읽음:", "수신확인",
    "read receipt",
]

/// What such a subject goes on with before its colon, bracket or end.
private let answerWords = [
    "자동", "응답", "회신", "답장", "메일", "메시지", "메세지", "안내", "알림", "통보", "입니다", "autoreply", "auto-reply", "automatic", "auto",
    "reply", "response", "message", "notification", "notice",
]
