// What a party may do that another may not.
#include "solver/contracts/party.h"

#include "model/conjuncts.h"
#include "model/expr_walk.h"
#include "solver/contracts/party_exchange.h"
#include "solver/contracts/rewrite.h"
#include "solver/made_expressions.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace proviso {

namespace {

const Type kCondition = basic(BaseType::boolean);

bool is_among(const std::vector<ThingId>& all, ThingId one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// "from.operator" where the expression is a chain of fields that begins at the local.
std::string chain_from(const Spec& spec, ExprId expr, LocalId local) {
  if (const auto* name = std::get_if<LocalRef>(&spec[expr].node)) return name->local == local ? "." : "";
  const auto* field = std::get_if<FieldOf>(&spec[expr].node);
  if (!field) return "";
  const std::string before = chain_from(spec, field->of, local);
  if (before.empty()) return "";
  std::string own;
  switch (field->kind) {
    case FieldKind::from: own = "from"; break;
    case FieldKind::to: own = "to"; break;
    case FieldKind::declared: own = spec[field->field].name; break;
    default: return "";
  }
  return before == "." ? own : before + "." + own;
}

// The words with one name in place of another; names of fields stay.
std::string with_name(const std::string& words, const std::string& name, const std::string& instead) {
  const auto in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; };
  std::string text;
  for (std::size_t i = 0; i < words.size();) {
    const bool begins = (i == 0 || !in_name(words[i - 1])) && words.compare(i, name.size(), name) == 0;
    const std::size_t end = i + name.size();
    if (begins && (end == words.size() || words[end] == '.' || !in_name(words[end]))) {
      text += instead;
      i = end;
    } else {
      text += words[i++];
    }
  }
  return text;
}

// A condition in words of the place that it is asked about.
struct Worded {
  ExprId condition;
  std::string text;
};

// Where a party stands in what a norm binds, with the conditions that do not speak of it. `outside`:
// further ones that leave out what satisfies the norm, and what is excepted or permitted.
struct Place {
  Binding binding;
  LocalId local;
  TypeId type;
  ExprId at;
  std::string chain;
  std::vector<Worded> rest, outside;
  Span clause;
};

class Rights {
 public:
  Rights(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts, ThingId party,
         ThingId other, const WhenAsked& when, const ContractOptions& options)
      : spec_(spec), sources_(sources), contracts_(contracts), party_(party), other_(other), when_(when),
        options_(options) {
    when_.only_truth = true;
  }

  PartyRights run() {
    for (const ClauseId clause : clauses_of(spec_, contracts_))
      for (const Norm& norm : std::vector<Norm>(spec_[clause].norms))
        if (norm.each) look_at(norm, spec_[clause].span);
    for (const Place& place : places_) ask(place);
    powers();
    if (result_.rights.empty())
      result_.unsettled = unlike_places(spec_, contracts_, party_, other_, when_.with_past, options_);
    return std::move(result_);
  }

 private:
  bool stands(const Type& type) const {
    return type.base == BaseType::thing && !type.set && spec_.is_a(spec_[party_].type, type.thing) &&
           spec_.is_a(spec_[other_].type, type.thing);
  }

  bool binds_flow(const Binder& binder) const {
    return binder.type.base == BaseType::thing && spec_[binder.type.thing].kind == syntax::TypeKind::flow &&
           !binder.locals.empty();
  }

  void look_at(const Norm& norm, Span clause) {
    const Binding& binding = *norm.each;
    for (const Binder& binder : binding.binders) {
      if (!binds_flow(binder)) continue;
      const LocalId local = binder.locals.front();
      ends(binder, local, norm, clause);
      std::map<std::string, ExprId> chains;
      for (const ExprId condition : {binding.where, norm.condition, norm.unless})
        walk(spec_, condition, [&](ExprId expr, const Expr& e) {
          const std::string chain = stands(e.type) ? chain_from(spec_, expr, local) : "";
          if (!chain.empty() && chain != ".") chains.emplace(chain, expr);
        });
      for (const auto& [chain, expr] : chains)
        enter({binding, local, binder.type.thing, expr, chain, rest_of(binding.where, local, chain), {}, clause}, norm);
    }
  }

  // The flow as such, from or to the party.
  void ends(const Binder& binder, LocalId local, const Norm& norm, Span clause) {
    for (const FieldKind kind : {FieldKind::from, FieldKind::to}) {
      const ThingType& type = spec_[binder.type.thing];
      const Type end = thing_type(kind == FieldKind::from ? type.from : type.to);
      if (!stands(end)) continue;
      Binder one = binder;
      one.locals = {local};
      const ExprId name = spec_.add(LocalRef{local}, binder.type);
      const ExprId at = spec_.add(FieldOf{name, kind, {}}, end);
      const std::string chain = kind == FieldKind::from ? "from" : "to";
      enter({Binding{{one}, {}}, local, binder.type.thing, at, chain, {}, {}, clause}, norm);
    }
  }

