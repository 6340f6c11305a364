// How mail programs mark what was not written this time. Folded: lower case, ASCII width. Data only.

/// Between rows of dashes, without blanks.
let historyMarks = Words([
    "originalmessage", "originalmail", "forwardedmessage", "forwardedmail", "원본메시지", "원본메세지", "원본메일", "원문", "전달된메시지",
    "전달된메세지", "전달메일", "이전메일", "beginforwardedmessage", "원본이메일", "받은메일내용", "받은메일", "원본",
    // Japanese (whose long vowel is folded to a dash), Chinese, German, French, Spanish, Vietnamese, Italian, Dutch, Portuguese.
    "元のメッセージ", "元のメッセジ", "転送メッセージ", "転送されたメッセージ", "原始邮件", "原邮件", "邮件原件", "转发的邮件", "回复的原邮件", "原始郵件", "原始訊息", "轉寄的郵件",
    "ursprünglichenachricht", "originalnachricht", "weitergeleitetenachricht", "messaged'origine", "messageoriginal",
    "messagetransféré",
    "mensajeoriginal", "mensajereenviado", "thưgốc", "tinnhắngốc", "thưđãchuyểntiếp", "messaggiooriginale",
    "oorspronkelijkbericht",
    "mensagemoriginal",
])

let attributionEnds = Words([
    "wrote:", "작성:", "작성한 내용:", "님이 씀:", "썼습니다:", "님이 쓴 글:", "보낸 메일:", "쓴 글:", "님이 다음을 씀:", "다음을 씀:",
    "のメール:", "のメ-ル:", "さんは書きました:", "さんが書きました:", "写道:", "寫道:", "于下列时间写道:", "於下列時間寫道:", "schrieb:", "schrieb am:",
    "a écrit :", "a écrit:",
    "escribió:", "đã viết:", "ha scritto:", "schreef:", "escreveu:",
])

/// How the line begins under which some programs name date and writer, in languages other than ours.
let attributionStarts = Words(["on ", "am ", "le ", "el ", "vào ", "op ", "il giorno ", "em ", "在", "于"])

let senderLabels = Words([
    "보낸 사람:", "보낸사람:", "보낸이:", "발신:", "발신자:", "from:", "*from:*", "보낸 사람 :", "보낸사람 :",
    "差出人:", "送信者:", "发件人:", "寄件者:", "寄件人:", "von:", "de :", "de:", "expéditeur :", "từ:", "người gửi:", "da:", "van:",
])

let headingLabels = Words([
    "받는 사람", "받는사람", "받는이", "수신:", "수신자:", "to:", "*to:*", "보낸 날짜", "보낸날짜", "날짜:", "sent:", "date:", "제목:", "subject:",
    "*sent:*", "*subject:*", "宛先:", "送信日時:", "日時:", "件名:", "收件人:", "发送时间:", "主题:", "收件者:", "寄件日期:", "主旨:", "an:",
    "gesendet:",
    "betreff:", "datum:", "à :", "à:", "envoyé :", "envoyé:", "objet :", "objet:", "para:", "enviado:", "enviado el:",
    "asunto:", "đến:", "tới:",
    "đã gửi:", "ngày:", "chủ đề:", "tiêu đề:", "inviato:", "oggetto:", "aan:", "verzonden:", "onderwerp:",
])

let footerStarts = Words([
    "sent from ", "get outlook for", "sent via ", "android용 outlook", "ios용 outlook", "outlook for android",
    "outlook for ios", "나의 iphone에서", "내 iphone에서", "내 휴대폰에서", "제 아이폰에서",
])

let footerEnds = Words(["에서 보냄", "에서 보냄.", "에서 보낸 메일입니다.", "에서 보낸 메일입니다", "에서 발송됨", "앱에서 보냈습니다", "앱에서 보냈습니다."])
