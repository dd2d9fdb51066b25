// What may stand where the cursor is.
#pragma once

#include "app/shell/names.h"
#include "app/shell/session.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

struct Completion {
  std::size_t begin = 0;          // of the word that is completed, in bytes
  std::vector<Named> candidates;  // whole words that go on from what is there; sorted
  bool goes_on = false;           // a dot may follow: no space is wanted behind the word
  std::string hint;               // "`share.amount` is money USD, now USD 500 m"; may be empty
};

// `before` is the command up to the cursor.
[[nodiscard]] Completion complete(Session& session, std::string_view before);

// How far all candidates agree.
[[nodiscard]] std::string common_beginning(const std::vector<Named>& candidates);

}  // namespace proviso::shell
