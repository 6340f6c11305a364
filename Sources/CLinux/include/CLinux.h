// The Linux calls that Swift's Glibc overlay does not show.
#ifndef CANCELBOX_CLINUX_H
#define CANCELBOX_CLINUX_H

/// renameat2 with RENAME_NOREPLACE: 0, or -1 with errno (EEXIST when the new name is taken).
int cancelbox_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);

#endif
