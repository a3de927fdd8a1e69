/* Preloaded before libc: records the file operations of a process below JOURNAL_ROOT, in their order, in
   JOURNAL_FILE, and can make them fail.

   One record: kind (1 byte), length of the first and of the second text (2 bytes each), offset, length of the data
   (8 bytes each), then both texts and the data; numbers are in native byte order. Paths are as they were opened.

   journal_budget(n): n more bytes can be written, then the disk is full; -1: no limit.
   journal_read_only(1): nothing can be created, opened for writing or renamed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
#define REAL(name) ((__typeof__(&name))real(#name))

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *opened[MOST_FILES];
static const char *root;
static int journal = -1;
static long budget = -1;
static int read_only;

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

__attribute__((constructor)) static void begin(void) {
    root = getenv("JOURNAL_ROOT");
    const char *file = getenv("JOURNAL_FILE");
    if (file) journal = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void journal_budget(long bytes) { budget = bytes; }
void journal_read_only(int is) { read_only = is; }

static int below(const char *path) {
    size_t length = root ? strlen(root) : 0;
    return length && path && strncmp(path, root, length) == 0 && (path[length] == '/' || !path[length]);
}

static const char *path_of(int fd) { return fd >= 0 && fd < MOST_FILES ? opened[fd] : NULL; }

static void note(char kind, const char *a, const char *b, uint64_t offset, const void *data, uint64_t length) {
    if (journal < 0) return;
    uint16_t lengths[2] = {strlen(a), b ? strlen(b) : 0};
    uint64_t numbers[2] = {offset, length};
    struct iovec parts[] = {{&kind, 1}, {lengths, 4}, {numbers, 16}, {(void *)a, lengths[0]},
                            {(void *)b, lengths[1]}, {(void *)data, data ? length : 0}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].iov_len && syscall(SYS_write, journal, parts[i].iov_base, parts[i].iov_len) < 0) abort();
}

static int forbidden(const char *path) {
    if (!read_only || !below(path)) return 0;
    errno = EROFS;
    return 1;
}

static int opening(const char *path, int flags, int fd, int was_there) {
    if (fd >= 0 && fd < MOST_FILES) {
        free(opened[fd]);
        opened[fd] = below(path) ? strdup(path) : NULL;
        if (opened[fd] && (flags & O_CREAT) && !was_there) note('c', path, NULL, 0, NULL, 0);
        if (opened[fd] && (flags & O_TRUNC) && was_there) note('t', path, NULL, 0, NULL, 0);
    }
    return fd;
}

#define WRITES(flags) (((flags) & O_ACCMODE) != O_RDONLY || ((flags) & O_CREAT))

#define OPEN(name)                                                                       \
    int name(const char *path, int flags, ...) {                                         \
        va_list more;                                                                    \
        va_start(more, flags);                                                           \
        mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;                      \
        va_end(more);                                                                    \
        if (WRITES(flags) && forbidden(path)) return -1;                                 \
        pthread_mutex_lock(&turn);                                                       \
        int was_there = below(path) && access(path, F_OK) == 0;                          \
        int fd = opening(path, flags, REAL(name)(path, flags, mode), was_there);         \
        pthread_mutex_unlock(&turn);                                                     \
        return fd;                                                                       \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    pthread_mutex_lock(&turn);
    if (path_of(fd)) {
        free(opened[fd]);
        opened[fd] = NULL;
    }
    int done = REAL(close)(fd);
    pthread_mutex_unlock(&turn);
    return done;
}

/* The number of bytes of a write that fit; the first write that does not fit is cut, as on a real disk. */
static size_t room(size_t length) {
    if (budget < 0) return length;
    size_t fits = length < (size_t)budget ? length : (size_t)budget;
    budget -= fits;
    return fits;
}

static ssize_t writing(int fd, const void *data, size_t length, off_t offset, int at) {
    const char *path = path_of(fd);
    if (!path) return at ? REAL(pwrite)(fd, data, length, offset) : REAL(write)(fd, data, length);
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    size_t fits = room(length);
    if (length && !fits) {
        errno = ENOSPC;
    } else {
        if (!at) {
            struct stat now;
            int appends = fcntl(fd, F_GETFL) & O_APPEND;
            offset = appends && fstat(fd, &now) == 0 ? now.st_size : lseek(fd, 0, SEEK_CUR);
        }
        done = at ? REAL(pwrite)(fd, data, fits, offset) : REAL(write)(fd, data, fits);
        if (done > 0) note('w', path, NULL, offset, data, done);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return writing(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return writing(fd, data, length, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return writing(fd, data, length, offset, 1); }

#define SYNC(name)                                                                       \
    int name(int fd) {                                                                   \
        pthread_mutex_lock(&turn);                                                       \
        int done = REAL(name)(fd);                                                       \
        if (done == 0 && path_of(fd)) note('s', path_of(fd), NULL, 0, NULL, 0);          \
        pthread_mutex_unlock(&turn);                                                     \
        return done;                                                                     \
    }
SYNC(fsync)
SYNC(fdatasync)

static int cutting(int fd, off_t length) {
    pthread_mutex_lock(&turn);
    int done = REAL(ftruncate)(fd, length);
    if (done == 0 && path_of(fd)) note('t', path_of(fd), NULL, length, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate(int fd, off_t length) { return cutting(fd, length); }
int ftruncate64(int fd, off64_t length) { return cutting(fd, length); }

int fallocate(int fd, int mode, off_t offset, off_t length) {
    if (!path_of(fd)) return REAL(fallocate)(fd, mode, offset, length);
    errno = EOPNOTSUPP; /* callers fall back to writes, which are recorded */
    return -1;
}

#define TWO(name, kind)                                                                  \
    int name(const char *from, const char *to) {                                         \
        if (forbidden(to)) return -1;                                                    \
        pthread_mutex_lock(&turn);                                                       \
        int done = REAL(name)(from, to);                                                 \
        if (done == 0 && below(to)) note(kind, from, to, 0, NULL, 0);                    \
        pthread_mutex_unlock(&turn);                                                     \
        return done;                                                                     \
    }
TWO(rename, 'r')
TWO(link, 'l')

int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags) {
    if (forbidden(to)) return -1;
    pthread_mutex_lock(&turn);
    int done = REAL(linkat)(from_fd, from, to_fd, to, flags);
    if (done == 0 && below(to)) note('l', from, to, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

#define ONE(name, kind)                                                                  \
    int name(const char *path) {                                                         \
        if (forbidden(path)) return -1;                                                  \
        pthread_mutex_lock(&turn);                                                       \
        int done = REAL(name)(path);                                                     \
        if (done == 0 && below(path)) note(kind, path, NULL, 0, NULL, 0);                \
        pthread_mutex_unlock(&turn);                                                     \
        return done;                                                                     \
    }
ONE(unlink, 'u')
ONE(rmdir, 'd')
ONE(remove, 'u')

int mkdir(const char *path, mode_t mode) {
    if (forbidden(path)) return -1;
    pthread_mutex_lock(&turn);
    int done = REAL(mkdir)(path, mode);
    if (done == 0 && below(path)) note('m', path, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
