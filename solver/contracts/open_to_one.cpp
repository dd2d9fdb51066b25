#include "solver/contracts/open_to_one.h"

#include "solver/contracts/added_question.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/wording.h"
#include "solver/made_expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace proviso {

namespace {

const Type kTruth = basic(BaseType::boolean);

// What permits, as the prohibition of what it permits: then "permitted here and not there" reads "broken
// here and kept there". Nothing where some of it is not about things that are there on a day.
std::optional<Clause> as_prohibition(const Spec& spec, ClauseId id) {
  Clause clause = spec[id];
  std::erase_if(clause.norms, [](const Norm& norm) { return norm.kind != syntax::NormKind::may; });
  for (Norm& norm : clause.norms) {
    if (!norm.each || norm.period || norm.condition.valid()) return std::nullopt;
    norm.kind = syntax::NormKind::never;
  }
  clause.name = "question";
  return clause;
}

std::string party(const Spec& spec, ThingId id) { return id.valid() ? spec[id].name : ""; }

}  // namespace

// An event, or any of a type, as one contract has it.
struct OpenToOne::Holding {
  ContractId contract;
  std::vector<ThingId> by;
  ExprId only_if;
  ThingId event;    // of one
  TypeId type;
  LocalId local;    // names any of the type in the condition
  Span span;

  Holding(const Spec& spec, ContractId of, ThingId one)
      : contract(of), by(spec[one].by), only_if(spec[one].only_if), event(one), type(spec[one].type), span(spec[one].span) {}
  Holding(ContractId of, const Power& power)
      : contract(of), by(power.by), only_if(power.only_if), type(power.type), local(power.local), span(power.span) {}
};

// A yes is shown; a no that is known leaves nothing to say.
void OpenToOne::settle(Inquiry& inquiry, OtherChange change, const std::string& deal, const std::string& title,
                       ContractId under) {
  const Answer found = inquiry.find();
  const bool known = inquiry.searched().complete;
  if (found.satisfiable == Satisfiable::no && known) return;
  if (found.satisfiable == Satisfiable::yes) {
    const int number = ++shown_[deal];
    const std::string name = number == 1 ? deal : deal + std::to_string(number);
    change.shown = inquiry.show_plainest(sources_, name, title, {under});
  } else {
    change.text = fmt::format("whether {} is undecided: {}", change.text,
                              found.satisfiable == Satisfiable::no ? as_far_as(inquiry.searched()) : found.reason);
    change.undecided = true;
    change.favours.clear();
  }
  result_.others.push_back(std::move(change));
}

void OpenToOne::permission(ClauseId clause) {
  const ContractId own = spec_[clause].contract;
  OtherChange change;
  change.clause = spec_[clause].name;
  change.favours = party(spec_, spec_[clause].counterparty);
  change.span = spec_[clause].span;
  Spec spec = spec_;
  std::vector<ClauseId> not_there;
  bool comparable = true;
  for (const ClauseId one : between_.texts(other(own))) {
    if (!permits(spec_, one)) continue;
    std::optional<Clause> prohibition = as_prohibition(spec_, one);
    comparable = comparable && prohibition;
    if (prohibition) not_there.push_back(enter_clause(spec, std::move(*prohibition)));
  }
  change.text = fmt::format("{} `{}` permits is expressly permitted by {} only",
                            comparable && not_there.empty() ? "what" : "some of what", spec_[clause].name, spec_[own].name);
  std::optional<Clause> here = as_prohibition(spec_, clause);
  if (!here || !comparable) {
    result_.others.push_back(std::move(change));
    return;
  }
  const auto inquiry = between_.breaks(std::move(spec), std::move(*here), not_there, not_there);
  const std::string& there = spec_[other(own)].name;
  settle(*inquiry, std::move(change), own == before_ ? "OnlyOldPermits" : "OnlyNewPermits",
         fmt::format("permitted by `{}` of {}, and by nothing of {}", spec_[clause].name, spec_[own].name, there), own);
}

// ---- events

void OpenToOne::powers() {
  named_events();
  types_of_events();
}

void OpenToOne::named_events() {
  std::map<std::string, std::pair<ThingId, ThingId>> events;
  for (const ThingId one : spec_[before_].events) events[spec_[one].name].first = one;
  for (const ThingId one : spec_[after_].events) events[spec_[one].name].second = one;
  for (const auto& [name, pair] : events) event(name, pair.first, pair.second);
}

void OpenToOne::event(const std::string& name, ThingId before, ThingId after) {
  if (before.valid() && after.valid())
    return holders(fmt::format("`{}`", name), {spec_, before_, before}, {spec_, after_, after});
  const Thing& there = spec_[before.valid() ? before : after];
  const ContractId under = before.valid() ? before_ : after_;
  OtherChange change;
  change.text = fmt::format("`{}` can come about under {} only", name, spec_[under].name);
  change.favours = there.by.empty() ? "" : spec_[there.by.front()].name;
  change.span = there.span;
  result_.others.push_back(std::move(change));
}

