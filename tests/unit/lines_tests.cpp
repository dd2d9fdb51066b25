#include "report/lines.h"
#include "tests/catch.h"

using namespace proviso;

using Lines = std::vector<std::string>;

TEST_CASE("lines are broken at spaces, and inside words only where there are none") {
  CHECK(wrapped("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrapped("abcdefgh ij", 4) == Lines{"abcd", "efgh", "ij"});
  CHECK(wrapped("", 4).empty());
}

TEST_CASE("lines count characters and never break one") {
  CHECK(wrapped("\u00e4\u00f6\u00fc\u00df \u2192", 4) == Lines{"\u00e4\u00f6\u00fc\u00df", "\u2192"});
  CHECK(wrapped("\u00e4\u00f6\u00fc", 2) == Lines{"\u00e4\u00f6", "\u00fc"});
}

TEST_CASE("a text that is cut ends in an ellipsis and is no longer than it may be") {
  CHECK(cut_to("one two", 7) == "one two");
  CHECK(cut_to("one two three", 9) == "one \u2026");
  CHECK(columns_of(cut_to("abcdefghijklmnopqrstuvwxyz", 10)) == 10);
}

TEST_CASE("items are listed with commas and a last word") {
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b"}) == "a and b");
  CHECK(listed({"a", "b", "c"}, " or ") == "a, b or c");
}
