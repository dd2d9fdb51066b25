#include "model/syntax/diagnostics.h"
#include "model/resolve/tables.h"
#include "model/resolve/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

bool matches(const Entry& entry, Want want) {
  switch (want) {
    case Want::any:
      return true;
    case Want::clause:
      return std::holds_alternative<ClauseId>(entry.meaning) ||
             std::holds_alternative<Silenced>(entry.meaning);
    case Want::value:
      return !std::holds_alternative<ClauseId>(entry.meaning);
  }
  return true;
}

const Entry* find_in(const Frame& frame, std::string_view name, Want want) {
  const auto found = frame.names.find(name);
  return found != frame.names.end() && matches(found->second, want) ? &found->second : nullptr;
}

// Several versions of one contract have the same events and terms.
bool same_thing(const Entry& a, const Entry& b) {
  const auto* thing = std::get_if<ThingId>(&a.meaning);
  const auto* other = std::get_if<ThingId>(&b.meaning);
  if (thing && other) return *thing == *other;
  Term* const* term = std::get_if<Term*>(&a.meaning);
  Term* const* same = std::get_if<Term*>(&b.meaning);
  return term && same && *term == *same;
}

void unknown(Tables& tables, const syntax::Name& name, std::string_view article,
             const std::vector<std::string_view>& candidates) {
  report(tables, kinds::unknown_name, name.span, fmt::format("nothing is called `{}` here", name.text))
      .fix = suggestion(name.text, candidates);
  if (tables.out.back().fix.empty()) {
    tables.out.back().here = fmt::format("{} is wanted", article);
  }
}

}  // namespace

Diagnostic& report(Tables& tables, const DiagnosticKind& kind, Span span, std::string message) {
  Diagnostic& diagnostic = tables.out.emplace_back();
  diagnostic.kind = &kind;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  return diagnostic;
}

void relate(Diagnostic& diagnostic, Span span, std::string text) {
  diagnostic.related.push_back(Label{span, std::move(text)});
}

bool declare(Tables& tables, Frame& frame, const syntax::Name& name, Meaning meaning) {
  if (name.missing()) return false;
  const auto [place, fresh] = frame.names.try_emplace(name.text, Entry{meaning, name.span});
  if (fresh) return true;
  relate(report(tables, kinds::declared_twice, name.span,
                fmt::format("`{}` is declared twice", name.text)),
         place->second.span, "first declared here");
  return false;
}

void check_hiding(Tables& tables, const Frame& frame) {
  const auto check = [&](const Frame& other, const std::string& name, const Entry& entry) {
    const Entry* hidden = find_in(other, name, Want::value);
    if (!hidden || std::holds_alternative<ClauseId>(entry.meaning)) return;
    if (std::holds_alternative<Silenced>(entry.meaning)) return;
    if (std::holds_alternative<Silenced>(hidden->meaning)) return;
    // Of two files the importing one is to be changed: imported files know nothing of it.
    const bool swap = hidden->span.file == tables.spec.root && entry.span.file != tables.spec.root;
    relate(report(tables, kinds::declared_twice, swap ? hidden->span : entry.span,
                  fmt::format("`{}` is declared twice", name)),
           swap ? entry.span : hidden->span, "first declared here");
  };
  for (const auto& [name, entry] : frame.names) {
    check(*frame.outer, name, entry);
    for (const Frame* contract : frame.contracts) check(*contract, name, entry);
  }
}

Found look_up(const Frame& frame, std::string_view name, Want want) {
  if (const Entry* entry = find_in(frame, name, want)) return {entry, &frame, {}};
  Found found;
  for (const Frame* contract : frame.contracts) {
    const Entry* entry = find_in(*contract, name, want);
    if (!entry) continue;
    if (found.entry && same_thing(*found.entry, *entry)) continue;
    found.ambiguous.push_back(contract);
    found.entry = entry;
    found.frame = contract;
  }
  if (found.ambiguous.size() == 1) found.ambiguous.clear();
  if (found.entry || !frame.outer) return found;
  return look_up(*frame.outer, name, want);
}

void add_candidates(const Frame& frame, std::vector<std::string_view>& to) {
  for (const auto& [name, entry] : frame.names) to.push_back(name);
  for (const Frame* contract : frame.contracts) {
    for (const auto& [name, entry] : contract->names) to.push_back(name);
  }
  if (frame.outer) add_candidates(*frame.outer, to);
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? std::string() : fmt::format("did you mean `{}`?", near);
}

