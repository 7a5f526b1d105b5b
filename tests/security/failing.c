/* Lets the n-th call that writes, makes, renames or removes below FAIL_BELOW fail: FAIL_AT=n, FAIL_WITH=errno.
   Loaded before the C library (LD_PRELOAD); calls are counted over all threads. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;

static int fails(void) {
  const char *at = getenv("FAIL_AT");
  if (!at || atomic_fetch_add(&calls, 1) + 1 != atoi(at)) return 0;
  const char *with = getenv("FAIL_WITH");
  errno = with ? atoi(with) : ENOSPC;
  return 1;
}

static int concerns(const char *path) {
  const char *below = getenv("FAIL_BELOW");
  return below && path && strstr(path, below);
}

static int concerns_fd(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return concerns(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *buf, size_t n) {
  if (concerns_fd(fd) && fails()) return -1;
  return REAL(write)(fd, buf, n);
}

ssize_t writev(int fd, const struct iovec *iov, int n) {
  if (concerns_fd(fd) && fails()) return -1;
  return REAL(writev)(fd, iov, n);
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  if ((flags & O_CREAT) && concerns(path) && fails()) return -1;
  return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  return opened(REAL(open), path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  return opened(REAL(open64), path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  if ((flags & O_CREAT) && (concerns(path) || concerns_fd(dir)) && fails()) return -1;
  return REAL(openat)(dir, path, flags, mode);
}

int openat64(int dir, const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = (flags & O_CREAT) ? va_arg(list, mode_t) : 0;
  va_end(list);
  if ((flags & O_CREAT) && (concerns(path) || concerns_fd(dir)) && fails()) return -1;
  return REAL(openat64)(dir, path, flags, mode);
}

int rename(const char *from, const char *to) {
  if (concerns(to) && fails()) return -1;
  return REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
  if (concerns(path) && fails()) return -1;
  return REAL(mkdir)(path, mode);
}

int unlink(const char *path) {
  if (concerns(path) && fails()) return -1;
  return REAL(unlink)(path);
}
