#include "model/resolve/allowed_breaches.h"

#include "model/resolve/clause_names.h"
#include "model/resolve/typing.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

std::optional<Day> known_day(Tables& tables, const Frame& frame, const syntax::Expr& written) {
  Typing typing(tables, frame);
  const ExprId date = typing.fixed_date(written, "the day until which a breach is allowed");
  if (is_wrong(typing.type_of(date))) return std::nullopt;
  if (const auto* known = std::get_if<DateConst>(&tables.spec[date].node)) return known->day;
  report(tables, kinds::bad_allowance, written.span,
         "a breach is allowed until a day that is known, and this one is not")
      .fix = "write a date, or leave out `until`";
  return std::nullopt;
}

bool of_the_deal(const Tables& tables, const Frame& frame, const AllowedBreach& allowed) {
  const std::vector<ContractId> under = contracts_of(frame);
  return std::any_of(allowed.clauses.begin(), allowed.clauses.end(), [&](ClauseId id) {
    const ContractId contract = tables.spec[id].contract;
    return !contract.valid() || std::find(under.begin(), under.end(), contract) != under.end();
  });
}

}  // namespace

void allow_breach(Tables& tables, const Frame& frame, const syntax::Allow& written, Span whole,
                  bool included, std::vector<AllowedBreach>& to) {
  if (written.what.parts.empty() || written.what.parts.front().missing()) return;
  AllowedBreach allowed;
  allowed.text = text_of(written.what);
  allowed.what_span = written.what.span;
  allowed.span = whole;
  allowed.included = included;
  if (written.reason) allowed.reason = written.reason->text;
  const Found found = find_clause(tables, frame, written.what);
  if (!found.entry) {
    if (!included) report_unknown_clause(tables, frame, written.what);
    return;
  }
  if (report_ambiguous_clause(tables, found, written.what)) return;
  allowed.clauses = texts_named(tables, contracts_of(frame), found, written.what);
  if (!of_the_deal(tables, frame, allowed)) {
    if (included) return;
    Diagnostic& diagnostic =
        report(tables, kinds::bad_allowance, written.what.span,
               fmt::format("`{}` binds nobody in this deal, so there is no breach of it to allow",
                           allowed.text));
    relate(diagnostic, tables.spec[allowed.clauses.front()].span, "the clause");
    diagnostic.fix = "name a clause of a contract that the deal is under";
    return;
  }
  if (written.until) allowed.until = known_day(tables, frame, *written.until);
  to.push_back(std::move(allowed));
}

}  // namespace proviso::resolving