// Several powers over one type in one contract are told apart by their words alone.
void OpenToOne::types_of_events() {
  std::map<TypeId, std::pair<std::vector<const Power*>, std::vector<const Power*>>> types;
  for (const Power& power : spec_[before_].powers) types[power.type].first.push_back(&power);
  for (const Power& power : spec_[after_].powers) types[power.type].second.push_back(&power);
  const auto words = [&](const std::vector<const Power*>& powers) {
    std::multiset<std::string> all;
    for (const Power* power : powers) {
      std::set<ThingId> by(power->by.begin(), power->by.end());
      std::string text = wording(spec_, power->only_if);
      for (const ThingId one : by) text += " " + spec_[one].name;
      all.insert(std::move(text));
    }
    return all;
  };
  for (const auto& [of, powers] : types) {
    const auto& [old, now] = powers;
    if (words(old) == words(now)) continue;
    const std::string name = fmt::format("any `{}`", spec_[of].name);
    if (old.size() == 1 && now.size() == 1) {
      holders(name, {before_, *old.front()}, {after_, *now.front()});
      continue;
    }
    const Power& there = now.empty() ? *old.front() : *now.front();
    OtherChange change;
    change.text = old.empty() || now.empty()
                      ? fmt::format("{} can be brought about under {} only", name, spec_[now.empty() ? before_ : after_].name)
                      : fmt::format("the powers over {} are others", name);
    if (old.empty() || now.empty()) change.favours = there.by.empty() ? "" : spec_[there.by.front()].name;
    change.span = there.span;
    result_.others.push_back(std::move(change));
  }
}

void OpenToOne::holders(const std::string& name, const Holding& before, const Holding& after) {
  const std::set<ThingId> old(before.by.begin(), before.by.end()), now(after.by.begin(), after.by.end());
  if (old != now) {
    OtherChange change;
    change.text = fmt::format("{} is for {} to bring about, no longer for {}", name, holders_in_words(spec_, after.by),
                              holders_in_words(spec_, before.by));
    const auto gains = std::find_if(after.by.begin(), after.by.end(), [&](ThingId one) { return old.count(one) == 0; });
    change.favours = gains == after.by.end() ? "" : spec_[*gains].name;
    change.span = after.span;
    result_.others.push_back(std::move(change));
  }
  if (before.event.valid() && wording(spec_, before.only_if) == wording(spec_, after.only_if)) return;
  condition(name, before, after);
  condition(name, after, before);
}

// It comes about as the one contract lets it, on a day on which the other does not. Both conditions are read
// as those of powers are: by the event, on its day.
void OpenToOne::condition(const std::string& name, const Holding& under, const Holding& beyond) {
  if (!beyond.only_if.valid()) return;
  Spec spec = spec_;
  Binder binder = any_of(spec, "event", under.type, under.span);
  if (under.local.valid()) binder.locals = {under.local};
  const ExprId one = spec.add(LocalRef{binder.locals.front()}, binder.type);
  ExprId not_there = beyond.only_if;
  if (!under.event.valid()) not_there = spec.add(Let{{{beyond.local, one}}, not_there}, kTruth);
  const ExprId here_only =
      connected(spec, Connective::and_, under.only_if, spec.add(Not{not_there}, kTruth));
  Norm norm;
  norm.kind = syntax::NormKind::never;
  norm.each = Binding{{binder}, {}};
  if (under.event.valid()) {
    spec.things[beyond.event.index].only_if = {};
    spec.things[under.event.index].only_if = here_only;
    norm.each->where = are_equal(spec, one, thing_name(spec, under.event));
  } else {
    const auto of_type = [&](const Power& power) { return power.type == under.type; };
    std::erase_if(spec.contracts[beyond.contract.index].powers, of_type);
    for (Power& power : spec.contracts[under.contract.index].powers)
      if (of_type(power)) power.only_if = here_only;
  }
  Clause clause;
  clause.name = "question";
  clause.contract = under.contract;
  clause.norms.push_back(std::move(norm));
  OtherChange change;
  change.text = fmt::format("{} may come about under {} where {} does not let it", name, spec_[under.contract].name,
                            spec_[beyond.contract].name);
  change.favours = under.by.empty() ? "" : spec_[under.by.front()].name;
  change.span = under.span;
  const auto inquiry = between_.breaks(std::move(spec), std::move(clause), {});
  settle(*inquiry, std::move(change), under.contract == before_ ? "OnlyOldLets" : "OnlyNewLets",
         fmt::format("{} lets {} come about, {} does not", spec_[under.contract].name, name, spec_[beyond.contract].name),
         under.contract);
}

}  // namespace proviso
