#include "solver/canonical.h"

#include <algorithm>

namespace proviso {

namespace {

class Simplifier {
 public:
  Simplifier(Formulas& formulas, Asker& asker, std::vector<Formula> all, Assignment found, int queries)
      : formulas_(formulas), asker_(asker), all_(std::move(all)), best_(std::move(found)), left_(queries) {}

  // Keeps `wish` from now on if it can be had.
  bool try_to(Formula wish) {
    if (wish == kFalse) return false;
    Evaluator evaluate(formulas_, best_);
    if (!evaluate(wish)) {
      if (left_-- <= 0) return false;
      all_.push_back(wish);
      const Answer answer = asker_.ask(all_, false);
      if (answer.satisfiable != Satisfiable::yes) {
        all_.pop_back();
        return false;
      }
      best_ = answer.assignment;
      return true;
    }
    if (wish != kTrue) all_.push_back(wish);
    return true;
  }

  void boolean(VarId id) { try_to(formulas_.not_(formulas_.boolean(id))); }

  void choice(VarId id) {
    for (std::uint32_t value = 0; value < formulas_[id].size; ++value)
      if (try_to(formulas_.is(id, value))) return;
  }

  // The earliest day, by halving.
  void day(VarId id) {
    Day low = whole_day(*formulas_[id].low);
    Day high = std::get<Day>(best_.cells[id.index]);
    if (try_to(formulas_.day_le(id, {}, low))) return;
    ++low;
    while (low < high && left_ > 0) {
      const Day middle = low + (high - low) / 2;
      if (try_to(formulas_.day_le(id, {}, middle))) {
        high = std::get<Day>(best_.cells[id.index]);
      } else {
        low = middle + 1;
      }
    }
    const Day chosen = std::get<Day>(best_.cells[id.index]);
    try_to(formulas_.day_le({}, id, -chosen));
    try_to(formulas_.day_le(id, {}, chosen));
  }

  void number(VarId id) {
    const Variable& v = formulas_[id];
    std::vector<Rational> wishes{0};
    if (v.low) wishes.insert(wishes.begin(), *v.low);
    if (v.high) wishes.push_back(*v.high);
    wishes.emplace_back(1);
    wishes.push_back(std::get<Rational>(best_.cells[id.index]));
    for (const Rational& wish : wishes)
      if (try_to(formulas_.compare(
              formulas_.add(Formulas::number(id), Formulas::number(-wish)), Relation::equal)))
        return;
  }

  [[nodiscard]] Assignment take() { return std::move(best_); }

 private:
  Formulas& formulas_;
  Asker& asker_;
  std::vector<Formula> all_;
  Assignment best_;
  int left_;
};

}  // namespace

Assignment canonical(const Problem& problem, Formulas& formulas, Asker& asker,
                     std::vector<Formula> all, Assignment found, int queries) {
  Simplifier simplify(formulas, asker, std::move(all), std::move(found), queries);
  const auto each = [&](OriginKind kind, VarSort sort, auto action) {
    for (std::uint32_t i = 0; i < problem.origins.size(); ++i)
      if (problem.origins[i].kind == kind && formulas[VarId{i}].sort == sort) action(VarId{i});
  };
  const auto flag = [&](VarId id) { simplify.boolean(id); };
  each(OriginKind::presence, VarSort::boolean, flag);
  each(OriginKind::date, VarSort::boolean, flag);
  each(OriginKind::term, VarSort::boolean, flag);
  each(OriginKind::term, VarSort::choice, [&](VarId id) { simplify.choice(id); });
  for (const OriginKind kind : {OriginKind::date, OriginKind::term})
    each(kind, VarSort::day, [&](VarId id) { simplify.day(id); });
  for (const VarSort sort : {VarSort::integer, VarSort::real})
    each(OriginKind::term, sort, [&](VarId id) { simplify.number(id); });
  return simplify.take();
}

}  // namespace proviso