  // What was made of several conditions has no words of its own.
  std::string words_of(ExprId condition) const {
    if (const Span span = spec_[condition].span; !span.empty()) return one_line(sources_.text(span));
    if (const auto* negated = std::get_if<Not>(&spec_[condition].node)) return "not " + in_brackets(words_of(negated->operand));
    const auto* both = std::get_if<Connect>(&spec_[condition].node);
    if (both && both->op == Connective::and_) return words_of(both->left) + " and " + words_of(both->right);
    if (both && both->op == Connective::or_)
      return in_brackets(words_of(both->left)) + " or " + in_brackets(words_of(both->right));
    return "";
  }
  static std::string in_brackets(const std::string& words) {
    return words.find(' ') == std::string::npos ? words : "(" + words + ")";
  }

  bool speaks_of(ExprId condition, LocalId local, const std::string& chain) const {
    bool speaks = false;
    walk(spec_, condition, [&](ExprId expr, const Expr&) { speaks = speaks || chain_from(spec_, expr, local) == chain; });
    return speaks;
  }

  // The parts of a condition that do not speak of what stands there.
  std::vector<Worded> rest_of(ExprId where, LocalId local, const std::string& chain) const {
    std::vector<ExprId> parts;
    add_conjuncts(spec_, where, parts);
    std::vector<Worded> rest;
    for (const ExprId part : parts)
      if (!speaks_of(part, local, chain)) rest.push_back({part, words_of(part)});
    return rest;
  }

  // Whether the part holds with the other party there, where it says no more than who stands there.
  std::optional<bool> said_of_other(ExprId part, LocalId local, const std::string& chain) const {
    const auto* compare = std::get_if<Compare>(&spec_[part].node);
    if (!compare || (compare->op != CompareOp::equal && compare->op != CompareOp::not_equal)) return std::nullopt;
    const auto one_way = [&](ExprId place, ExprId name) -> std::optional<bool> {
      const auto* thing = std::get_if<ThingRef>(&spec_[name].node);
      if (!thing || chain_from(spec_, place, local) != chain) return std::nullopt;
      return (thing->thing == other_) == (compare->op == CompareOp::equal);
    };
    const std::optional<bool> said = one_way(compare->left, compare->right);
    return said ? said : one_way(compare->right, compare->left);
  }

  // What is left of a condition on `local` where the other party stands in the place, in the place's own
  // words; nothing where that makes it false. No parts: it is true.
  std::optional<std::vector<Worded>> of_other(const Place& place, ExprId condition, LocalId local) {
    std::vector<ExprId> parts;
    add_conjuncts(spec_, condition, parts);
    std::vector<Worded> result;
    for (const ExprId part : parts) {
      const std::optional<bool> said = said_of_other(part, local, place.chain);
      if (said && !*said) return std::nullopt;
      if (!said) result.push_back(with_other(place, part, local));
    }
    return result;
  }

  Worded with_other(const Place& place, ExprId part, LocalId local) {
    const std::string& own = spec_[place.local].name;
    const std::string text = with_name(words_of(part), spec_[local].name, own);
    const ExprId changed = rewrite(spec_, part, [&](ExprId id) -> ExprId {
      if (chain_from(spec_, id, local) == place.chain) return thing_name(spec_, other_);
      const auto* name = std::get_if<LocalRef>(&spec_[id].node);
      return name && name->local == local ? spec_.add(LocalRef{place.local}, thing_type(place.type)) : ExprId{};
    });
    return {changed, with_name(text, own + "." + place.chain, spec_[other_].name)};
  }

  static std::string joined(const std::vector<Worded>& conditions) {
    std::string text;
    for (const Worded& one : conditions) text += (text.empty() ? "" : " and ") + one.text;
    return text;
  }

  void leave_out(Place& place, ExprId condition, LocalId local) {
    const std::optional<std::vector<Worded>> parts = of_other(place, condition, local);
    if (!parts || parts->empty()) return;
    ExprId all;
    for (const Worded& part : *parts) all = connected(spec_, Connective::and_, all, part.condition);
    place.outside.push_back({spec_.add(Not{all}, kCondition), "not " + in_brackets(joined(*parts))});
  }

  void enter(Place place, const Norm& norm) {
    if (!norm.period && norm.kind != syntax::NormKind::may) leave_out(place, norm);
    const std::string text = joined(place.rest) + "\n" + joined(place.outside);
    if (seen_.emplace(place.type, place.chain, text).second) places_.push_back(std::move(place));
  }

  static std::size_t locals_in(const Binding& binding) {
    std::size_t number = 0;
    for (const Binder& binder : binding.binders) number += binder.locals.size();
    return number;
  }

