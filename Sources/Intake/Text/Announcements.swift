// Telling mails that were sent to many, or by a machine, from a customer's own words: they ask nobody to cancel anything.

/// Whether a first mail is an advert, a newsletter, a phishing text or a notice of the store, such as
/// `[네이버페이] 결제하신 내역을 안내해드립니다.`, whose words about cancelling are addressed to its reader.
/// A notice that a cancellation was asked for is none: somebody asked.
func isAnnouncement(_ heading: Subject, body: LiveText, sender: String?, _ lexicon: Lexicon) -> Bool {
    // Whoever answers or forwards such a mail writes to somebody.
    guard !heading.isReply else { return false }
    let title = squeezed(heading.text.scalars[heading.own])
    if AnnouncementWords.claims.occur(in: title) { return false }
    if sender.map(isNoPerson) ?? false { return true }
    if AnnouncementWords.titleStarts.begin(title.indices, of: title) { return true }
    if AnnouncementWords.titles.occur(in: title) { return true }
    return body.lines.contains { line in
        let letters = squeezed(body.text.scalars[line])
        return AnnouncementWords.lines.occur(in: letters) || lexicon.announcements.contains { letters.contains($0) }
    }
}

private func isNoPerson(_ sender: String) -> Bool {
    let letters = sender.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != "." }
    return AnnouncementWords.senders.occur(in: Array(letters))
}

private func squeezed(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] { scalars.filter { $0 != " " } }

/// Folded, without blanks. Data only.
enum AnnouncementWords {
    static let claims = Words(["취소요청", "취소신청", "취소접수", "반품요청", "교환요청", "cancelrequest", "cancellationrequest"])
    /// Without dashes, underscores and dots.
    static let senders = Words(["noreply@", "donotreply@", "mailerdaemon@", "newsletter@"])
    static let titleStarts = Words(["(광고)", "[광고]", "<광고>", "【광고】", "광고)", "(ad)", "[네이버페이]", "[네이버]", "[스마트스토어]"])
    static let titles = Words(["뉴스레터", "newsletter"])
    static let lines = Words([
        "[web발신]", "[국제발신]", "[국외발신]", "수신거부", "수신을원치", "수신을원하지", "발신전용", "회신되지않", "구독취소", "구독을취소", "구독해지",
        "unsubscribe",
        "clickheretoconfirm", "clickheretoverify",
    ])
}
