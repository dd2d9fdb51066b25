#include "report/escape_formats.h"
#include "tests/catch.h"

using namespace proviso;

TEST_CASE("escape: Markdown keeps words readable and makes no markup") {
  CHECK(markdown_text("api_exclusivity of K, since 2026-01-01") == "api_exclusivity of K, since 2026-01-01");
  CHECK(markdown_text("<b>&") == "&lt;b&gt;&amp;");
  CHECK(markdown_text("[a](b) *c* _d_") == "\\[a\\](b) \\*c\\* \\_d\\_");
  CHECK(markdown_text("1. first") == "1\\. first");
  CHECK(markdown_text("- first") == "\\- first");
  CHECK(markdown_text("2026-01-01 .. never") == "2026-01-01 .. never");
  CHECK(markdown_text("a@b #1") == "a@<!-- -->b \\#<!-- -->1");
  CHECK(markdown_text("http://x www.x") == "http:<!-- -->//x <!-- -->www.x");
  CHECK(markdown_text("\x1b[31m") == "\\\\u{1b}\\[31m");
  CHECK(markdown_text("a\nb").find('\n') == std::string::npos);
}

TEST_CASE("escape: code spans of Markdown hold every text") {
  CHECK(markdown_code("") == "");
  CHECK(markdown_code("a|b") == "`a\\|b`");
  CHECK(markdown_code("a`b") == "`` a`b ``");
  CHECK(markdown_code("```") == "```` ``` ````");
  CHECK(markdown_code(" a") == "`  a `");
}

TEST_CASE("escape: backticks of a message become code spans") {
  CHECK(markdown_message("`a*b` is *c*") == "`a*b` is \\*c\\*");
  CHECK(markdown_message("one ` alone") == "one \\` alone");
}

TEST_CASE("escape: labels of Mermaid hold nothing but text") {
  CHECK(mermaid_text("USD 2 bn, 20%") == "USD 2 bn, 20#37;");
  CHECK(mermaid_text("a\"];%%{init") == "a#34;#93;#59;#37;#37;#123;init");
  CHECK(mermaid_text("style: x#y;") == "style#58; x#35;y#59;");
  CHECK(mermaid_text("`<br>`") == "#96;#60;br#62;#96;");
}

TEST_CASE("escape: brackets of a message are no links of SARIF") {
  CHECK(sarif_text("see [this](1) \\") == "see \\[this\\](1) \\\\");
}

TEST_CASE("escape: workflow commands of GitHub hold no further command") {
  CHECK(github_data("100%\n::error::x") == "100%25%0A::error::x");
  CHECK(github_property("a:b,c%d\ne") == "a%3Ab%2Cc%25d\\u{a}e");
  CHECK(github_data("a\rb").find('\r') == std::string::npos);
}

TEST_CASE("escape: paths become references") {
  CHECK(uri_of("deals/plan.proviso") == "deals/plan.proviso");
  CHECK(uri_of("../a b#c%.proviso") == "../a%20b%23c%25.proviso");
  CHECK(uri_of("/srv/ä.proviso") == "file:///srv/%C3%A4.proviso");
  CHECK(uri_of("a:b?c") == "a%3Ab%3Fc");
}

TEST_CASE("escape: no line of a log is a command") {
  CHECK(without_commands("a\n  ::error::x\n::stop") == "a\n  \\u{3a}:error::x\n\\u{3a}:stop");
  CHECK(without_commands("  ::: a.proviso:12:10") == "  ::: a.proviso:12:10");  // of an excerpt
  CHECK(without_commands("see ##[error]x") == "see #\\u{23}[error]x");
  CHECK(without_commands("a::b ## c\n") == "a::b ## c\n");
}
