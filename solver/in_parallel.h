// Independent pieces of work, on all processors (eight of them at most).
#pragma once

#include <cstddef>
#include <functional>

namespace proviso {

// Does `work` for 0 .. `count` - 1, in any order and several at once; the caller keeps the results apart.
// Throws what the first of those threw that did, after all have ended.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace proviso
