// The parser survives anything; what it prints means the same.
#include "model/syntax/dump.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "model/syntax/render_diagnostic.h"
#include "tests/catch.h"
#include "tests/property/random_spec.h"

#include <rapidcheck.h>

using namespace proviso;

namespace {

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  syntax::File tree;
};

void parse_into(Parsed& parsed, const std::string& text) {
  const FileId file = parsed.sources.add("random.proviso", text);
  parsed.tree = syntax::parse(parsed.sources, file, parsed.diagnostics);
}

// Reads every place that a diagnostic names.
std::size_t said(const Parsed& parsed) {
  std::size_t size = 0;
  for (const Diagnostic& d : parsed.diagnostics) size += render(d, parsed.sources, true).size();
  return size;
}

}  // namespace

TEST_CASE("the parser survives any bytes", "[property]") {
  CHECK(rc::check("bytes", [](const std::string& text) {
    Parsed parsed;
    parse_into(parsed, text);
    RC_ASSERT(said(parsed) < 10'000'000u);
  }));
}

TEST_CASE("the parser survives damaged specs", "[property]") {
  CHECK(rc::check("damage", [](std::uint32_t seed) {
    test::Dice dice(seed);
    std::string text = test::random_spec(dice);
    const std::string pieces = "{}()=.,:\"0 aA%\n\\/*<>";
    for (int i = 0; i < 6; ++i) {
      const auto at = static_cast<std::size_t>(dice.roll(static_cast<int>(text.size())));
      const char piece = pieces[static_cast<std::size_t>(dice.roll(static_cast<int>(pieces.size())))];
      switch (dice.roll(3)) {
        case 0: text.erase(at, static_cast<std::size_t>(1 + dice.roll(8))); break;
        case 1: text.insert(at, 1, piece); break;
        default: text[at] = piece;
      }
    }
    Parsed parsed;
    parse_into(parsed, text);
    RC_ASSERT(said(parsed) < 10'000'000u);
  }));
}

TEST_CASE("printing keeps the meaning and is idempotent", "[property]") {
  CHECK(rc::check("print", [](std::uint32_t seed) {
    test::Dice dice(seed);
    Parsed first, second;
    parse_into(first, test::random_spec(dice));
    RC_PRE(!has_errors(first.diagnostics));
    const std::string printed = syntax::print(first.tree, first.sources);
    parse_into(second, printed);
    RC_ASSERT(second.diagnostics.empty());
    RC_ASSERT(dump_syntax(second.tree, syntax::Brackets::left_out) ==
              dump_syntax(first.tree, syntax::Brackets::left_out));
    RC_ASSERT(syntax::print(second.tree, second.sources) == printed);
  }));
}
