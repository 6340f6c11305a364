// Stands before the C library's calls of the same names: the linker takes the program's own first, for shared libraries too.
#define _GNU_SOURCE
#include "FlushSpy.h"
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local long files, file_systems;

int fsync(int descriptor) {
    files++;
    return (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
    files++;
    return (int)syscall(SYS_fdatasync, descriptor);
}

int syncfs(int descriptor) {
    file_systems++;
    return (int)syscall(SYS_syncfs, descriptor);
}

long flush_spy_files(void) { return files; }
long flush_spy_file_systems(void) { return file_systems; }
