// libgsf's casts are macros, which Swift cannot see; these are the few we use. Nothing in an input makes the library speak.
#ifndef CANCELBOX_GSF_SHIM_H
#define CANCELBOX_GSF_SHIM_H

#include <gsf/gsf.h>
#include <string.h>

static inline void cancelbox_gsf_quiet(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer nothing) {}

// libgsf gives back a date that a ZIP file does not have, and GLib says so.
static inline void cancelbox_gsf_no_date(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer nothing) {
    if (text == NULL || strstr(text, "g_date_time_unref") == NULL) g_log_default_handler(domain, level, text, nothing);
}

static inline void cancelbox_gsf_start(void) {
    const char *domains[] = {"libgsf", "libgsf:msole", "libgsf:zip"};
    gsf_init();
    for (int i = 0; i < 3; i++)
        g_log_set_handler(domains[i], G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE |
                          G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG, cancelbox_gsf_quiet, NULL);
    g_log_set_handler("GLib", G_LOG_LEVEL_CRITICAL, cancelbox_gsf_no_date, NULL);
}

// The folders of a ZIP or OLE2 file in memory; NULL when it is none. The caller holds the one reference.
static inline GsfInfile *cancelbox_gsf_open(const guint8 *bytes, gsize count, gboolean is_zip) {
    GsfInput *input = gsf_input_memory_new_clone(bytes, (gsf_off_t)count);
    if (input == NULL) return NULL;
    GsfInfile *folder = is_zip ? gsf_infile_zip_new(input, NULL) : gsf_infile_msole_new(input, NULL);
    g_object_unref(input);
    return folder;
}

// The child of that name, else the first one whose name differs in case only, as Excel takes it; NULL when there is none. The caller holds
// the one reference.
static inline GsfInput *cancelbox_gsf_child(GsfInput *folder, const char *name) {
    if (!GSF_IS_INFILE(folder)) return NULL;
    GsfInfile *infile = (GsfInfile *)folder;
    GsfInput *child = gsf_infile_child_by_name(infile, name);
    for (int i = 0, count = gsf_infile_num_children(infile); child == NULL && i < count; i++) {
        const char *other = gsf_infile_name_by_index(infile, i);
        if (other != NULL && g_ascii_strcasecmp(other, name) == 0) child = gsf_infile_child_by_index(infile, i);
    }
    return child;
}

static inline gboolean cancelbox_gsf_is_folder(GsfInput *input) {
    return GSF_IS_INFILE(input) && gsf_infile_num_children((GsfInfile *)input) >= 0;
}

#endif
