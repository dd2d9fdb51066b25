#include "model/number.h"

#include <chrono>

namespace proviso {

namespace chrono = std::chrono;

std::optional<Rational> parse_decimal(std::string_view digits) {
  Integer numerator = 0;
  Integer denominator = 1;
  bool seen = false;
  bool point = false;
  for (const char c : digits) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    seen = true;
    numerator = numerator * 10 + (c - '0');
    if (point) denominator *= 10;
  }
  if (!seen) return std::nullopt;
  return Rational(numerator, denominator);
}

Rational suffix_factor(std::string_view suffix) {
  if (suffix == "k") return Rational(1'000);
  if (suffix == "m") return Rational(1'000'000);
  if (suffix == "bn") return Rational(1'000'000'000);
  return Rational(1);
}

std::string show_number(const Rational& value) {
  Integer numerator = boost::multiprecision::numerator(value);
  Integer denominator = boost::multiprecision::denominator(value);
  // A finite decimal exists iff the denominator has no prime factor but 2 and 5.
  Integer rest = denominator;
  int digits = 0;
  int twos = 0;
  int fives = 0;
  while (rest % 2 == 0) {
    rest /= 2;
    ++twos;
  }
  while (rest % 5 == 0) {
    rest /= 5;
    ++fives;
  }
  digits = std::max(twos, fives);
  if (rest != 1) return numerator.str() + "/" + denominator.str();
  if (digits == 0) return numerator.str();
  const bool negative = numerator < 0;
  Integer scaled = negative ? Integer(-numerator) : numerator;
  for (int i = 0; i < digits; ++i) scaled *= 10;
  scaled /= denominator;
  std::string text = scaled.str();
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  text.insert(text.size() - places, ".");
  return negative ? "-" + text : text;
}

std::string show_money(std::string_view code, const Rational& value) {
  const Rational size = value < 0 ? Rational(-value) : value;
  for (const std::string_view suffix : {"bn", "m", "k"}) {
    const Rational factor = suffix_factor(suffix);
    if (size < factor) continue;
    // A suffix only where it keeps the number short: with two decimals at most.
    const Rational scaled = value / factor;
    if (boost::multiprecision::denominator(Rational(scaled * 100)) != 1) break;
    return std::string(code) + " " + show_number(scaled) + " " + std::string(suffix);
  }
  return std::string(code) + " " + show_number(value);
}

Day day_of(int year, unsigned month, unsigned day) {
  return chrono::sys_days(chrono::year{year} / chrono::month{month} / chrono::day{day})
      .time_since_epoch()
      .count();
}

namespace {
chrono::year_month_day civil(Day day) {
  return chrono::sys_days(chrono::days(static_cast<chrono::days::rep>(day)));
}
}  // namespace

std::string show_day(Day day) {
  const auto date = civil(day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Day add_months(Day day, std::int64_t months) {
  const auto date = civil(day);
  const auto target =
      chrono::year_month(date.year(), date.month()) + chrono::months(static_cast<int>(months));
  auto result = target / date.day();
  if (!result.ok()) result = target / chrono::last;
  return chrono::sys_days(result).time_since_epoch().count();
}

Day calendar_start(Day day, int months) {
  const auto date = civil(day);
  const unsigned month = static_cast<unsigned>(date.month()) - 1;
  const auto step = static_cast<unsigned>(months);
  return day_of(static_cast<int>(date.year()), month / step * step + 1, 1);
}

}  // namespace proviso
