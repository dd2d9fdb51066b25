#include "model/number.h"
#include "tests/catch.h"

using namespace proviso;

TEST_CASE("numbers are read and written exactly") {
  CHECK(*parse_decimal("0.1") == Rational(1, 10));
  CHECK(show_number(Rational(1, 3)) == "1/3");
  CHECK(show_number(Rational(-5, 4)) == "-1.25");
  CHECK_FALSE(parse_decimal("1.2.3"));
  CHECK_FALSE(parse_decimal("."));
}

TEST_CASE("money is short where that is exact") {
  CHECK(show_money("USD", Rational(2'500'000'000)) == "USD 2.5 bn");
  CHECK(show_money("USD", Rational(999'999)) == "USD 999999");
  CHECK(show_money("EUR", Rational(100'000)) == "EUR 100 k");
  CHECK(show_money("USD", Rational(0)) == "USD 0");
}

TEST_CASE("months keep the day, or take the last of a shorter month") {
  CHECK(show_day(add_months(day_of(2026, 1, 31), 1)) == "2026-02-28");
  CHECK(show_day(add_months(day_of(2026, 1, 31), 2)) == "2026-03-31");
  CHECK(show_day(add_months(day_of(2024, 2, 29), 12)) == "2025-02-28");
  CHECK(show_day(add_months(day_of(2026, 3, 15), -3)) == "2025-12-15");
  CHECK(show_day(calendar_start(day_of(2026, 8, 9), 3)) == "2026-07-01");
  CHECK(show_day(calendar_start(day_of(2026, 8, 9), 12)) == "2026-01-01");
}
