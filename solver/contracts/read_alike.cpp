#include "solver/contracts/read_alike.h"

#include "model/expr_walk.h"
#include "solver/contracts/fixed_readings.h"
#include "solver/contracts/wording.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMostTried = 200;

using OneReading = std::pair<std::string, std::string>;

// The readings that the texts hang on, each with every meaning.
std::vector<OneReading> readings_in(const Spec& spec, const std::vector<ClauseId>& texts) {
  std::set<OpenTermId> terms;
  for (const ClauseId text : texts)
    for_each_expr(spec, text, [&](ExprId root) {
      walk(spec, root, [&](ExprId, const Expr& e) {
        const auto* open = std::get_if<OpenRef>(&e.node);
        if (open && spec[open->term].kind == OpenTermKind::reading) terms.insert(open->term);
      });
    });
  std::vector<OneReading> result;
  for (const OpenTermId term : terms)
    for (const std::string& member : spec[spec[term].type.enumeration].members)
      if (const OneReading one{spec[term].name, member}; std::find(result.begin(), result.end(), one) == result.end())
        result.push_back(one);
  return result;
}

}  // namespace

std::vector<NamedReadings> read_alike(const Spec& spec, ClauseId clause, const std::vector<ClauseId>& others) {
  std::vector<ClauseId> texts = others;
  texts.push_back(clause);
  const std::vector<OneReading> readings = readings_in(spec, texts);
  std::vector<NamedReadings> result;
  std::size_t tried = 0;
  const auto attempt = [&](const NamedReadings& these) {
    if (++tried > kMostTried) return;
    Spec read = spec;
    read_as(read, fixed_readings(read, these));
    const std::string words = wording(read, clause);
    if (std::any_of(others.begin(), others.end(), [&](ClauseId other) { return wording(read, other) == words; }))
      result.push_back(these);
  };
  for (const OneReading& one : readings) attempt({one});
  const std::vector<NamedReadings> alone = result;
  const auto is_known = [&](const OneReading& one) {
    return std::find(alone.begin(), alone.end(), NamedReadings{one}) != alone.end();
  };
  for (std::size_t i = 0; i < readings.size(); ++i)
    for (std::size_t k = i + 1; k < readings.size(); ++k)
      if (readings[i].first != readings[k].first && !is_known(readings[i]) && !is_known(readings[k]))
        attempt({readings[i], readings[k]});
  return result;
}

}  // namespace proviso