  void leave_out(Place& place, const Norm& norm) {
    // Without the other binders of the norm, nothing of it can be said but what it binds.
    if (locals_in(place.binding) == locals_in(*norm.each)) {
      if (norm.condition.valid() && norm.kind == syntax::NormKind::must) leave_out(place, norm.condition, place.local);
      if (norm.condition.valid() && norm.kind == syntax::NormKind::must_not)
        for (Worded& part : of_other(place, norm.condition, place.local).value_or(std::vector<Worded>{}))
          place.outside.push_back(std::move(part));
      if (norm.unless.valid()) leave_out(place, norm.unless, place.local);
    }
    for (const ClauseId clause : clauses_of(spec_, contracts_))
      for (const Norm& other : std::vector<Norm>(spec_[clause].norms))
        if (other.kind == syntax::NormKind::may && other.each) leave_out_permitted(place, *other.each);
  }

  void leave_out_permitted(Place& place, const Binding& permitted) {
    if (permitted.binders.size() != 1 || !binds_flow(permitted.binders.front())) return;
    const Binder& binder = permitted.binders.front();
    if (binder.locals.size() == 1 && spec_.is_a(place.type, binder.type.thing))
      leave_out(place, permitted.where, binder.locals.front());
  }

  ContractAnswer allowed(const Place& place, const std::vector<Worded>& outside, ThingId party) const {
    Spec spec = spec_;
    Binding binding = place.binding;
    binding.where = are_equal(spec, place.at, thing_name(spec, party));
    for (const std::vector<Worded>* conditions : {&place.rest, &outside})
      for (const Worded& one : *conditions)
        binding.where = connected(spec, Connective::and_, one.condition, binding.where);
    return ContractQuestions(spec, sources_, options_).allows(contracts_, binding, when_);
  }

  void ask(const Place& place) {
    std::vector<Worded> outside;
    ContractAnswer theirs = allowed(place, outside, other_);
    if (theirs.truth == Truth::yes && !place.outside.empty()) {
      outside = place.outside;
      theirs = allowed(place, outside, other_);
    }
    if (theirs.truth != Truth::no || allowed(place, outside, party_).truth != Truth::yes) return;
    for (std::size_t i = outside.size(); i-- > 0;) {
      std::vector<Worded> fewer = outside;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      ContractAnswer without = allowed(place, fewer, other_);
      if (without.truth != Truth::no) continue;
      outside = std::move(fewer);
      theirs = std::move(without);
    }
    add(place, outside, theirs);
  }

  void add(const Place& place, std::vector<Worded> outside, const ContractAnswer& theirs) {
    std::vector<Worded> conditions = place.rest;
    conditions.insert(conditions.end(), outside.begin(), outside.end());
    std::string text = fmt::format("`{}` with `{}.{} == {}`", bound_in(place), spec_[place.local].name, place.chain,
                                   spec_[party_].name);
    if (!conditions.empty()) text += fmt::format(" where `{}`", joined(conditions));
    // What the party may not do of it either is said.
    Binding all = place.binding;
    all.where = are_equal(spec_, place.at, thing_name(spec_, party_));
    for (const Worded& one : conditions) all.where = connected(spec_, Connective::and_, one.condition, all.where);
    const bool of_one = all.binders.size() == 1 && all.binders.front().locals.size() == 1;
    if (of_one)
      if (const std::string less = ContractQuestions(spec_, sources_, options_).forbidden_part(contracts_, all, when_); !less.empty())
        text += "; " + less;
    if (told_.insert(text).second)
      result_.rights.push_back({std::move(text), place.clause, theirs.because, false, theirs.searched});
  }

  const std::string& type_name(const Type& type) const {
    return type.base == BaseType::thing ? spec_[type.thing].name : spec_[type.enumeration].name;
  }

  // "a: Works, b: Works"
  std::string bound_in(const Place& place) const {
    std::string text;
    for (const Binder& binder : place.binding.binders)
      for (const LocalId local : binder.locals)
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", spec_[local].name, type_name(binder.type));
    return text;
  }

  void powers() {
    const auto only_ours = [&](const std::vector<ThingId>& by) { return is_among(by, party_) && !is_among(by, other_); };
    for (const ThingId event : events_of(spec_, contracts_))
      if (only_ours(spec_[event].by))
        result_.rights.push_back({fmt::format("bring about `{}`", spec_[event].name), spec_[event].span, {}, true, {}});
    for (const ContractId contract : contracts_)
      for (const Power& power : spec_[contract].powers)
        if (only_ours(power.by))
          result_.rights.push_back({fmt::format("bring about any `{}`", spec_[power.type].name), power.span, {}, true, {}});
  }

  Spec spec_;
  const Sources& sources_;
  const std::vector<ContractId>& contracts_;
  ThingId party_, other_;
  WhenAsked when_;
  ContractOptions options_;
  std::vector<Place> places_;
  std::set<std::tuple<TypeId, std::string, std::string>> seen_;
  std::set<std::string> told_;
  PartyRights result_;
};

}  // namespace

PartyRights what_may(const Spec& spec, const Sources& sources, const std::vector<ContractId>& contracts,
                     ThingId party, ThingId other, const WhenAsked& when, const ContractOptions& options) {
  return Rights(spec, sources, contracts, party, other, when, options).run();
}

}  // namespace proviso
