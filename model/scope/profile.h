// What a `where` fixes about the things that it lets in, and how many of such things there are.
#pragma once

#include "model/spec.h"

#include <compare>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace proviso::scoping {

// By path of fields ("from.operator", as indices): the constants that can stand there. A path that is
// not named can be anything.
struct Profile {
  std::map<std::string, std::set<std::string>> fixed;
  std::map<std::string, std::set<std::string>> excluded;  // constants that cannot stand there
  std::set<std::string> shared;  // what these name is named, or bound, by something else as well
  friend auto operator<=>(const Profile&, const Profile&) = default;
};
[[nodiscard]] Profile profile_of(const Spec& spec, const Binding& binding, LocalId local);
// The step of one field in a path.
[[nodiscard]] std::string step(FieldKind kind, FieldId field);
// Some thing could be of both.
[[nodiscard]] bool compatible(const Profile& a, const Profile& b);

// Things that stay, by type and by what is known of them.
using Counts = std::map<std::pair<TypeId, Profile>, std::size_t>;

// Counts beyond any that is looked at.
constexpr std::size_t kMany = 1u << 20;
[[nodiscard]] std::size_t times(std::size_t a, std::size_t b);
void add_to(std::size_t& sum, std::size_t more);
void add_to(Counts& sum, const Counts& more);
void raise_to(Counts& most, const Counts& other);  // the larger of both, by kind
[[nodiscard]] std::size_t total(const Counts& counts, TypeId type);

}  // namespace proviso::scoping
