// What an amendment amends, and how its names meet those of the older texts.
#include "model/resolve/amendments.h"
#include "model/resolve/frames.h"
#include "model/resolve/typing.h"
#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso::resolving {
namespace {

bool same_kind(const Meaning& a, const Meaning& b) {
  const bool terms = std::holds_alternative<Term*>(a) && std::holds_alternative<Term*>(b);
  return terms || (std::holds_alternative<Definition*>(a) && std::holds_alternative<Definition*>(b));
}

}  // namespace

void find_bases(Tables& tables) {
  for (ContractSource& source : tables.contracts) {
    if (!source.syntax->amendment || !source.syntax->of) continue;
    bool silenced = false;
    source.base = find_contract(tables, *source.syntax->of, silenced);
  }
  for (ContractSource& source : tables.contracts) {
    ContractId at = source.base;
    for (std::size_t i = 0; at.valid() && at != source.id && i < tables.contracts.size(); ++i) {
      at = tables.contracts[at.index].base;
    }
    if (at != source.id) continue;
    relate(report(tables, kinds::circular_inheritance, source.syntax->of->span,
                  fmt::format("`{}` amends itself", source.syntax->name.text)),
           source.syntax->name.span, "declared here");
    source.base = {};
  }
}

std::vector<ContractId> base_first(const Tables& tables) {
  std::vector<ContractId> order;
  std::vector<bool> seen(tables.contracts.size(), false);
  for (const ContractSource& source : tables.contracts) {
    for (const ContractId id : layers_of(tables, source.id)) {
      if (!seen[id.index]) order.push_back(id);
      seen[id.index] = true;
    }
  }
  return order;
}

void inherit_names(Tables& tables, ContractSource& source) {
  const Frame& base = *tables.contracts[source.base.index].frame;
  Frame& frame = *source.frame;
  for (const auto& [name, entry] : base.names) {
    const bool clause = std::holds_alternative<ClauseId>(entry.meaning);
    const auto own = frame.names.find(name);
    if (own != frame.names.end()) {
      const bool both = clause && std::holds_alternative<ClauseId>(own->second.meaning);
      if (both || same_kind(own->second.meaning, entry.meaning)) continue;
      relate(report(tables, kinds::declared_twice, own->second.span,
                    fmt::format("`{}` is {} of `{}` already", name,
                                describe(tables, entry.meaning), base.name)),
             entry.span, "declared here");
      continue;
    }
    if (clause) continue;
    Entry mine = entry;
    if (const auto* definition = std::get_if<Definition*>(&entry.meaning)) {
      mine.meaning = define_again(tables, **definition, frame);
    }
    frame.names.emplace(name, mine);
  }
  frame.rates.insert(frame.rates.end(), base.rates.begin(), base.rates.end());
}

void check_restated(Tables& tables, const ContractSource& source) {
  const Frame& base = *tables.contracts[source.base.index].frame;
  for (const auto& [name, entry] : source.frame->names) {
    const auto* mine = std::get_if<Term*>(&entry.meaning);
    const auto old = base.names.find(name);
    const auto* theirs = old == base.names.end() ? nullptr : std::get_if<Term*>(&old->second.meaning);
    if (!mine || !theirs || *mine == *theirs) continue;
    const Type& now = tables.spec[(*mine)->resolved].type;
    const Type& before = tables.spec[(*theirs)->resolved].type;
    if (join(tables.spec, now, before)) continue;
    relate(report(tables, kinds::type_mismatch, entry.span,
                  fmt::format("`{}` is `{}` in `{}`, and `{}` here", name, show(tables.spec, before),
                              base.name, show(tables.spec, now))),
           old->second.span, "the term that it restates");
  }
}

void warn_of_amendments(Tables& tables, const Deal& deal, const std::vector<syntax::Name>& under) {
  if (deal.imported || deal.kind == syntax::DealKind::baseline || !deal.judged_start.valid()) return;
  const auto within = [&](ContractId amendment) {
    const ExprId date = tables.spec[amendment].effective;
    return date.valid() && std::holds_alternative<DateConst>(tables.spec[date].node) &&
           compare_constants(tables.spec, deal.judged_start, date) <= 0 &&
           compare_constants(tables.spec, deal.judged_end, date) > 0;
  };
  const auto stands_under = [&](ContractId contract) {
    return std::find(deal.under.begin(), deal.under.end(), contract) != deal.under.end();
  };
  for (const ContractId contract : deal.under) {
    // The last of several amendments of each other is the one to offer.
    std::set<ContractId> offered;
    for (const ContractId amendment : amendments_of(tables, contract)) {
      if (!within(amendment) || stands_under(amendment)) continue;
      const auto further = amendments_of(tables, amendment);
      if (std::none_of(further.begin(), further.end(), [&](ContractId later) {
            return within(later) || stands_under(later);
          })) {
        offered.insert(amendment);
      }
    }
    for (const ContractId amendment : offered) {
      const std::string& name = tables.spec[amendment].name;
      Span span = deal.span;
      for (const syntax::Name& written : under) {
        if (written.text == tables.spec[contract].name) span = written.span;
      }
      const Day from = std::get<DateConst>(tables.spec[tables.spec[amendment].effective].node).day;
      Diagnostic& diagnostic =
          report(tables, kinds::amended_meanwhile, span,
                 fmt::format("`{}` changes `{}` from {} on, while `{}` is still judged, and the deal "
                             "is checked against the old terms alone",
                             name, tables.spec[contract].name, show_day(from), deal.name));
      relate(diagnostic, tables.spec[amendment].span, "the amendment");
      diagnostic.fix = fmt::format("write `under {}`", name);
    }
  }
}

}  // namespace proviso::resolving
