// Exact numbers and calendar days.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proviso {

using Rational = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;

// "36", "0.36" exactly; nothing for other text.
[[nodiscard]] std::optional<Rational> parse_decimal(std::string_view digits);
// The multiplier of a money suffix: "k", "m", "bn"; 1 for "".
[[nodiscard]] Rational suffix_factor(std::string_view suffix);

// As the language writes it where a finite decimal exists ("0.36"), else as a fraction ("1/3").
[[nodiscard]] std::string show_number(const Rational& value);
// "USD 2.5 bn", "USD 1/3".
[[nodiscard]] std::string show_money(std::string_view code, const Rational& value);

// Days of the proleptic Gregorian calendar, counted from 1970-01-01.
using Day = std::int64_t;
// Of a whole number of days.
[[nodiscard]] inline Day whole_day(const Rational& days) {
  return static_cast<Day>(boost::multiprecision::numerator(days));
}
[[nodiscard]] Day day_of(int year, unsigned month, unsigned day);
[[nodiscard]] std::string show_day(Day day);  // ISO 8601
// The day of the same number `months` later (may be negative), or the last day of that month if it
// has no such day.
[[nodiscard]] Day add_months(Day day, std::int64_t months);
// First day of the calendar period of `months` length (1, 3, 12) that contains `day`.
[[nodiscard]] Day calendar_start(Day day, int months);

}  // namespace proviso