ThingId find_thing(Tables& tables, const Frame& frame, const syntax::Name& name,
                   syntax::TypeKind kind, std::string_view article) {
  if (name.missing()) return {};
  const Found found = look_up(frame, name.text, Want::value);
  const auto fits = [&](const Entry& entry) {
    const auto* thing = std::get_if<ThingId>(&entry.meaning);
    return thing && tables.spec[tables.spec[*thing].type].kind == kind;
  };
  if (!found.entry) {
    std::vector<std::string_view> candidates;
    for (const Frame* at = &frame; at; at = at->outer) {
      for (const auto& [text, entry] : at->names) {
        if (fits(entry)) candidates.push_back(text);
      }
    }
    unknown(tables, name, article, candidates);
    return {};
  }
  if (std::holds_alternative<Silenced>(found.entry->meaning)) return {};
  if (fits(*found.entry)) return std::get<ThingId>(found.entry->meaning);
  report_wrong_kind(tables, name, article, *found.entry);
  return {};
}

ContractId find_contract(Tables& tables, const syntax::Name& name, bool& silenced) {
  silenced = true;
  if (name.missing()) return {};
  const Entry* entry = find_in(tables.global, name.text, Want::any);
  if (!entry) {
    std::vector<std::string_view> candidates;
    for (const ContractSource& contract : tables.contracts) {
      candidates.push_back(contract.syntax->name.text);
    }
    unknown(tables, name, "a contract", candidates);
    return {};
  }
  if (std::holds_alternative<Silenced>(entry->meaning)) return {};
  if (const auto* contract = std::get_if<ContractId>(&entry->meaning)) {
    silenced = false;
    return *contract;
  }
  report_wrong_kind(tables, name, "a contract", *entry);
  return {};
}

DealSource* find_deal(Tables& tables, const syntax::Name& name) {
  if (name.missing()) return nullptr;
  const Entry* entry = find_in(tables.global, name.text, Want::any);
  if (!entry) {
    std::vector<std::string_view> candidates;
    for (const DealSource& deal : tables.deals) candidates.push_back(deal.syntax->name.text);
    unknown(tables, name, "a deal", candidates);
    return nullptr;
  }
  if (std::holds_alternative<Silenced>(entry->meaning)) return nullptr;
  if (const auto* deal = std::get_if<DealSource*>(&entry->meaning)) return *deal;
  report_wrong_kind(tables, name, "a deal", *entry);
  return nullptr;
}

void report_wrong_kind(Tables& tables, const syntax::Name& name, std::string_view article,
                       const Entry& entry) {
  relate(report(tables, kinds::wrong_kind_of_name, name.span,
                fmt::format("`{}` is {}, but {} is wanted", name.text,
                            describe(tables, entry.meaning), article)),
         entry.span, "declared here");
}

void add_clause_names(const Frame& frame, std::vector<std::string_view>& to) {
  for (const auto& [name, entry] : frame.names) {
    if (std::holds_alternative<ClauseId>(entry.meaning)) to.push_back(name);
  }
}

std::string_view describe(const Tables& tables, const Meaning& meaning) {
  return std::visit(
      Overload{
          [](const Silenced&) -> std::string_view { return "something else"; },
          [](const AnyFlows&) -> std::string_view { return "any number of flows"; },
          [&](const ThingId& thing) -> std::string_view {
            switch (tables.spec[tables.spec[thing].type].kind) {
              case syntax::TypeKind::entity: return "an entity";
              case syntax::TypeKind::flow: return "a flow";
              case syntax::TypeKind::event: return "an event";
            }
            return "a thing";
          },
          [](const ClauseId&) -> std::string_view { return "a clause"; },
          [](Term* const&) -> std::string_view { return "a term"; },
          [](Definition* const&) -> std::string_view { return "a define"; },
          [](const EnumId&) -> std::string_view { return "an enum"; },
          [](const TypeId&) -> std::string_view { return "a type"; },
          [](const ContractId&) -> std::string_view { return "a contract"; },
          [](DealSource* const&) -> std::string_view { return "a deal"; },
      },
      meaning);
}

}  // namespace proviso::resolving
