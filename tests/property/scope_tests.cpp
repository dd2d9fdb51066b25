// Questions about contracts alone: where so many things are said to be enough, one more of each type
// finds no situation that was not there before.
#include "model/resolve/resolve.h"
#include "model/scope/scope.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/parser.h"
#include "solver/answer.h"
#include "solver/contracts/ask.h"
#include "solver/contracts/situation.h"
#include "tests/catch.h"
#include "tests/property/random_spec.h"

#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace proviso;
using proviso::test::Dice;

namespace {

using Things = std::map<TypeId, std::size_t>;

// Contracts over two types of flows and one of events, with everything that a count is argued from.
class RandomContract {
 public:
  explicit RandomContract(Dice& dice) : dice_(dice) {}

  std::string text() {
    std::string spec =
        "enum K { p, q }\nentity E { g: K, o: E? }\nflow A from E to E { k: K, n: int }\n"
        "flow B from E to E { k: K" + of({"", "", ", a: A", ", a: A?"}) + " }\nevent V { k: K" +
        of({"", "", ", b: B"}) + " }\nevent Signing\nX: E { g = p }\nY: E { g = q, o = X }\n";
    if (!one_in(3)) spec += "fact all v: A any time => v.n >= 0\n";
    if (one_in(5)) spec += "fact all e: E => sum(v.n for v: A where v.to == e) <= 3\n";
    if (one_in(6)) spec += "fact " + condition({}, 1) + "\n";
    spec += "contract C {\n  parties X, Y\n  from 2026-01-01\n" + of({"", "  until 2028-01-01\n"}) +
            "  Go: Signing by X" + (one_in(4) ? " only if " + condition({}, 1) : "") + "\n";
    if (one_in(4)) spec += "  power w: V by Y only if " + condition({{"w", 'V'}}, 1) + "\n";
    const std::size_t clauses = 2 + pick(2);
    for (std::size_t i = 0; i < clauses; ++i) spec += clause(i);
    return spec + "}\n";
  }

 private:
  using Names = std::vector<std::pair<std::string, char>>;

  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(dice_.roll(static_cast<int>(n))); }
  bool one_in(std::size_t n) { return pick(n) == 0; }
  std::string of(const std::vector<std::string>& all) { return all[pick(all.size())]; }
  std::string digit(std::size_t n) { return std::to_string(pick(n)); }
  std::string fresh() { return "v" + std::to_string(++names_); }

  std::string atom(const Names& names) {
    if (names.empty() || one_in(8)) return of({"true", "Go happens", "Go happened", "c0.breach happened"});
    const auto& [name, type] = names[pick(names.size())];
    const auto& [other, other_type] = names[pick(names.size())];
    if (type == 'V' || other_type == 'V') {
      return one_in(2) ? name + ".k" + of({" == ", " != "}) + of({"p", "q"}) : name + ".k == " + other + ".k";
    }
    if (one_in(8)) return bound_of_dates(name);
    switch (pick(type == 'A' ? 7 : 5)) {
      case 0: return name + ".k" + of({" == ", " == ", " != "}) + of({"p", "q"});
      case 1: return name + ".from" + of({" == ", " == ", " != "}) + of({"X", "Y", other + ".to"});
      case 2: return name + ".to == " + other + ".to";
      case 3: return name + "." + of({"from", "to"}) + ".g == " + of({"p", "q"});
      case 4: return one_in(4) ? name + ".start >= " + other + ".start" : name + ".k == " + other + ".k";
      default: return name + ".n " + of({">=", "<="}) + " " + digit(3);
    }
  }

  std::string bound_of_dates(const std::string& name) {
    return name + of({".start", ".start", ".end"}) + of({" >= ", " < ", " <= ", " > "}) +
           of({"2026-03-01", "2026-08-01"});
  }

  // Something of the same type, about the same: what is bound may be that itself.
  std::string company(const std::string& name, char type) {
    const std::string other = fresh();
    std::string where = other + ".to == " + name + ".to";
    if (!one_in(3)) where += " and " + other + of({".k == p", ".k == q", ".from == X", ".to.g == p"});
    if (one_in(3)) where += " and " + other + ".start <= " + name + ".start";
    return "(some " + other + ": " + type + range() + " where " + where + ")";
  }

  char type() { return of({"A", "A", "B", "B", "V"})[0]; }
  std::string range() { return of({"", "", "", " any time", " so far"}); }

