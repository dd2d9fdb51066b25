// Long answers, page by page.
#pragma once

#include <string>

namespace proviso::shell {

// Writes to standard output, through $PAGER or `less` where it is longer than the terminal is high.
void show_paged(const std::string& text);

}  // namespace proviso::shell
