// What is known about the place where the output goes.
#pragma once

#include <string>

namespace proviso {

enum class ColourChoice { automatic, always, never };

struct Terminal {
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;     // NO_COLOR is set and not empty
  bool force_color = false;  // CLICOLOR_FORCE or FORCE_COLOR is set to something other than 0
};

// Of this process.
[[nodiscard]] Terminal current_terminal();

// `--color` over NO_COLOR over CLICOLOR_FORCE and FORCE_COLOR over what the stream is.
[[nodiscard]] bool wants_colour(ColourChoice choice, const Terminal& terminal, bool is_terminal);

}  // namespace proviso
