#include "solver/contracts/terms_of_texts.h"

#include "solver/contracts/terms.h"

#include <algorithm>
#include <optional>

namespace proviso {

namespace {

// Of both where they are known.
template <class Pick>
std::optional<Day> pick(std::optional<Day> a, std::optional<Day> b, Pick choose) {
  if (!a || !b) return a ? a : b;
  return choose(*a, *b);
}

}  // namespace

std::vector<TermsOfTexts> gaps_between_texts(const Spec& spec, const std::vector<ContractId>& contracts) {
  const auto earlier = [](Day a, Day b) { return std::min(a, b); };
  const auto later = [](Day a, Day b) { return std::max(a, b); };
  std::vector<TermsOfTexts> result;
  for (const ContractId contract : contracts)
    for (const ClauseId id : spec[contract].clauses) {
      const Clause& newer = spec[id];
      if (!newer.replaces.valid()) continue;
      const Clause& older = spec[newer.replaces];
      std::optional<Day> ends = known_day(spec, older.cut);
      for (const ExprId until : older.bounds.until) ends = pick(ends, known_day(spec, until), earlier);
      const std::optional<Day> begins = pick(known_day(spec, newer.since), known_day(spec, newer.bounds.from), later);
      if (ends && begins && *ends < *begins) result.push_back({newer.replaces, id, *ends, *begins});
    }
  return result;
}

}  // namespace proviso
