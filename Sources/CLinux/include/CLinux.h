// The Linux calls and macros that Swift's Glibc overlay does not show. Decides nothing.
// Unless said otherwise each returns 0, or -1 with errno.
#ifndef CANCELBOX_CLINUX_H
#define CANCELBOX_CLINUX_H

#include <spawn.h>

/// renameat2 with RENAME_NOREPLACE: EEXIST when the new name is taken, EINVAL when the file system cannot do it.
int cancelbox_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);

/// syncfs: everything written to the file system of `descriptor` becomes durable.
int cancelbox_sync_file_system(int descriptor);

/// fcntl(F_SETLEASE, F_RDLCK): EAGAIN while somebody has the file open for writing.
int cancelbox_read_lease(int descriptor);

/// fcntl(F_GETLEASE): 1 while the read lease stands and nobody waits for its end, 0 otherwise.
int cancelbox_has_read_lease(int descriptor);

/// The device and the mount `descriptor` lies on. A rename works only within one of both: a bind mount has the device of its
/// origin and is another mount. `mount` is 0 where the kernel does not tell.
int cancelbox_mount(int descriptor, unsigned long long *device, unsigned long long *mount);

/// The magic number of the file system `path` lies on, 32 bits of it: some are declared signed and come sign-extended.
int cancelbox_file_system(const char *path, unsigned long long *magic);

/// pipe2 with O_CLOEXEC: reading end first.
int cancelbox_pipe(int ends[2]);

/// eventfd that never blocks and is closed on exec: the descriptor, or -1.
int cancelbox_event_descriptor(void);

/// posix_spawn_file_actions_addclosefrom_np: the new process starts without descriptors from `first` on. 0, or an error number.
int cancelbox_spawn_close_from(posix_spawn_file_actions_t *actions, int first);

/// WEXITSTATUS of what waitpid reported, or -1 when the process did not exit by itself.
int cancelbox_exit_code(int status);

/// WTERMSIG of what waitpid reported, or -1 when no signal ended the process.
int cancelbox_exit_signal(int status);

#endif
