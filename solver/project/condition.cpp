#include "solver/project/condition.h"

#include "model/internal_error.h"

#include <algorithm>

namespace proviso {

namespace {

using Literals = std::vector<ConditionLiteral>;

class Shortener {
 public:
  Shortener(Formulas& formulas, Asker& asker, const ConditionQuestion& question,
            const ConditionLimits& limits)
      : formulas_(formulas), asker_(asker), things_(question.things), limits_(limits),
        admissible_(formulas.and_(question.admissible)), ok_(question.ok),
        fails_(formulas.and_(admissible_, formulas.not_(question.ok))),
        until_(asker.statistics().queries + limits.queries) {}

  Condition run() {
    const Satisfiable fails = asker_.ask({fails_}, false).satisfiable;
    if (fails == Satisfiable::no) {
      best_ = Literals{};
    } else if (const bool complete = single(); !best_) {
      from_models();
      const bool pairs_complete = best_ && best_->size() > 2 && pairs();
      shortest_ = complete && best_ && (best_->size() <= 2 || (best_->size() == 3 && pairs_complete));
    }
    return finish();
  }

 private:
  [[nodiscard]] bool has_budget() const { return asker_.statistics().queries < until_; }

  Formula formula_of(const Literals& literals, std::size_t except) {
    std::vector<Formula> all;
    for (std::size_t i = 0; i < literals.size(); ++i)
      if (i != except) all.push_back(member(formulas_, things_[literals[i].thing], literals[i].values));
    return formulas_.and_(std::move(all));
  }
  Formula formula_of(const Literals& literals) { return formula_of(literals, literals.size()); }

  // The values of a thing that are good for certain where `given` holds, as a condition; nothing if
  // there are none or they could not be found.
  std::optional<ThingValues> good_values(std::size_t thing, Formula given, bool& complete) {
    const Alternatives& what = things_[thing];
    const ThingSet failing = thing_set(formulas_, asker_, {fails_, given}, what, limits_.values);
    const ThingSet possible = thing_set(formulas_, asker_, {admissible_, given}, what, limits_.values);
    complete = complete && failing.complete && possible.complete;
    if (!failing.complete || !possible.complete) return std::nullopt;
    const ThingValues good = minus(formulas_, what, possible.values, failing.values);
    if (good.empty()) return std::nullopt;
    return relative(formulas_, what, good, possible.values);
  }

  // Takes the place of the best if it is shorter.
  void offer(Literals literals) {
    if (!best_ || literals.size() < best_->size()) best_ = std::move(literals);
  }

  // Every condition on one thing; false if some could not be judged.
  bool single() {
    bool complete = true;
    for (std::size_t i = 0; i < things_.size() && !best_; ++i) {
      if (!has_budget()) return false;
      if (auto values = good_values(i, kTrue, complete)) {
        offer({{i, std::move(*values)}});
        shortest_ = true;
      }
    }
    return complete;
  }

  // ---------------------------------------------------------------- from good scenarios

  void from_models() {
    std::vector<Formula> open{admissible_, ok_};
    for (int i = 0; i < limits_.models && has_budget(); ++i) {
      const Answer good = asker_.ask(open, false);
      if (good.satisfiable == Satisfiable::unknown) reason_ = good.reason;
      if (good.satisfiable != Satisfiable::yes) return;
      Literals points;
      for (std::size_t thing = 0; thing < things_.size(); ++thing)
        points.push_back({thing, values_in(formulas_, things_[thing], good.assignment)});
      Literals covered = points;
      for (const bool last_first : {true, false}) {
        Literals few = minimal(points, last_first);
        if (few.empty()) break;
        widen(few);
        covered = few;
        offer(std::move(few));
      }
      if (best_ && best_->size() == 2) return;
      open.push_back(formulas_.not_(formula_of(covered)));
    }
  }

  bool suffices(const Literals& literals) {
    return asker_.ask({fails_, formula_of(literals)}, false).satisfiable == Satisfiable::no;
  }

