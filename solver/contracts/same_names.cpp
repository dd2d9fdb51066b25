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

bool take_the_same_values(const Spec& spec, const OpenTerm& a, const OpenTerm& b) {
  const auto words = [&](const OpenTerm& term) {
    std::vector<std::string> all;
    for (const ExprId value : term.values) all.push_back(wording(spec, value));
    for (const ExprId end : {term.low, term.high}) all.push_back(end.valid() ? wording(spec, end) : "");
    return all;
  };
  return a.type == b.type && a.finite == b.finite && words(a) == words(b);
}

// Readings go by their names, and so are read together where these are the same (section 3 of
// docs/semantics.md).
void identify_readings(Spec& spec, OpenTermId a, OpenTermId b, std::vector<ExprId>& conditions) {
  const std::vector<std::string> left = spec[spec[a].type.enumeration].members;
  const std::vector<std::string> right = spec[spec[b].type.enumeration].members;
  if (!have_the_same_names(left, right)) return;
  const auto is = [&](OpenTermId term, std::size_t member) {
    const Constant value = Member{static_cast<std::uint32_t>(member)};
    return are_equal(spec, open_value(spec, term), constant_expression(spec, spec[term].type, value));
  };
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto found = std::find(right.begin(), right.end(), left[i]);
    const ExprId one = is(a, i);
    const ExprId other = is(b, static_cast<std::size_t>(found - right.begin()));
    conditions.push_back(spec.add(Connect{Connective::iff, one, other}, basic(BaseType::boolean)));
  }
}

// So are readings, and unknown terms that may take the same values; of terms that no expression of the
// contracts names nothing is said.
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
    if (spec[a].kind == OpenTermKind::reading) {
      identify_readings(spec, a, b, conditions);
    } else if (take_the_same_values(spec, spec[a], spec[b])) {
      conditions.push_back(are_equal(spec, open_value(spec, a), open_value(spec, b)));
    }
  }
}

}  // namespace

bool have_the_same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

void identify_by_name(Spec& spec, const std::vector<ContractId>& contracts, std::vector<ExprId>& conditions) {
  identify_events(spec, contracts, conditions);
  identify_terms(spec, contracts, conditions);
}

}  // namespace proviso
