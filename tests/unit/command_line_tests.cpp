#include "app/exit_code.h"
#include "app/options.h"
#include "app/terminal.h"
#include "tests/catch.h"
#include "tests/golden/golden.h"

namespace proviso {

namespace {

tl::expected<Options, UsageError> parsed(std::string_view line) {
  return parse_arguments(golden::split_words(line));
}

}  // namespace

TEST_CASE("options are taken wherever they stand") {
  const auto options = parsed("check a --deal D1 b --deal=D2 -vv --graph g c");
  REQUIRE(options);
  CHECK(options->paths == std::vector<std::string>{"a", "b", "c"});
  CHECK(options->deals == std::vector<std::string>{"D1", "D2"});
  CHECK(options->verbosity == 2);
  CHECK(options->graph_directory == "g");
  CHECK(options->format->name == "text");
}

TEST_CASE("a dash is a path and two dashes end the options") {
  CHECK(parsed("fmt -")->paths == std::vector<std::string>{"-"});
  CHECK(parsed("fmt --check -- --odd")->paths == std::vector<std::string>{"--odd"});
}

TEST_CASE("outputs name a format and a path") {
  const auto options = parsed("check a --output json=x=y.json --output text=t");
  REQUIRE(options);
  REQUIRE(options->outputs.size() == 2);
  CHECK(options->outputs[0].format->name == "json");
  CHECK(options->outputs[0].path == "x=y.json");
  CHECK_FALSE(parsed("check a --output json"));
  CHECK_FALSE(parsed("check a --output json="));
}

TEST_CASE("every option that has a value says so when it is missing") {
  for (const OptionRow& row : option_rows()) {
    if (row.value.empty() || !row.commands.empty()) continue;
    const auto options = parsed("check a " + std::string(row.names));
    REQUIRE_FALSE(options);
    CHECK(options.error().message == "`" + std::string(row.names) + "` needs a value");
  }
}

TEST_CASE("an option of another command is not accepted") {
  CHECK_FALSE(parsed("fmt --deal D a"));
  CHECK_FALSE(parsed("check --tokens a"));
}

TEST_CASE("the graver exit status wins") {
  CHECK(worse(ExitCode::findings, ExitCode::wrong_input) == ExitCode::wrong_input);
  CHECK(worse(ExitCode::wrong_input, ExitCode::undecided) == ExitCode::wrong_input);
  CHECK(worse(ExitCode::undecided, ExitCode::findings) == ExitCode::findings);
  CHECK(worse(ExitCode::ok, ExitCode::undecided) == ExitCode::undecided);
  CHECK(worse(ExitCode::internal_error, ExitCode::wrong_input) == ExitCode::internal_error);
}

TEST_CASE("colour: the option, NO_COLOR, being forced, the terminal, in this order") {
  Terminal terminal;
  CHECK_FALSE(wants_colour(ColourChoice::automatic, terminal, false));
  CHECK(wants_colour(ColourChoice::automatic, terminal, true));
  terminal.force_color = true;
  CHECK(wants_colour(ColourChoice::automatic, terminal, false));
  terminal.no_color = true;
  CHECK_FALSE(wants_colour(ColourChoice::automatic, terminal, true));
  CHECK(wants_colour(ColourChoice::always, terminal, false));
  CHECK_FALSE(wants_colour(ColourChoice::never, Terminal{true, true, false, true}, true));
}

}  // namespace proviso
