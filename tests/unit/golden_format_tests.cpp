// The golden runner itself.
#include "tests/catch.h"
#include "tests/golden/golden.h"

#include <stdexcept>

namespace proviso::golden {

TEST_CASE("golden files: text that looks like the format survives") {
  Golden golden;
  golden.about = "About it.\n";
  golden.files = {{"a.proviso", "--- file trick\n\\slash\nplain"}, {"empty", ""}, {"line", "\n"}};
  Command command;
  command.line = "check a.proviso";
  command.input = "in\n";
  command.expected = {2, "out", "err\n", {{"w", "\\no line break\n"}}};
  golden.commands = {command, {"fmt x", "", {}}};
  const Golden again = parse_golden(print_golden(golden));
  CHECK(again.about == golden.about);
  CHECK(again.files == golden.files);
  REQUIRE(again.commands.size() == 2);
  CHECK(again.commands[0].line == command.line);
  CHECK(again.commands[0].input == command.input);
  CHECK(again.commands[0].expected == command.expected);
  CHECK(print_golden(again) == print_golden(golden));
}

TEST_CASE("golden files: a wrong section is refused with its line") {
  CHECK_THROWS_AS(parse_golden("--- stdout\n"), std::runtime_error);
  CHECK_THROWS_AS(parse_golden("--- command x\n--- sdtout\n"), std::runtime_error);
  CHECK_THROWS_AS(parse_golden("nothing to run\n"), std::runtime_error);
}

TEST_CASE("golden files: any difference is reported") {
  const Results expected{0, "a\nb\n", "", {}};
  CHECK(difference(expected, expected).empty());
  CHECK_FALSE(difference(expected, {1, "a\nb\n", "", {}}).empty());
  CHECK_FALSE(difference(expected, {0, "a\nb", "", {}}).empty());
  CHECK_FALSE(difference(expected, {0, "a\nb\n", "e", {}}).empty());
  CHECK_FALSE(difference(expected, {0, "a\nb\n", "", {{"f", ""}}}).empty());
  CHECK_FALSE(difference({0, "", "", {{"f", ""}}}, {0, "", "", {}}).empty());
}

TEST_CASE("golden files: words of a command line") {
  CHECK(split_words("check  a 'b c' --x=\"d e\" ''") ==
        std::vector<std::string>{"check", "a", "b c", "--x=d e", ""});
}

}  // namespace proviso::golden
