#include "solver/explain/values_in_words.h"

#include "solver/replay.h"
#include "solver/shown.h"

namespace proviso {

namespace {

std::string number_in_words(const Spec& spec, const Origin& origin, bool day, const Rational& value) {
  if (day) return show_day(whole_day(value));
  return show(spec, spec[origin.term].type, value);
}

// Of an event: "happens on 2027-01-01", "happens from 2027-01-01 to 2027-06-30", both days included.
std::string dates_in_words(const Range& range) {
  const auto on = [](const End& e, int later) {
    return show_day(whole_day(e.value) + later);
  };
  if (range.low && range.high && range.low->value == range.high->value) return "happens on " + on(*range.low, 0);
  if (range.low && range.high) return "happens from " + on(*range.low, 0) + " to " + on(*range.high, 0);
  if (range.low) return "happens on or after " + on(*range.low, 0);
  return "happens before " + on(*range.high, 1);
}

std::string range_in_words(const Spec& spec, const Origin& origin, bool day, const Range& range) {
  if (origin.kind == OriginKind::date) return dates_in_words(range);
  const auto end = [&](const End& e) { return number_in_words(spec, origin, day, e.value); };
  if (range.low && range.high && range.low->value == range.high->value) return "== " + end(*range.low);
  std::string text;
  if (range.low) text = (range.low->closed ? ">= " : "> ") + end(*range.low);
  if (range.low && range.high) text += " and ";
  if (range.high) text += (range.high->closed ? "<= " : "< ") + end(*range.high);
  return text;
}

std::string alternatives(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " or " : ", ") + parts[i];
  return text;
}

bool is_everything(const Ranges& ranges) {
  return ranges.size() == 1 && !ranges.front().low && !ranges.front().high;
}

}  // namespace

std::string in_words(const Spec& spec, const Problem& problem, const OpenThing& thing,
                     const Alternatives& shape, const ThingValues& values, const ThingValues& among) {
  const Formulas& formulas = problem.formulas;
  const ThingValues said = relative(formulas, shape, values, among);
  std::vector<std::string> parts;
  for (const auto& [selected, ranges] : said) {
    if (ranges.empty()) continue;
    const auto number = shape.numbers.find(selected);
    if (number == shape.numbers.end() || is_everything(ranges)) {
      if (!shape.selector.valid()) continue;
      Assignment example = plainest(formulas);
      set_selector(formulas, shape, selected, example);
      if (thing.origin.kind == OriginKind::date) {
        parts.push_back(selected == 1 ? "happens" : "never happens");
      } else {
        const ScenarioValue value = shown_value(spec, scenario_of(spec, problem, example), thing.origin);
        parts.push_back((thing.origin.kind == OriginKind::presence ? "is " : "== ") + value.value);
      }
      continue;
    }
    const bool day = formulas[number->second].sort == VarSort::day;
    for (const Range& range : ranges) {
      if (!range.low && !range.high) continue;
      parts.push_back(range_in_words(spec, thing.origin, day, range));
    }
  }
  return alternatives(parts);
}

}  // namespace proviso
