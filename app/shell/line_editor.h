// Where commands come from, line by line: a terminal with history and completion, or a stream.
#pragma once

#include "app/shell/completion.h"

#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace proviso::shell {

enum class LineState { line, end, interrupted };
struct Line {
  LineState state = LineState::end;
  std::string text;  // without its line break
};

class LineEditor {
 public:
  virtual ~LineEditor() = default;
  virtual Line read(const std::string& prompt) = 0;
  // A whole command, for the history.
  virtual void remember(const std::string& command) = 0;
};

// Prints no prompt and remembers nothing.
[[nodiscard]] std::unique_ptr<LineEditor> stream_editor(std::istream& in);

struct TerminalSetup {
  std::function<Completion(std::string_view)> complete;  // of the text before the cursor
  std::function<std::string(std::string_view)> paint;    // a line that was entered; may be empty
  std::string history_file;                              // empty: the history ends with the session
  bool colour = false;
};
// Of this process. Null: there is no terminal that can be edited on.
[[nodiscard]] std::unique_ptr<LineEditor> terminal_editor(TerminalSetup setup);

// $XDG_STATE_HOME/proviso/history, else below the home directory; empty where there is none.
[[nodiscard]] std::string history_path();

}  // namespace proviso::shell
