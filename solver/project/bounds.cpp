#include "solver/project/bounds.h"

#include "model/internal_error.h"
#include "solver/project/products.h"

#include <algorithm>

namespace proviso {

namespace {

Formula below(Formulas& formulas, VarId x, const Rational& value, Relation relation) {
  return formulas.compare(formulas.add(Formulas::number(x), Formulas::number(-value)), relation);
}
Formula above(Formulas& formulas, VarId x, const Rational& value, Relation relation) {
  return formulas.compare(
      formulas.add(Formulas::number(value), formulas.scale(Formulas::number(x), -1)), relation);
}

Formula within(Formulas& formulas, VarId x, const Range& range) {
  const auto relation = [](const End& end) { return end.closed ? Relation::less_equal : Relation::less; };
  std::vector<Formula> both;
  if (range.low) both.push_back(above(formulas, x, range.low->value, relation(*range.low)));
  if (range.high) both.push_back(below(formulas, x, range.high->value, relation(*range.high)));
  return formulas.and_(std::move(both));
}

Rational number_in(const Assignment& assignment, VarId x) {
  const Cell& cell = assignment.cells[x.index];
  return std::holds_alternative<Day>(cell) ? Rational(std::get<Day>(cell)) : std::get<Rational>(cell);
}

void give_up(ValueSet& set, const std::string& reason) {
  set.complete = false;
  set.reason = reason;
}

// Rounds in which the solver may pick its values; then they come from the middle of what is left, so
// that a set which grows in small steps is found by halving.
constexpr int kPatience = 3;

const char* const kRoundsReached = "the limit of intervals and values was reached";

ValueSet finite_set(Formulas& formulas, Asker& asker, Formula all, VarId x, const ValueLimits& limits) {
  ValueSet result;
  std::vector<Formula> seen;
  const bool boolean = formulas[x].sort == VarSort::boolean;
  const std::size_t most = boolean ? 2 : formulas[x].size;
  while (true) {
    const Answer answer = asker.ask({all, formulas.not_(formulas.or_(seen))}, limits.confirm);
    if (answer.satisfiable == Satisfiable::unknown) give_up(result, answer.reason);
    if (answer.satisfiable != Satisfiable::yes) break;
    const Cell& cell = answer.assignment.cells[x.index];
    result.values.push_back(boolean ? std::uint32_t{std::get<bool>(cell)} : std::get<std::uint32_t>(cell));
    seen.push_back(equals(formulas, x, cell));
    if (result.values.size() == most) break;
    if (static_cast<int>(seen.size()) >= limits.rounds) {
      give_up(result, kRoundsReached);
      break;
    }
  }
  std::sort(result.values.begin(), result.values.end());
  return result;
}

// A short range that begins (or ends) at an end of `range` and lies in it.
Range beside(const Range& range, bool low) {
  const End& end = low ? *range.low : *range.high;
  if (end.closed) return {end, end};
  Rational width(1, 1 << 20);
  if (range.low && range.high) width *= std::min(Rational(1), Rational(range.high->value - range.low->value));
  if (low) return {end, End{end.value + width, true}};
  return {End{end.value - width, true}, end};
}

// Meets every end of the set.
void confirm_ends(Formulas& formulas, Asker& asker, Formula all, VarId x, const Ranges& witnessed,
                  ValueSet& set) {
  for (const Range& range : set.ranges)
    for (const bool low : {true, false}) {
      if (low ? !range.low : !range.high) continue;
      const Range place = beside(range, low);
      if (place.low == place.high && contains(witnessed, place.low->value)) continue;
      const Answer answer = asker.ask({all, within(formulas, x, place)}, false);
      if (answer.satisfiable == Satisfiable::no)
        throw InternalError("an end of the values of " + formulas[x].name + " is not met");
      if (answer.satisfiable == Satisfiable::unknown) give_up(set, answer.reason);
    }
}

}  // namespace

Ranges domain(const Formulas& formulas, VarId x) {
  Range range;
  if (formulas[x].low) range.low = End{*formulas[x].low, true};
  if (formulas[x].high) range.high = End{*formulas[x].high, true};
  return {range};
}

std::optional<Ranges> ranges_of(const Formulas& formulas, VarId x, const Projection& projection) {
  const bool whole = is_whole(formulas, x);
  Ranges result = domain(formulas, x);
  for (const Row& row : projection.numbers) {
    if (row.terms.size() > 1 || row.terms.begin()->first != std::vector<VarId>{x}) return std::nullopt;
    const Rational coefficient = row.terms.begin()->second;
    const End end{Rational(-row.constant / coefficient), row.relation != Relation::less};
    Range range;
    if (coefficient > 0 || row.relation == Relation::equal) range.high = end;
    if (coefficient < 0 || row.relation == Relation::equal) range.low = end;
    result = common(result, {range}, whole);
  }
  return result;
}

Formula equals(Formulas& formulas, VarId x, const Cell& value) {
  switch (formulas[x].sort) {
    case VarSort::boolean:
      return std::get<bool>(value) ? formulas.boolean(x) : formulas.not_(formulas.boolean(x));
    case VarSort::choice: return formulas.is(x, std::get<std::uint32_t>(value));
    case VarSort::real:
    case VarSort::integer: return below(formulas, x, std::get<Rational>(value), Relation::equal);
    case VarSort::day: return below(formulas, x, Rational(std::get<Day>(value)), Relation::equal);
  }
  return kFalse;
}

Formula member(Formulas& formulas, VarId x, const Ranges& ranges) {
  std::vector<Formula> any;
  for (const Range& range : ranges) any.push_back(within(formulas, x, range));
  return formulas.or_(std::move(any));
}

ValueSet value_set(Formulas& formulas, Asker& asker, const std::vector<Formula>& all, VarId x,
                   const ValueLimits& limits) {
  const Formula both = formulas.and_(all);
  const VarSort sort = formulas[x].sort;
  if (sort == VarSort::boolean || sort == VarSort::choice)
    return finite_set(formulas, asker, both, x, limits);
  const bool whole = is_whole(formulas, x);
  ValueSet result;
  Ranges witnessed;
  Ranges empty;  // no value is here
  int guesses = 0;
  Formula corners = at_corners(formulas, {both}, {x});
  for (int round = 0;; ++round) {
    const Formula outside = formulas.not_(member(formulas, x, result.ranges));
    Answer answer;
    if (round >= kPatience) {
      const Ranges rest = minus(minus(domain(formulas, x), result.ranges, whole), empty, whole);
      if (!rest.empty()) {
        const Ranges part{middle(rest, whole)};
        answer = asker.ask({both, member(formulas, x, part)}, false);
        if (answer.satisfiable == Satisfiable::no) empty = united(empty, part, whole);
      }
    }
    if (corners != kTrue && answer.satisfiable != Satisfiable::yes) {
      answer = asker.ask({both, outside, corners}, false);
      if (answer.satisfiable != Satisfiable::yes) corners = kTrue;  // nor will there be one later
    }
    if (answer.satisfiable != Satisfiable::yes) answer = asker.ask({both, outside}, limits.confirm);
    if (answer.satisfiable == Satisfiable::unknown) give_up(result, answer.reason);
    if (answer.satisfiable != Satisfiable::yes) break;
    if (round == limits.rounds || guesses == limits.guesses) {
      give_up(result, kRoundsReached);
      break;
    }
    if (is_unwieldy(answer.assignment)) {
      give_up(result, kUnwieldy);
      break;
    }
    const End at{number_in(answer.assignment, x), true};
    const Cube cube = implicant(formulas, {both}, answer.assignment, {x});
    const Projection projection = project(formulas, cube, answer.assignment, {x});
    // Where powers of `x` remain: this value alone.
    const std::optional<Ranges> ranges = ranges_of(formulas, x, projection);
    const Ranges more = ranges.value_or(Ranges{Range{at, at}});
    if (!projection.exact || !ranges) ++guesses;
    if (!contains(more, at.value)) throw InternalError("a projection misses the value it was made for");
    result.ranges = united(result.ranges, more, whole);
    witnessed = united(witnessed, {Range{at, at}}, whole);
  }
  confirm_ends(formulas, asker, both, x, witnessed, result);
  return result;
}

// ---------------------------------------------------------------- things

std::optional<Alternatives> alternatives(const Formulas& formulas, const std::vector<VarId>& variables) {
  Alternatives result;
  std::vector<VarId> numbers;
  for (const VarId id : variables) {
    const VarSort sort = formulas[id].sort;
    if (sort != VarSort::boolean && sort != VarSort::choice) {
      numbers.push_back(id);
    } else {
      if (result.selector.valid()) return std::nullopt;
      result.selector = id;
    }
  }
  if (!result.selector.valid()) {
    if (numbers.size() != 1) return std::nullopt;
    result.numbers.emplace(0, numbers.front());
    return result;
  }
  const bool flag = formulas[result.selector].sort == VarSort::boolean;
  const std::size_t most = flag ? 1 : formulas[result.selector].size;
  if (numbers.size() > most) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    result.numbers.emplace(static_cast<std::uint32_t>(flag ? 1 : i), numbers[i]);
  return result;
}

namespace {

Formula selected(Formulas& formulas, const Alternatives& thing, std::uint32_t value) {
  if (!thing.selector.valid()) return kTrue;
  if (formulas[thing.selector].sort == VarSort::choice) return formulas.is(thing.selector, value);
  return equals(formulas, thing.selector, Cell(value == 1));
}

bool whole_of(const Formulas& formulas, const Alternatives& thing, std::uint32_t value) {
  const auto number = thing.numbers.find(value);
  return number != thing.numbers.end() && is_whole(formulas, number->second);
}

}  // namespace

ThingSet thing_set(Formulas& formulas, Asker& asker, const std::vector<Formula>& all,
                   const Alternatives& thing, const ValueLimits& limits) {
  ThingSet result;
  const auto note = [&](const ValueSet& part) {
    if (part.complete || !result.complete) return;
    result.complete = false;
    result.reason = part.reason;
  };
  ValueSet finite;
  if (thing.selector.valid()) finite = value_set(formulas, asker, all, thing.selector, limits);
  else finite.values = {0};
  note(finite);
  for (const std::uint32_t value : finite.values) {
    const auto number = thing.numbers.find(value);
    if (number == thing.numbers.end()) {
      result.values.emplace(value, Ranges{Range{}});
      continue;
    }
    std::vector<Formula> chosen = all;
    chosen.push_back(selected(formulas, thing, value));
    const ValueSet part = value_set(formulas, asker, chosen, number->second, limits);
    note(part);
    if (!part.ranges.empty()) result.values.emplace(value, part.ranges);
  }
  return result;
}

Formula member(Formulas& formulas, const Alternatives& thing, const ThingValues& values) {
  std::vector<Formula> any;
  for (const auto& [value, ranges] : values) {
    const auto number = thing.numbers.find(value);
    const Formula inside =
        number == thing.numbers.end() ? kTrue : member(formulas, number->second, ranges);
    any.push_back(formulas.and_(selected(formulas, thing, value), inside));
  }
  return formulas.or_(std::move(any));
}

ThingValues minus(const Formulas& formulas, const Alternatives& thing, const ThingValues& a,
                  const ThingValues& b) {
  ThingValues result;
  for (const auto& [value, ranges] : a) {
    const auto other = b.find(value);
    Ranges rest = other == b.end() ? ranges
                                   : minus(ranges, other->second, whole_of(formulas, thing, value));
    if (!rest.empty()) result.emplace(value, std::move(rest));
  }
  return result;
}

ThingValues relative(const Formulas& formulas, const Alternatives& thing, const ThingValues& set,
                     const ThingValues& among) {
  ThingValues result;
  for (const auto& [value, ranges] : set) {
    const auto other = among.find(value);
    result.emplace(value, relative(ranges, other == among.end() ? Ranges{} : other->second,
                                   whole_of(formulas, thing, value)));
  }
  return result;
}

void set_selector(const Formulas& formulas, const Alternatives& thing, std::uint32_t value,
                  Assignment& assignment) {
  if (!thing.selector.valid()) return;
  Cell& cell = assignment.cells[thing.selector.index];
  if (formulas[thing.selector].sort == VarSort::boolean) cell = value == 1;
  else cell = value;
}

void set_number(const Formulas& formulas, VarId number, const Rational& value, Assignment& assignment) {
  Cell& cell = assignment.cells[number.index];
  if (formulas[number].sort == VarSort::day) cell = whole_day(value);
  else cell = value;
}

ThingValues values_in(const Formulas& formulas, const Alternatives& thing, const Assignment& assignment) {
  std::uint32_t value = 0;
  if (thing.selector.valid()) {
    const Cell& cell = assignment.cells[thing.selector.index];
    value = formulas[thing.selector].sort == VarSort::boolean ? std::uint32_t{std::get<bool>(cell)}
                                                              : std::get<std::uint32_t>(cell);
  }
  const auto number = thing.numbers.find(value);
  if (number == thing.numbers.end()) return {{value, {Range{}}}};
  const End end{number_in(assignment, number->second), true};
  return {{value, {Range{end, end}}}};
}

}  // namespace proviso
