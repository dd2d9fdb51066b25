#include "model/resolve/clauses.h"

#include "model/resolve/norms.h"
#include "model/resolve/readings.h"
#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

bool has_deadline_or_period(const syntax::Clause& clause) {
  const auto counts = [](const std::optional<syntax::Binding>& each) {
    return each && !each->binders.empty() && binds_period(each->binders.front());
  };
  const auto dated = [&](const syntax::Norm& norm) { return norm.by || counts(norm.each); };
  const auto any = [&](const std::vector<syntax::Norm>& norms) {
    return std::any_of(norms.begin(), norms.end(), dated);
  };
  return counts(clause.shared) || any(clause.norms) ||
         std::any_of(clause.readings.begin(), clause.readings.end(),
                     [&](const auto& reading) { return any(reading.norms); });
}

// Reports an attribute that stands for the second time.
void once(Tables& tables, Span& seen, Span span, std::string_view what) {
  if (seen.empty()) {
    seen = span;
    return;
  }
  relate(report(tables, kinds::given_twice, span, fmt::format("{} is given twice", what)), seen,
         "first given here");
}

class Attributes {
 public:
  Attributes(Typing& typing, const syntax::Clause& clause, Clause& to)
      : typing_(typing), clause_(clause), to_(to) {}

  void add(const syntax::Attribute& attribute) {
    span_ = attribute.span;
    std::visit([&](const auto& node) { add(node); }, attribute.node);
  }

 private:
  void add(const syntax::Cite& cite) {
    if (!to_.cite.empty()) to_.cite += "; ";
    to_.cite += cite.text.text;
  }
  void add(const syntax::Owes& owes) {
    once(typing_.tables(), owes_, span_, "who owes whom");
    to_.bearer = party(owes.bearer);
    to_.counterparty = party(owes.counterparty);
  }
  void add(const syntax::TermBound& bound) { add_bound(typing_, bound, to_.bounds); }
  void add(const syntax::While& attribute) {
    once(typing_.tables(), while_, span_, "`while`");
    if (has_deadline_or_period(clause_)) {
      report(typing_.tables(), kinds::while_with_deadline, span_,
             "`while` says on which days a norm must hold, and this clause has a deadline or a "
             "period")
          .fix = "write `suspended while …` with the opposite condition: it moves the deadline";
    }
    to_.while_ = typing_.condition(*attribute.condition);
  }
  void add(const syntax::SuspendedWhile& attribute) {
    once(typing_.tables(), suspended_, span_, "`suspended while`");
    to_.suspended_while = typing_.condition(*attribute.condition);
  }
  void add(const syntax::SurvivesUntil& attribute) {
    once(typing_.tables(), survives_, span_, "`survives until`");
    to_.survives_until = typing_.fixed_date(*attribute.date, "`survives until`");
  }
  void add(const syntax::Overrides& written) {
    typing_.tables().overrides.push_back(
        WrittenOverride{typing_.allowed().clause, &written, &typing_.frame(), span_});
  }
  void add(const syntax::Tag& tag) {
    for (const syntax::Text& text : tag.tags) to_.tags.push_back(text.text);
  }
  void add(const syntax::Negotiable&) { to_.negotiable = true; }
  void add(const syntax::Allow& written) {
    add_allowance(typing_.tables(), written, span_, to_.allows);
  }

  ThingId party(const syntax::Name& name) {
    return find_thing(typing_.tables(), typing_.frame(), name, syntax::TypeKind::entity, "a party");
  }

  Typing& typing_;
  const syntax::Clause& clause_;
  Clause& to_;
  Span span_;
  Span owes_, while_, suspended_, survives_;
};

}  // namespace

void add_bound(Typing& typing, const syntax::TermBound& written, Bounds& to) {
  using syntax::BoundKind;
  Tables& tables = typing.tables();
  const bool begins = written.kind == BoundKind::from || written.kind == BoundKind::on;
  const bool ends = written.kind != BoundKind::from;
  const bool twice = (begins && to.from.valid()) || (ends && !to.until.empty());
  if (twice) {
    report(tables, kinds::given_twice, written.span,
           fmt::format("the {} of the term is given twice", begins ? "start" : "end"))
        .fix = ends ? "write `until A or B` for the earlier of two dates" : "leave out one of them";
    return;
  }
  if (begins && written.dates.size() > 1) {
    report(tables, kinds::given_twice, written.span, "a term begins on one date")
        .fix = "write `from max(A, B)` or `from min(A, B)`";
  }
  const std::string_view what = begins ? "the start of a term" : "the end of a term";
  for (const syntax::ExprPtr& date : written.dates) {
    const ExprId id = typing.fixed_date(*date, what);
    const bool wrong = is_wrong(typing.type_of(id));
    if (begins && !to.from.valid()) to.from = id;
    if (!ends) continue;
    const bool through = written.kind != BoundKind::until && !wrong;
    to.until.push_back(through ? typing.day_after(id) : id);
  }
}

void add_allowance(Tables& tables, const syntax::Allow& written, Span whole,
                   std::vector<Allowance>& to) {
  if (written.what.parts.empty() || written.what.parts.front().missing()) return;
  Allowance allowance;
  allowance.what = written.what.parts.front().text;
  allowance.what_span = written.what.span;
  allowance.span = whole;
  if (written.reason) allowance.reason = written.reason->text;
  for (const Allowance& other : to) {
    if (other.what != allowance.what) continue;
    relate(report(tables, kinds::given_twice, allowance.what_span,
                  fmt::format("`{}` is allowed twice", allowance.what)),
           other.what_span, "first allowed here");
    return;
  }
  to.push_back(std::move(allowance));
}

void resolve_clause(Tables& tables, const Frame& frame, ClauseId id, const syntax::Clause& clause,
                    Span whole) {
  Clause to = tables.spec[id];
  to.name = clause.name.text;
  if (clause.title) to.title = clause.title->text;
  to.span = clause.name.span;
  to.whole = whole;
  Typing typing(tables, frame);
  Attributes attributes(typing, clause, to);
  typing.allowed().term = true;
  typing.allowed().clause = id;
  for (const syntax::Attribute& attribute : clause.attributes) attributes.add(attribute);
  if (clause.readings.empty()) {
    for (const syntax::Norm& norm : clause.norms) to.norms.push_back(resolve_norm(typing, norm));
  } else {
    read_clause(typing, clause, to);
  }
  tables.spec.clauses[id.index] = std::move(to);
}

void resolve_fact(Tables& tables, const Frame& frame, const syntax::Fact& written, Span whole,
                  std::vector<Fact>& to) {
  Typing typing(tables, frame);
  Fact fact;
  fact.span = whole;
  if (written.each) {
    fact.each = typing.bind(*written.each, BindingUse::norm);
    check_presence(tables, *fact.each, {});
  }
  fact.condition = typing.condition(*written.condition);
  to.push_back(std::move(fact));
}

}  // namespace proviso::resolving