  // Drops literals while the rest suffices; nothing if not even all of them do.
  Literals minimal(Literals literals, bool last_first) {
    std::vector<Formula> all{fails_};
    for (const ConditionLiteral& literal : literals)
      all.push_back(member(formulas_, things_[literal.thing], literal.values));
    const Answer answer = asker_.ask(all, false);
    if (answer.satisfiable != Satisfiable::no) {
      if (reason_.empty()) reason_ = "these do not settle the outcome";
      return {};
    }
    Literals rest;
    for (std::size_t i = 0; i < literals.size(); ++i)
      if (std::binary_search(answer.core.begin(), answer.core.end(), i + 1)) rest.push_back(literals[i]);
    if (!last_first) rest = literals;  // another way down from all of them
    std::size_t at = last_first ? rest.size() : 0;
    while (last_first ? at > 0 : at < rest.size()) {
      if (last_first) --at;
      Literals fewer = rest;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
      if (suffices(fewer)) rest = std::move(fewer);
      else if (!last_first) ++at;
    }
    return rest;
  }

  // Gives one literal after the other all values that are good with the others as they are.
  void widen(Literals& literals) {
    for (std::size_t i = 0; i < literals.size() && has_budget(); ++i) {
      bool complete = true;
      auto values = good_values(literals[i].thing, formula_of(literals, i), complete);
      if (values) literals[i].values = std::move(*values);
    }
  }

  // ---------------------------------------------------------------- two things

  // Every condition that gives one thing one alternative and limits another; false if there may be
  // more conditions on two things.
  bool pairs() {
    bool complete = true;
    std::size_t numeric = 0;
    for (const Alternatives& thing : things_) numeric += thing.numbers.empty() ? 0 : 1;
    for (std::size_t i = 0; i < things_.size(); ++i) {
      if (!things_[i].selector.valid()) continue;
      const ThingSet values =
          thing_set(formulas_, asker_, {admissible_}, {things_[i].selector, {}}, limits_.values);
      complete = complete && values.complete;
      for (const auto& [value, everything] : values.values) {
        const ThingValues alternative{{value, everything}};
        const Formula given = member(formulas_, things_[i], alternative);
        for (std::size_t k = 0; k < things_.size(); ++k) {
          if (k == i || (k < i && things_[k].numbers.empty() && things_[i].numbers.empty())) continue;
          if (!has_budget()) return false;
          auto other = good_values(k, given, complete);
          if (!other) continue;
          Literals two{{i, alternative}, {k, std::move(*other)}};
          std::sort(two.begin(), two.end(), [](const auto& a, const auto& b) { return a.thing < b.thing; });
          widen(two);
          offer(std::move(two));
          return true;
        }
      }
    }
    return complete && numeric <= 1;
  }

  // ---------------------------------------------------------------- the result

  Condition finish() {
    Condition result;
    result.reason = reason_;
    if (!best_) {
      if (result.reason.empty()) result.reason = "the limit of queries was reached";
      return result;
    }
    // Minimal whatever limits were hit on the way.
    for (std::size_t i = best_->size(); i-- > 0;) {
      Literals fewer = *best_;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (suffices(fewer)) best_ = std::move(fewer);
    }
    const Formula formula = formula_of(*best_);
    const Answer example = asker_.ask({admissible_, formula}, false);
    const Answer refuted = asker_.ask({fails_, formula});
    if (refuted.satisfiable == Satisfiable::yes)
      throw InternalError("a condition that was found sufficient is not");
    if (example.satisfiable != Satisfiable::yes || refuted.satisfiable != Satisfiable::no) {
      result.reason = example.satisfiable == Satisfiable::no ? "nothing is admissible"
                                                             : example.reason + refuted.reason;
      return result;
    }
    result.found = true;
    result.reason.clear();
    result.literals = std::move(*best_);
    result.formula = formula;
    result.example = example.assignment;
    result.shortest = shortest_ || result.literals.empty();
    return result;
  }

  Formulas& formulas_;
  Asker& asker_;
  const std::vector<Alternatives>& things_;
  const ConditionLimits& limits_;
  Formula admissible_, ok_, fails_;
  int until_;
  std::optional<Literals> best_;
  bool shortest_ = false;
  std::string reason_;
};

}  // namespace

Condition sufficient_condition(Formulas& formulas, Asker& asker, const ConditionQuestion& question,
                               const ConditionLimits& limits) {
  return Shortener(formulas, asker, question, limits).run();
}

}  // namespace proviso
