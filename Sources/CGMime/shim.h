// GMime's type tests and casts are macros, which Swift cannot see; these are the few we use. A cast that does not fit
// yields NULL instead of a warning on standard error, so that no input can make the library speak.
#ifndef CANCELBOX_GMIME_SHIM_H
#define CANCELBOX_GMIME_SHIM_H

#include <errno.h>
#include <gmime/gmime.h>

static inline GMimeMultipart *cancelbox_multipart(GMimeObject *object) {
    return GMIME_IS_MULTIPART(object) ? (GMimeMultipart *)object : NULL;
}

static inline GMimePart *cancelbox_part(GMimeObject *object) {
    return GMIME_IS_PART(object) ? (GMimePart *)object : NULL;
}

static inline GMimeMessagePart *cancelbox_message_part(GMimeObject *object) {
    return GMIME_IS_MESSAGE_PART(object) ? (GMimeMessagePart *)object : NULL;
}

static inline GMimeObject *cancelbox_object_of_message(GMimeMessage *message) {
    return (GMimeObject *)message;
}

static inline GMimeStreamMem *cancelbox_memory_stream(GMimeStream *stream) {
    return GMIME_IS_STREAM_MEM(stream) ? (GMimeStreamMem *)stream : NULL;
}

static inline InternetAddressMailbox *cancelbox_mailbox(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_MAILBOX(address) ? (InternetAddressMailbox *)address : NULL;
}

static inline InternetAddressGroup *cancelbox_group(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_GROUP(address) ? (InternetAddressGroup *)address : NULL;
}

// Options for headers of undeclared charset: UTF-8 where the bytes are that, else the Korean code page.
static inline GMimeParserOptions *cancelbox_parser_options(void) {
    const char *charsets[] = {"utf-8", "cp949", NULL};
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, charsets);
    return options;
}

typedef enum {
    CANCELBOX_CONVERTED,       // all of the input was read
    CANCELBOX_OUTPUT_FULL,     // call again with an empty output
    CANCELBOX_INVALID_INPUT,   // the next byte begins nothing valid
    CANCELBOX_INPUT_CUT,       // the input ends within a character
} cancelbox_conversion;

// One step of iconv, with errno turned into a value.
static inline cancelbox_conversion cancelbox_convert(
    iconv_t converter, const char **input, size_t *input_left, char **output, size_t *output_left) {
    if (iconv(converter, (char **)input, input_left, output, output_left) != (size_t)-1) return CANCELBOX_CONVERTED;
    if (errno == E2BIG) return CANCELBOX_OUTPUT_FULL;
    return errno == EINVAL ? CANCELBOX_INPUT_CUT : CANCELBOX_INVALID_INPUT;
}

// NULL where the charset is unknown (iconv says (iconv_t)-1).
static inline iconv_t cancelbox_converter_to_utf8(const char *charset) {
    iconv_t converter = g_mime_iconv_open("UTF-8", charset);
    return converter == (iconv_t)-1 ? NULL : converter;
}

#endif
