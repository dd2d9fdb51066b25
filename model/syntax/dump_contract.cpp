#include "model/syntax/lexer.h"
#include "model/syntax/outline.h"
#include "model/syntax/overload.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::string texts(const std::vector<Text>& list) {
  std::string result;
  for (const Text& text : list) result += " " + quote(text.text);
  return result;
}

void add_exception(Outline& out, const Exception& exception) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  out.node("unless " + of(exception.condition), [&] {
    for (const ExprPtr& except : exception.excepts) out.line("except " + of(except));
  });
}

void add_otherwise(Outline& out, const Otherwise& otherwise) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  out.node(fmt::format("otherwise must{} {}", otherwise.negated ? " not" : "", of(otherwise.condition)),
           [&] {
             if (otherwise.by) out.line("by " + of(otherwise.by));
           });
}

std::string_view norm_word(NormKind kind) {
  switch (kind) {
    case NormKind::must: return "must";
    case NormKind::must_not: return "must not";
    case NormKind::never: return "never";
    case NormKind::may: return "may";
  }
  return "";
}

void add_norm(Outline& out, const Norm& norm) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  out.node("norm", [&] {
    const bool own = norm.kind == NormKind::never || norm.kind == NormKind::may;
    if (norm.each)
      out.line(fmt::format("{} {}", own ? norm_word(norm.kind) : "each",
                           outline(*norm.each, out.brackets())));
    if (!own) out.line(fmt::format("{} {}", norm_word(norm.kind), of(norm.condition)));
    if (norm.by) out.line("by " + of(norm.by));
    for (const Exception& exception : norm.unless) add_exception(out, exception);
    for (const Otherwise& otherwise : norm.otherwise) add_otherwise(out, otherwise);
  });
}

void add_attribute(Outline& out, const Attribute& attribute) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  std::visit(Overload{
                 [&](const Cite& a) { out.line("cite " + quote(a.text.text)); },
                 [&](const Owes& a) {
                   out.line(fmt::format("owes {} {}", outline(a.bearer), outline(a.counterparty)));
                 },
                 [&](const TermBound& a) { add_bound(out, a); },
                 [&](const While& a) { out.line("while " + of(a.condition)); },
                 [&](const SuspendedWhile& a) { out.line("suspended while " + of(a.condition)); },
                 [&](const SurvivesUntil& a) { out.line("survives until " + of(a.date)); },
                 [&](const Overrides& a) {
                   std::string line = "overrides";
                   for (const Path& path : a.clauses) line += " " + outline(path);
                   out.line(line + (a.tags.empty() ? "" : " tag" + texts(a.tags)));
                 },
                 [&](const Tag& a) { out.line("tag" + texts(a.tags)); },
                 [&](const Negotiable&) { out.line("negotiable"); },
                 [&](const Allow& a) { add_allow(out, a); },
             },
             attribute.node);
}

void add_reading(Outline& out, const ClauseReading& reading) {
  out.node("reading " + outline(reading.head.name) + outline_title(reading.head.title), [&] {
    if (reading.where) out.line("where " + outline(reading.where.get(), out.brackets()));
    for (const TermBound& bound : reading.bounds) add_bound(out, bound);
    for (const Norm& norm : reading.norms) add_norm(out, norm);
  });
}

void add_power(Outline& out, const Power& power) {
  std::string line = "power " + (power.name ? outline(*power.name) + ": " : "") + outline(power.type);
  if (!power.by.empty()) line += " by" + outline(power.by);
  if (power.only_if) line += " only if " + outline(power.only_if.get(), out.brackets());
  out.line(line);
}

void add_change(Outline& out, const Change& change) {
  const std::string head = std::string{word_of(change.kind)} + outline(change.clauses);
  if (change.with)
    add_clause(out, head + " with", *change.with);
  else
    out.line(head);
}

}  // namespace

void add_allow(Outline& out, const Allow& allow) {
  std::string line = "allow " + outline(allow.what) + outline_title(allow.reason);
  if (allow.until) line += " until " + outline(allow.until.get(), out.brackets());
  out.line(line);
}

void add_bound(Outline& out, const TermBound& bound) {
  std::string line{word_of(bound.kind)};
  for (const ExprPtr& date : bound.dates) line += " " + outline(date.get(), out.brackets());
  out.line(line);
}

void add_clause(Outline& out, std::string_view head, const Clause& clause) {
  out.node(std::string{head} + " " + outline(clause.name) + outline_title(clause.title), [&] {
    for (const Attribute& attribute : clause.attributes) add_attribute(out, attribute);
    if (clause.shared) out.line("each " + outline(*clause.shared, out.brackets()));
    for (const Norm& norm : clause.norms) add_norm(out, norm);
    for (const ClauseReading& reading : clause.readings) add_reading(out, reading);
    for (const Exception& exception : clause.shared_unless) add_exception(out, exception);
    for (const Otherwise& otherwise : clause.shared_otherwise) add_otherwise(out, otherwise);
  });
}

void add_contract(Outline& out, const Contract& contract) {
  std::string head = (contract.amendment ? "amendment " : "contract ") + outline(contract.name) +
                     outline_title(contract.title);
  if (contract.of) head += " of " + outline(*contract.of);
  if (contract.effective) head += " from " + outline(contract.effective.get(), out.brackets());
  const Overload add{
      [&](const Parties& i) { out.line("parties" + outline(i.names)); },
      [&](const TermBound& i) { add_bound(out, i); },
      [&](const PrevailsOver& i) { out.line("prevails over" + outline(i.contracts)); },
      [&](const Declaration& i) { add_declaration(out, i); },
      [&](const Power& i) { add_power(out, i); },
      [&](const TermValue& i) { add_term_value(out, i); },
      [&](const Clause& i) { add_clause(out, "clause", i); },
      [&](const Change& i) { add_change(out, i); },
      [&](const Claims& i) { out.line("claims no change" + outline(i.clauses)); },
      [&](const Allow& i) { add_allow(out, i); },
      [&](const Define& i) { add_define(out, i); },
      [&](const Fact& i) { add_fact(out, i); },
      [&](const Rate& i) { add_rate(out, i); },
  };
  out.node(head, [&] {
    for (const ContractItem& item : contract.items) std::visit(add, item.node);
  });
}

}  // namespace proviso::syntax
