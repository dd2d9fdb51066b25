// Commands of earlier sessions, one a line, oldest first.
#pragma once

#include <string>
#include <vector>

namespace proviso::shell {

// The last of them; the file is cut where it has grown long. A file that cannot be read is empty.
[[nodiscard]] std::vector<std::string> read_history(const std::string& path, std::size_t most);
// Adds one; sessions at the same time mix theirs. What cannot be written is lost.
void add_to_history(const std::string& path, const std::string& command);

// Several lines as one.
[[nodiscard]] std::string on_one_line(std::string command);

}  // namespace proviso::shell
