// Random bytes that are the same in every run, for fuzzing with a fixed seed: hash maps begin alike, so that the same program
// tries the same inputs. Preloaded by run.sh.
#include <string.h>
#include <sys/types.h>

ssize_t getrandom(void *buffer, size_t length, unsigned int flags) {
  (void)flags;
  memset(buffer, 7, length);
  return (ssize_t)length;
}
