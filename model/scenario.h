// One way the world can go: a value for everything that a deal and its contracts leave open.
#pragma once

#include "model/spec.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace proviso {

struct None {
  friend auto operator<=>(const None&, const None&) = default;
};
// A day, or never.
struct Date {
  std::optional<Day> day;
  friend bool operator==(const Date&, const Date&) = default;
  friend bool operator<(const Date& a, const Date& b) { return a.day && (!b.day || *a.day < *b.day); }
};
struct Member {  // of an enum; the type tells which
  std::uint32_t index = 0;
  friend auto operator<=>(const Member&, const Member&) = default;
};
// A set: members or things, in order.
struct Members {
  std::vector<std::variant<Member, ThingId>> all;
  friend bool operator==(const Members&, const Members&) = default;
  friend bool operator<(const Members& a, const Members& b) { return a.all < b.all; }
};
// The value of an open term: integers, numbers, money and days are all `Rational`.
using Constant = std::variant<None, bool, Rational, Date, Member, ThingId, Members>;

[[nodiscard]] std::string show(const Spec& spec, const Type& type, const Constant& value);

struct Scenario {
  std::map<OpenTermId, Constant> terms;
  std::map<ThingId, std::optional<Day>> dates;  // of events whose date nothing declares; nothing: never
  std::map<ThingId, bool> present;              // of `optional` and `possible` things
  std::map<ThingId, int> rank;                  // order of events of one day: lower comes before
};

}  // namespace proviso
