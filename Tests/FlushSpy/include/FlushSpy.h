// How often this thread has asked the kernel to make something durable: counted between the program and the kernel, so that
// nobody who forgets it, our code or a library, goes unseen. For tests only.
#ifndef FLUSH_SPY_H
#define FLUSH_SPY_H

/// fsync and fdatasync calls of this thread so far.
long flush_spy_files(void);
/// syncfs calls of this thread so far.
long flush_spy_file_systems(void);

#endif