  std::string condition(const Names& names, int depth) {
    if (depth == 0 || one_in(6)) return atom(names);
    if (one_in(4)) {
      return "(" + condition(names, depth - 1) + of({" and ", " or ", " implies "}) +
             condition(names, depth - 1) + ")";
    }
    const char bound_type = type();
    const std::string name = fresh();
    const std::string bound = name + ": " + bound_type + range() + " where ";
    Names inner = names;
    inner.emplace_back(name, bound_type);
    const std::string where = condition(inner, depth - 1);
    switch (pick(8)) {
      case 0: return "(all " + bound + where + " => " + condition(inner, depth - 1) + ")";
      case 1: return "(no " + bound + where + ")";
      case 2: return "(count(" + bound + where + ")" + of({" >= ", " <= "}) + digit(3) + ")";
      case 3:
      case 4: return sum(names) + of({" >= ", " <= ", " >= "}) + of({digit(4), "2 * " + sum(names)});
      default: return "(some " + bound + where + ")";
    }
  }

  std::string sum(const Names& names) {
    const std::string name = fresh();
    Names inner = names;
    inner.emplace_back(name, 'A');
    return "sum(" + name + ".n for " + name + ": A" + range() + " where " + atom(inner) + ")";
  }

  std::string clause(std::size_t index) {
    Names names;
    std::string each;
    const std::size_t bound = one_in(3) ? 0 : 1 + pick(2);
    for (std::size_t i = 0; i < bound; ++i) {
      names.emplace_back(fresh(), type());
      each += std::string(each.empty() ? "each " : ", ") + (one_in(8) && names.back().second != 'V' ? "new " : "") +
              names.back().first + ": " + names.back().second;
    }
    const bool yearly = one_in(8);
    if (yearly) each = each.empty() ? "each y: calendar year" : "each y: calendar year, " + each.substr(5);
    const bool needs_company = bound == 1 && names[0].second != 'V' && one_in(3);
    if (needs_company && one_in(2)) each += " where " + names[0].first + of({".k != p", ".k != q", ".from != X"});
    else if (bound > 0 && one_in(2)) each += " where " + condition(names, 1);
    const bool by = one_in(4);
    std::string text = "  clause c" + std::to_string(index) + " { ";
    if (index > 0 && bound > 0 && one_in(8)) {
      return text + "overrides c0 may " + names[0].first + ": " + names[0].second + " where " +
             condition({names[0]}, 1) + " }\n";
    }
    if (one_in(8)) text += "while " + condition({}, 1) + " ";
    if (one_in(10)) text += "until Go ";
    if (needs_company && one_in(2)) return text + each + " must " + company(names[0].first, names[0].second) + " }\n";
    text += each + (by || one_in(2) ? " must (" : " must not (") + condition(names, 2) + ")";
    if (by) {
      const bool flow = !names.empty() && names[0].second != 'V';
      text += " by " + (flow ? names[0].first + ".start + " + of({"0", "40"}) + " days" : "2026-06-01");
    }
    if (one_in(5)) text += " unless " + condition(names, 1);
    if (!yearly && one_in(6)) text += " otherwise must " + condition(names, 1) + of({"", " by breach + 20 days"});
    return text + " }\n";
  }

  Dice& dice_;
  int names_ = 0;
};

std::optional<Spec> resolved(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("random.proviso", text);
  const syntax::File tree = syntax::parse(sources, file, diagnostics);
  Spec spec = resolve(sources, {&tree}, diagnostics);
  if (has_errors(diagnostics) || spec.contracts.empty()) return std::nullopt;
  return spec;
}

// Whether there is a situation with so many things; entities without a number: one for each place.
Satisfiable found(const Spec& spec, const scoping::Question& question, const Things& things,
                  const std::optional<Things>& entities) {
  SituationOptions options;
  options.contracts = question.contracts;
  options.things = things;
  options.entities = entities;
  const Situation situation = make_situation(spec, options);
  GroundOptions grounding;
  grounding.with = situation.conditions;
  Problem problem = ground_deal(situation.spec, situation.deal, grounding);
  if (!problem.refused.empty()) return Satisfiable::unknown;
  std::vector<Formula> all;
  for (const Constraint& constraint : problem.constraints) all.push_back(constraint.formula);
  for (const DivisionByZero& one : problem.divisions) all.push_back(problem.formulas.not_(one.when));
  for (const GroundClause& clause : problem.clauses) {
    const bool kept = std::count(question.kept.begin(), question.kept.end(), clause.clause) > 0;
    if (kept) all.push_back(problem.formulas.not_(clause.broken));
    for (const scoping::Goal& goal : question.goals) {
      if (goal.clause != clause.clause) continue;
      all.push_back(goal.kind == scoping::GoalKind::broken ? clause.broken : clause.arises);
      if (!clause.refused.empty()) return Satisfiable::unknown;
    }
    if (kept && !clause.refused.empty()) return Satisfiable::unknown;
  }
  Limits limits;
  limits.rlimit = 3'000'000;
  Asker asker(problem.formulas, limits);
  return asker.ask(all, false).satisfiable;
}

