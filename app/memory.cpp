#include "app/memory.h"

#include <cstdlib>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace proviso {

void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int kMiB = 1 << 20;
  // mallopt(3); 32 MiB is the largest threshold that it takes.
  ::mallopt(M_MMAP_THRESHOLD, 32 * kMiB);
  ::mallopt(M_TRIM_THRESHOLD, 512 * kMiB);
  ::mallopt(M_TOP_PAD, 16 * kMiB);
#endif
}

}  // namespace proviso
