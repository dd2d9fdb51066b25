#include "model/resolve/expect_names.h"

#include "model/resolve/clause_names.h"
#include "model/resolve/paths.h"
#include "model/resolve/readings.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

namespace proviso::resolving {
namespace {

bool missing(const syntax::Path& path) {
  return path.parts.empty() || path.parts.front().missing();
}

void write_down(const syntax::Path& path, ExpectName& name) {
  name.span = path.span;
  name.text = text_of(path);
}

}  // namespace

ExpectNames::ExpectNames(Typing& typing, DealId deal)
    : typing_(typing), tables_(typing.tables()), frame_(typing.frame()), deal_(deal) {}

bool ExpectNames::clause(const syntax::Path& path, ExpectName& name) {
  if (missing(path)) return false;
  write_down(path, name);
  const Found found = find_clause(tables_, frame_, path);
  if (found.entry) return named_clause(found, path, name);
  report_unknown_clause(tables_, frame_, path);
  return false;
}

bool ExpectNames::named_clause(const Found& found, const syntax::Path& path, ExpectName& name) {
  if (!std::holds_alternative<ClauseId>(found.entry->meaning)) return false;
  if (report_ambiguous_clause(tables_, found, path)) return false;
  name.clauses = texts_named(tables_, contracts_of(frame_), found, path);
  return true;
}

bool ExpectNames::event(const syntax::Path& path, ExpectName& name) {
  if (missing(path)) return false;
  write_down(path, name);
  if (const Found found = find_clause(tables_, frame_, path); found.entry) {
    relate(report(tables_, kinds::not_an_event, path.span,
                  fmt::format("`{}` is a clause, and only an event can be brought about", name.text)),
           found.entry->span, "the clause");
    return false;
  }
  const ExprId id = resolve_path(typing_, path);
  const Expr resolved = tables_.spec[id];
  if (is_wrong(resolved.type)) return false;
  const auto* field = std::get_if<FieldOf>(&resolved.node);
  const auto* of = field && field->kind == FieldKind::date
                       ? std::get_if<ThingRef>(&tables_.spec[field->of].node)
                       : nullptr;
  if (of) {
    name.thing = of->thing;
    return true;
  }
  report(tables_, kinds::not_an_event, path.span,
         fmt::format("`{}` is no event that anybody could bring about", name.text));
  return false;
}

bool ExpectNames::variable(const syntax::Path& path, ExpectName& name) {
  if (missing(path)) return false;
  write_down(path, name);
  const Found found = find_clause(tables_, frame_, path);
  if (!found.entry) return open(path, name);
  if (!named_clause(found, path, name)) return false;
  name.term = reading_named(tables_, frame_, path);
  if (deal_.valid() || name.term.valid()) return true;
  fixed(path, name);
  return false;
}

// A reading, an open term, an event's date or a flow's presence.
bool ExpectNames::open(const syntax::Path& path, ExpectName& name) {
  name.term = reading_named(tables_, frame_, path);
  if (name.term.valid() || one_of_any(path, name)) return true;
  if (path.parts.size() == 1) {
    const Found found = look_up(frame_, path.parts.front().text, Want::value);
    const auto* thing =
        found.entry && found.ambiguous.empty() ? std::get_if<ThingId>(&found.entry->meaning) : nullptr;
    if (thing) return vary(*thing, path, name);
  }
  const ExprId id = resolve_path(typing_, path);
  const Expr resolved = tables_.spec[id];
  if (is_wrong(resolved.type)) return false;
  ExprId value = id;
  if (const auto* field = std::get_if<FieldOf>(&resolved.node)) {
    const auto* of = std::get_if<ThingRef>(&tables_.spec[field->of].node);
    if (of) value = part_of(tables_.spec[of->thing], field->kind, field->field);
    if (of && field->kind == FieldKind::date && !value.valid()) {
      name.thing = of->thing;
      return true;
    }
  }
  const auto* term = value.valid() ? std::get_if<OpenRef>(&tables_.spec[value].node) : nullptr;
  if (term) {
    name.term = term->term;
    return true;
  }
  fixed(path, name);
  return false;
}

// One of any number of flows stands for them all.
bool ExpectNames::one_of_any(const syntax::Path& path, ExpectName& name) {
  const Found found = path.parts.size() == 1 ? look_up(frame_, path.parts.front().text) : Found{};
  if (!found.entry || !std::holds_alternative<AnyFlows>(found.entry->meaning) || !deal_.valid()) {
    return false;
  }
  for (const AnyNumber& any : tables_.spec[deal_].any) {
    if (any.name == path.parts.front().text) name.thing = any.copies.front();
  }
  return name.thing.valid();
}

bool ExpectNames::vary(ThingId id, const syntax::Path& path, ExpectName& name) {
  const Thing& thing = tables_.spec[id];
  const bool event = tables_.spec[thing.type].kind == syntax::TypeKind::event;
  if (thing.alternative) name.term = thing.alternative->choice;
  if (event || thing.alternative || thing.presence != syntax::Presence::always) {
    name.thing = id;
    return true;
  }
  fixed(path, name);
  return false;
}

void ExpectNames::fixed(const syntax::Path& path, const ExpectName& name) {
  if (deal_.valid()) {
    report(tables_, kinds::bad_expectation, path.span,
           fmt::format("`{}` is neither open nor a clause: nothing depends on it", name.text))
        .fix = "name a clause, a reading, an event, a flow that may be left out or an open value "
               "such as `sales.amount`";
    return;
  }
  report(tables_, kinds::bad_expectation, path.span,
         fmt::format("`{}` is not open: no answer about a contract depends on it", name.text))
      .fix = "name a define or a clause with readings, an unknown term or an event";
}

}  // namespace proviso::resolving
