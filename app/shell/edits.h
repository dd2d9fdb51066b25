// What was said to the shell about one deal, as statements of `deal X is D with { … }`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

enum class StatementKind {
  frame,    // `under`, `includes`, `during`, `judged`
  add,      // a declaration, a clause, a fact …
  assume,
  drop,
  set,      // also a reading, and the date of an event
};

struct Statement {
  StatementKind kind = StatementKind::set;
  std::string target;  // "runs.from", "share", "judged"; empty: it has no name
  std::string text;    // "runs.from = AWS", as it was written

  friend bool operator==(const Statement&, const Statement&) = default;
};
using Statements = std::vector<Statement>;

// "runs" of "runs.from".
[[nodiscard]] std::string_view first_part(std::string_view path);

// Adds a statement; those that it makes void go.
[[nodiscard]] Statements with(Statements all, Statement one);
// Leaves out what was said about a thing, its declaration too.
[[nodiscard]] Statements without(Statements all, std::string_view name);

// The text of a deal that changes `base`; one statement after the other, each on lines of its own.
[[nodiscard]] std::string deal_text(std::string_view name, std::string_view title,
                                    std::string_view base, const Statements& all);

}  // namespace proviso::shell
