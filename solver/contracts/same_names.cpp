#include "solver/contracts/same_names.h"

#include "model/expr_walk.h"
#include "solver/contracts/terms.h"
#include "solver/contracts/wording.h"
#include "solver/made_expressions.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace proviso {

namespace {

// Events of one name that several contracts declare are one.
void identify_events(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions) {
  std::map<std::string, ThingId> first;
  const auto date = [&](ThingId event) {
    return spec.add(FieldOf{thing_name(spec, event), FieldKind::date, {}}, basic(BaseType::date));
  };
  for (const ContractId contract : contracts)
    for (const ThingId event : std::vector<ThingId>(spec[contract].events)) {
      const auto [other, fresh] = first.emplace(spec[event].name, event);
      if (fresh || other->second == event || spec[other->second].type != spec[event].type) continue;
      conditions.push_back(are_equal(spec, date(other->second), date(event)));
    }
}

// So are unknown terms and readings; of terms that no expression of the contracts names nothing is said.
void identify_terms(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions) {
  std::map<std::pair<std::string, bool>, OpenTermId> first;
  std::vector<std::pair<OpenTermId, OpenTermId>> same;
  std::set<OpenTermId> seen;
  const auto see = [&](OpenTermId term) {
    if (!seen.insert(term).second || spec[term].kind == OpenTermKind::alternative) return;
    const bool reading = spec[term].kind == OpenTermKind::reading;
    const auto [other, fresh] = first.emplace(std::pair{std::string(own_name(spec[term].name)), reading}, term);
    if (!fresh && other->second != term) same.emplace_back(other->second, term);
  };
  for_each_expr(spec, contracts, [&](ExprId root) {
    walk(spec, root, [&](ExprId, const Expr& e) {
      if (const auto* open = std::get_if<OpenRef>(&e.node)) see(open->term);
    });
  });
  for (const auto& [a, b] : same) {
    const bool same_type = spec[a].type.base == spec[b].type.base && spec[a].type.currency == spec[b].type.currency;
    if (!same_type) continue;
    if (spec[a].kind != OpenTermKind::reading) {
      conditions.push_back(are_equal(spec, open_value(spec, a), open_value(spec, b)));
      continue;
    }
    // Readings go by their names.
    const auto& left = spec[spec[a].type.enumeration].members;
    const auto& right = spec[spec[b].type.enumeration].members;
    for (std::uint32_t i = 0; i < left.size(); ++i) {
      const auto found = std::find(right.begin(), right.end(), left[i]);
      if (found == right.end()) continue;
      const auto is = [&](OpenTermId term, std::uint32_t member) {
        return are_equal(spec, open_value(spec, term), constant_expression(spec, spec[term].type, Member{member}));
      };
      const ExprId one = is(a, i);
      const ExprId other = is(b, static_cast<std::uint32_t>(found - right.begin()));
      conditions.push_back(spec.add(Connect{Connective::iff, one, other}, basic(BaseType::boolean)));
    }
  }
}

}  // namespace

void identify_by_name(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions) {
  identify_events(spec, contracts, conditions);
  identify_terms(spec, contracts, conditions);
}

}  // namespace proviso
