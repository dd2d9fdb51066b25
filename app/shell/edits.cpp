#include "app/shell/edits.h"

#include "model/syntax/lexer.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::shell {

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('.')); }

namespace {

bool makes_void(const Statement& later, const Statement& earlier) {
  if (later == earlier) return true;
  const bool named = !later.target.empty();
  switch (later.kind) {
    case StatementKind::frame:
      return earlier.kind == StatementKind::frame && earlier.target == later.target;
    case StatementKind::set:
      return earlier.kind == StatementKind::set && earlier.target == later.target;
    case StatementKind::add:
    case StatementKind::drop:
      return named && earlier.kind != StatementKind::assume && earlier.kind != StatementKind::frame &&
             first_part(earlier.target) == later.target;
    case StatementKind::assume: return false;
  }
  return false;
}

}  // namespace

Statements with(Statements all, Statement one) {
  std::erase_if(all, [&](const Statement& earlier) { return makes_void(one, earlier); });
  all.push_back(std::move(one));
  return all;
}

Statements without(Statements all, std::string_view name) {
  std::erase_if(all, [&](const Statement& one) {
    return one.kind != StatementKind::assume && one.kind != StatementKind::frame &&
           first_part(one.target) == name;
  });
  return all;
}

std::string deal_text(std::string_view name, std::string_view title, std::string_view base,
                      const Statements& all) {
  std::string text = fmt::format("deal {} ", name);
  if (!title.empty()) text += syntax::quote(title) + " ";
  text += fmt::format("is {}", base);
  if (all.empty()) return text + "\n";
  text += " with {\n";
  for (const StatementKind kind : {StatementKind::frame, StatementKind::add, StatementKind::assume,
                                   StatementKind::drop, StatementKind::set}) {
    for (const Statement& one : all)
      if (one.kind == kind) text += "  " + one.text + "\n";
  }
  return text + "}\n";
}

}  // namespace proviso::shell
