// Lines of the specs with what matters in them marked, numbered as in the file.
#pragma once

#include "model/syntax/source.h"

#include <string>
#include <vector>

namespace proviso::html {

// "specs/deal.proviso, line 17"; empty for no span.
[[nodiscard]] std::string place_of(const Sources& sources, Span span);

// One block a file, those of `first` (may be none) before the others; long ones are cut, and say so.
// `kind` is a class of the block.
[[nodiscard]] std::string excerpts(const Sources& sources, const std::vector<Span>& spans, FileId first,
                                   std::string_view kind = "");

}  // namespace proviso::html
