#include "model/resolve/readings.h"

#include "model/resolve/clauses.h"
#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace proviso::resolving {
namespace {

// ---------------------------------------------------------------- which reading is meant

// The readings that may be meant, each once; reports a name that stands twice.
struct Offer {
  std::vector<std::string> members;
  std::vector<std::string> titles;

  void add(Tables& tables, const syntax::ReadingHead& head, std::vector<Span>& seen) {
    if (head.name.missing()) return;
    const auto same = std::find(members.begin(), members.end(), head.name.text);
    if (same != members.end()) {
      relate(report(tables, kinds::declared_twice, head.name.span,
                    fmt::format("reading `{}` is given twice", head.name.text)),
             seen[static_cast<std::size_t>(same - members.begin())], "first given here");
      return;
    }
    seen.push_back(head.name.span);
    members.push_back(head.name.text);
    titles.push_back(head.title ? head.title->text : "");
  }
};

template <class Readings>
Offer offer_of(Tables& tables, const Readings& readings) {
  Offer offer;
  std::vector<Span> seen;
  for (const auto& reading : readings) offer.add(tables, reading.head, seen);
  return offer;
}

std::string place_of(const Tables& tables, const Frame& home, const std::string& name) {
  if (!home.contract.valid()) return home.name + "." + name;
  return tables.contracts[first_of(tables, home.contract).index].syntax->name.text + "." + name;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

const std::vector<std::string>& members_of(const Spec& spec, OpenTermId term) {
  return spec[spec[term].type.enumeration].members;
}

OpenTermId new_choice(Typing& typing, const std::string& name, const Offer& offer, Span span) {
  Spec& spec = typing.tables().spec;
  OpenTerm term;
  term.name = name;
  term.kind = OpenTermKind::reading;
  term.titles = offer.titles;
  term.type = basic(BaseType::enumeration);
  term.type.enumeration = EnumId{static_cast<std::uint32_t>(spec.enums.size())};
  term.finite = true;
  term.span = span;
  spec.enums.push_back(Enum{"readings of " + name, offer.members, span});
  for (std::uint32_t i = 0; i < offer.members.size(); ++i) {
    term.values.push_back(typing.make(EnumConst{i}, term.type, span));
  }
  spec.open_terms.push_back(std::move(term));
  return OpenTermId{static_cast<std::uint32_t>(spec.open_terms.size() - 1)};
}

// Texts of one define or clause that offer the same readings share the choice. `writer`: the
// contract that wrote the text.
OpenTermId choice_of(Typing& typing, const syntax::Name& name, bool clause, ContractId writer,
                     const Offer& offer) {
  Tables& tables = typing.tables();
  const Frame& home = typing.frame();
  const std::string place = place_of(tables, home, clause ? "clause " + name.text : name.text);
  for (const ReadingChoice& known : tables.readings) {
    if (known.place != place) continue;
    if (sorted(members_of(tables.spec, known.term)) == sorted(offer.members)) return known.term;
  }
  const bool qualified = clause && writer.valid();
  const std::string full =
      qualified ? tables.contracts[writer.index].syntax->name.text + "." + name.text : name.text;
  const OpenTermId term = new_choice(typing, full, offer, name.span);
  const bool deal = !home.contract.valid() && !home.name.empty();
  tables.readings.push_back(ReadingChoice{place, writer, deal ? &home : nullptr, term});
  return term;
}

ExprId is_meant(Typing& typing, OpenTermId term, const std::string& member, Span span) {
  const std::vector<std::string>& members = members_of(typing.tables().spec, term);
  const auto at = std::find(members.begin(), members.end(), member);
  const Type type = typing.tables().spec[term].type;
  const auto index = static_cast<std::uint32_t>(at - members.begin());
  if (at == members.end()) return typing.wrong(span);
  const ExprId choice = typing.make(OpenRef{term}, type, span);
  const ExprId constant = typing.make(EnumConst{index}, type, span);
  return typing.make(Compare{CompareOp::equal, choice, constant}, basic(BaseType::boolean), span);
}

// ---------------------------------------------------------------- clauses

class Reading {
 public:
  Reading(Typing& typing, const syntax::Clause& clause, Clause& to)
      : typing_(typing), clause_(clause), to_(to) {}

  void run() {
    const Offer offer = offer_of(typing_.tables(), clause_.readings);
    if (offer.members.empty()) return;
    to_.reading = choice_of(typing_, clause_.name, true, to_.text, offer);
    const bool narrowed = std::any_of(clause_.readings.begin(), clause_.readings.end(),
                                      [](const auto& reading) { return reading.where != nullptr; });
    if (!narrowed) {
      for (const syntax::Norm& norm : clause_.norms) add(norm, nullptr, {});
    }
    for (const syntax::ClauseReading& reading : clause_.readings) {
      const ExprId meant = is_meant(typing_, to_.reading, reading.head.name.text,
                                    reading.head.name.span);
      check(reading);
      if (narrowed) {
        for (const syntax::Norm& norm : clause_.norms) add(norm, reading.where.get(), meant);
      }
      for (const syntax::Norm& norm : reading.norms) add(norm, reading.where.get(), meant);
    }
    bounds();
  }

 private:
  void check(const syntax::ClauseReading& reading) {
    if (!clause_.norms.empty() || !reading.norms.empty()) return;
    const bool narrows = reading.where != nullptr || !reading.bounds.empty();
    const std::string_view what =
        narrows ? "says when or to what it applies, but neither it nor its clause says what must be"
                : "demands, forbids and permits nothing";
    report(typing_.tables(), kinds::bad_reading, reading.head.name.span,
           fmt::format("reading `{}` {}", reading.head.name.text, what))
        .fix = "write `must …`, `never x: T …` or `may x: T …` inside it, or behind the readings for "
               "all of them";
  }

  void add(const syntax::Norm& written, const syntax::Expr* where, ExprId meant) {
    SharedParts shared;
    if (clause_.shared && clause_.shared->span.begin < written.span.begin) {
      shared.each = &*clause_.shared;
    }
    shared.where = where;
    shared.unless = &clause_.shared_unless;
    shared.otherwise = &clause_.shared_otherwise;
    Norm norm = resolve_norm(typing_, written, shared);
    norm.reading = meant;
    to_.norms.push_back(std::move(norm));
  }

  // A reading may be a term: bounds that hold where it is meant.
  void bounds() {
    ExprId from;
    for (auto reading = clause_.readings.rbegin(); reading != clause_.readings.rend(); ++reading) {
      Bounds own;
      for (const syntax::TermBound& bound : reading->bounds) add_bound(typing_, bound, own);
      const std::string& name = reading->head.name.text;
      const Span span = reading->head.name.span;
      if (own.from.valid()) {
        if (!from.valid()) from = to_.bounds.from.valid() ? to_.bounds.from : first_day(span);
        from = where_meant(name, own.from, from, span);
      }
      for (const ExprId until : own.until) {
        const ExprId never = typing_.make(NeverConst{}, basic(BaseType::date), span);
        to_.bounds.until.push_back(where_meant(name, until, never, span));
      }
    }
    if (from.valid()) to_.bounds.from = from;
  }

  ExprId first_day(Span span) {
    return typing_.make(DateConst{day_of(1, 1, 1)}, basic(BaseType::date), span);
  }

  ExprId where_meant(const std::string& name, ExprId then, ExprId otherwise, Span span) {
    const ExprId meant = is_meant(typing_, to_.reading, name, span);
    const Span at = typing_.tables().spec[then].span;
    return typing_.make(If{meant, then, otherwise}, basic(BaseType::date), at);
  }

  Typing& typing_;
  const syntax::Clause& clause_;
  Clause& to_;
};

}  // namespace

ExprId read_define(Typing& typing, Definition& definition, const Type& type,
                   const std::string& what) {
  const auto& readings = definition.syntax->readings;
  const Offer offer = offer_of(typing.tables(), readings);
  const ContractId writer = definition.home->contract;
  std::vector<ExprId> values;
  for (const syntax::DefineReading& reading : readings) {
    const Typing::Mark before = typing.mark();
    values.push_back(typing.expect(*reading.value, type, what));
    typing.forget(before);
  }
  if (offer.members.empty()) return {};
  definition.reading = choice_of(typing, definition.syntax->name, false, writer, offer);
  ExprId body = values.back();
  for (std::size_t i = readings.size() - 1; i-- > 0;) {
    const syntax::Name& name = readings[i].head.name;
    const ExprId meant = is_meant(typing, definition.reading, name.text, name.span);
    body = typing.make(If{meant, values[i], body}, type, definition.syntax->name.span);
  }
  return body;
}

void read_clause(Typing& typing, const syntax::Clause& clause, Clause& to) {
  Reading(typing, clause, to).run();
}

OpenTermId reading_of(Tables& tables, const Entry& entry) {
  if (const auto* define = std::get_if<Definition*>(&entry.meaning)) {
    Typing(tables, *(*define)->home).resolve_define(**define);
    return (*define)->reading;
  }
  const auto* clause = std::get_if<ClauseId>(&entry.meaning);
  return clause ? tables.spec[*clause].reading : OpenTermId{};
}

OpenTermId reading_named(Tables& tables, const Frame& frame, const syntax::Path& path,
                         std::string_view member) {
  if (path.parts.empty() || path.parts.size() > 2) return {};
  const Frame* at = &frame;
  if (path.parts.size() == 2) {
    const Found owner = look_up(frame, path.parts.front().text, Want::any);
    const auto* contract = owner.entry ? std::get_if<ContractId>(&owner.entry->meaning) : nullptr;
    if (!contract) return {};
    at = &resolving::members_of(tables, frame, *contract);
  }
  const std::string& name = path.parts.back().text;
  for (const Want want : {Want::value, Want::clause}) {
    const Found found = look_up(*at, name, want);
    if (!found.entry || !found.ambiguous.empty()) continue;
    const OpenTermId term = reading_of(tables, *found.entry);
    const auto* clause = std::get_if<ClauseId>(&found.entry->meaning);
    if (!clause || member.empty()) {
      if (term.valid()) return term;
      continue;
    }
    std::vector<ClauseId> texts = versions_of(tables, tables.spec[*clause].contract, name);
    std::reverse(texts.begin(), texts.end());
    for (const ClauseId text : texts) {
      const OpenTermId other = tables.spec[text].reading;
      if (!other.valid()) continue;
      const auto& members = members_of(tables.spec, other);
      if (std::find(members.begin(), members.end(), member) != members.end()) return other;
    }
    if (term.valid()) return term;
  }
  return {};
}

void tell_readings_apart(Tables& tables) {
  std::map<std::string, int> shared;   // names outside deals: all of them may meet in one
  for (const ReadingChoice& choice : tables.readings) {
    if (!choice.deal) ++shared[tables.spec[choice.term].name];
  }
  for (const ReadingChoice& choice : tables.readings) {
    OpenTerm& term = tables.spec.open_terms[choice.term.index];
    const int others = shared[term.name] - (choice.deal ? 0 : 1);
    if (others <= 0) continue;
    if (choice.deal) term.name = choice.deal->name + "." + term.name;
    if (choice.contract.valid()) {
      term.name = tables.spec[choice.contract].name + "." + term.name;
    }
  }
}

}  // namespace proviso::resolving
