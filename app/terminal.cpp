#include "app/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace proviso {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool is_forced(std::string_view value) { return !value.empty() && value != "0"; }

}  // namespace

Terminal current_terminal() {
  const bool dumb = environment("TERM") == "dumb";
  Terminal terminal;
  terminal.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  terminal.out_is_terminal = !dumb && ::isatty(STDOUT_FILENO) == 1;
  terminal.err_is_terminal = !dumb && ::isatty(STDERR_FILENO) == 1;
  terminal.no_color = !environment("NO_COLOR").empty();
  terminal.force_color =
      is_forced(environment("CLICOLOR_FORCE")) || is_forced(environment("FORCE_COLOR"));
  return terminal;
}

bool wants_colour(ColourChoice choice, const Terminal& terminal, bool is_terminal) {
  if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
  if (terminal.no_color) return false;
  return terminal.force_color || is_terminal;
}

}  // namespace proviso
