// Where things are declared in the loaded files, by name.
#pragma once

#include "model/syntax/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

struct Declared {
  std::string path;  // "Cloud", "Partnership2025.revenue_share", "StatefulRuntime.runs"
  Span span;         // of the whole declaration
};

[[nodiscard]] std::vector<Declared> declarations(const syntax::File& file);

// True for "revenue_share" and for "Partnership2025.revenue_share".
[[nodiscard]] bool is_called(const Declared& declared, std::string_view name);

}  // namespace proviso::shell
