// Telling mails that were sent to many, or by a machine, from a customer's own words: they ask nobody to cancel anything.

/// Whether a first mail is an advert, a newsletter, a phishing text or a notice of the store, such as
/// `[네이버페이] 결제하신 내역을 안내해드립니다.`, whose words about cancelling are addressed to its reader.
/// A notice that a cancellation was asked for is none: somebody asked.
func isAnnouncement(_ heading: Subject, body: LiveText, sender: String?) -> Bool {
    // Whoever answers or forwards such a mail writes to somebody.
    guard !heading.isReply else { return false }
    let title = squeezed(heading.text.scalars[heading.own])
    if AnnouncementWords.claims.contains(where: title.contains) { return false }
    let address = (sender ?? "").lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
    if AnnouncementWords.senders.contains(where: address.contains) { return true }
    if AnnouncementWords.titleStarts.contains(where: title.hasPrefix) { return true }
    if AnnouncementWords.titles.contains(where: title.contains) { return true }
    return body.lines.contains { line in
        let words = squeezed(body.text.scalars[line])
        return AnnouncementWords.lines.contains(where: words.contains)
    }
}

private func squeezed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.lazy.filter { $0 != " " })
    return String(text)
}

/// Folded, without blanks. Data only.
private enum AnnouncementWords {
    static let claims = ["취소요청", "취소신청", "취소접수", "반품요청", "교환요청", "cancelrequest", "cancellationrequest"]
    /// Without dashes, underscores and dots.
    static let senders = ["noreply@", "donotreply@", "mailerdaemon@", "newsletter@"]
    static let titleStarts = ["(광고)", "[광고]", "<광고>", "【광고】", "광고)", "(ad)", "[네이버페이]", "[네이버]", "[스마트스토어]"]
    static let titles = ["뉴스레터", "newsletter"]
    static let lines = [
        "[web발신]", "[국제발신]", "[국외발신]", "수신거부", "수신을원치", "수신을원하지", "발신전용", "회신되지않", "구독취소", "구독을취소", "구독해지",
        "unsubscribe",
        "clickheretoconfirm", "clickheretoverify",
    ]
}