// Each clause in turn is to be broken while all others are kept, or to be in play while all are.
std::vector<scoping::Question> questions(const Spec& spec) {
  const ContractId contract{0};
  std::vector<scoping::Question> result;
  for (const ClauseId clause : spec[contract].clauses) {
    scoping::Question question;
    question.contracts = {contract};
    for (const ClauseId other : spec[contract].clauses) {
      if (other != clause) question.kept.push_back(other);
    }
    question.goals = {{scoping::GoalKind::broken, clause}};
    const bool may = spec[clause].norms[0].kind == syntax::NormKind::may;
    if (!may) result.push_back(question);
    question.kept.push_back(clause);
    question.goals = {{scoping::GoalKind::arises, clause}};
    result.push_back(question);
    question.kept.clear();
    result.push_back(question);
  }
  return result;
}

// One more of every type than are there.
Things one_more(const Spec& spec, Things things) {
  for (std::uint32_t i = 0; i < spec.types.size(); ++i) {
    if (spec.types[i].kind != syntax::TypeKind::entity) ++things[TypeId{i}];
  }
  return things;
}

std::string counts(const Spec& spec, const Things& things) {
  std::string text;
  for (const auto& [type, count] : things) text += " " + std::to_string(count) + " " + spec[type].name;
  return text;
}

}  // namespace

TEST_CASE("more things than are enough answer no question differently", "[property]") {
  CHECK(rc::check("scope", [] {
    Dice dice(*rc::gen::arbitrary<std::uint32_t>());
    const std::string text = RandomContract(dice).text();
    const std::optional<Spec> spec = resolved(text);
    RC_TAG(std::string(spec ? "resolved" : "wrong"));
    if (!spec) return;
    for (const scoping::Question& question : questions(*spec)) {
      const scoping::Scope scope = scoping::enough_for(*spec, question);
      std::size_t all = 0;
      for (const auto& [type, count] : scope.count) all += count;
      if (!scope.complete || !scope.ranged.empty() || all > 3) {
        RC_TAG(std::string(all > 3 && scope.complete ? "many" : "no bound"));
        continue;
      }
      const Satisfiable enough = found(*spec, question, scope.count, scope.fresh);
      RC_TAG(std::string(enough == Satisfiable::yes ? "found" : enough == Satisfiable::no ? "none" : "unknown"));
      if (enough != Satisfiable::no) continue;
      const Things more = one_more(*spec, scope.count);
      const Satisfiable again = found(*spec, question, more, std::nullopt);
      RC_TAG(std::string(again == Satisfiable::unknown ? "unknown with more" : "compared"));
      if (again == Satisfiable::yes) {
        RC_FAIL("none with" + counts(*spec, scope.count) + ", one with" + counts(*spec, more) + ": `" +
                (*spec)[question.goals[0].clause].name + "` " +
                (question.goals[0].kind == scoping::GoalKind::broken ? "broken" : "in play") + "\n" + text);
      }
    }
  }));
}

// An inquiry begins with what the goals need, and adds what the clauses need on which a no rests.
TEST_CASE("what an inquiry does not find is not found among more things", "[property]") {
  CHECK(rc::check("inquiry", [] {
    Dice dice(*rc::gen::arbitrary<std::uint32_t>());
    const std::string text = RandomContract(dice).text();
    const std::optional<Spec> spec = resolved(text);
    if (!spec) return;
    ContractOptions options;
    options.limits.rlimit = 3'000'000;
    options.by_choice = false;
    for (const scoping::Question& question : questions(*spec)) {
      Inquiry inquiry(*spec, question_about(question.contracts, question.kept, question.goals), options);
      const Satisfiable answer = inquiry.find().satisfiable;
      const bool complete = answer == Satisfiable::no && inquiry.searched().complete;
      RC_TAG(std::string(answer == Satisfiable::yes ? "found" : complete ? "none" : "not known"));
      if (!complete) continue;
      Things more = one_more(*spec, {});
      for (const auto& [type, count] : scoping::enough_for(*spec, question).count)
        more[type] = std::min<std::size_t>(count, 2) + 1;
      const Satisfiable again = found(*spec, question, more, std::nullopt);
      RC_TAG(std::string(again == Satisfiable::unknown ? "unknown with more" : "compared"));
      if (again == Satisfiable::yes) {
        RC_FAIL("none found, one with" + counts(*spec, more) + ": `" + (*spec)[question.goals[0].clause].name + "` " +
                (question.goals[0].kind == scoping::GoalKind::broken ? "broken" : "in play") + "\n" + text);
      }
    }
  }));
}
