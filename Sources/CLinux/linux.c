#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/wait.h>
#include <unistd.h>

int cancelbox_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
    return renameat2(from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int cancelbox_sync_file_system(int descriptor) {
    return syncfs(descriptor);
}

int cancelbox_read_lease(int descriptor) {
    return fcntl(descriptor, F_SETLEASE, F_RDLCK);
}

int cancelbox_has_read_lease(int descriptor) {
    return fcntl(descriptor, F_GETLEASE) == F_RDLCK;
}

int cancelbox_mount(int descriptor, unsigned long long *device, unsigned long long *mount) {
    struct statx facts;
    if (statx(descriptor, "", AT_EMPTY_PATH, STATX_TYPE | STATX_MNT_ID, &facts) != 0) {
        return -1;
    }
    *device = (unsigned long long)facts.stx_dev_major << 32 | facts.stx_dev_minor;
    *mount = (facts.stx_mask & STATX_MNT_ID) != 0 ? facts.stx_mnt_id : 0;
    return 0;
}

int cancelbox_file_system(const char *path, unsigned long long *magic) {
    struct statfs facts;
    if (statfs(path, &facts) != 0) {
        return -1;
    }
    *magic = (unsigned int)facts.f_type;
    return 0;
}

int cancelbox_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

int cancelbox_event_descriptor(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

int cancelbox_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int cancelbox_exit_code(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int cancelbox_exit_signal(int status) {
    return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}
