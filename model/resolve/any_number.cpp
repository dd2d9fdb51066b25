#include "model/resolve/any_number.h"

#include "model/resolve/any_profiles.h"
#include "model/resolve/any_witnesses.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

constexpr std::size_t kMost = 6;     // of one `any`: more are not looked at unless asked for
constexpr std::size_t kFewest = 2;   // where there is no bound
constexpr std::size_t kSpare = 2;    // there beyond what one norm binds

EnoughFlows guess(std::size_t bound, std::string why) {
  EnoughFlows result;
  result.count = std::clamp(bound + kSpare, kFewest, kMost);
  result.why = std::move(why);
  return result;
}

EnoughFlows enough(std::size_t count, std::string why) {
  if (count <= kMost) return {std::max<std::size_t>(count, 1), true, std::move(why)};
  EnoughFlows result;
  result.count = kMost;
  result.why = count >= kMany ? "too many would have to be looked at"
                              : fmt::format("{} would have to be looked at", count);
  return result;
}

}  // namespace

namespace {

std::size_t count_of(const std::map<TypeId, std::size_t>& counts, TypeId type) {
  const auto found = counts.find(type);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

// The flows needed as witnesses and those that differ from each other: the fewer are enough. Where
// not all can be left out, those with few profiles are taken to stay.
std::vector<EnoughFlows> enough_flows(const Spec& spec, const Deal& deal,
                                      const std::vector<ContractId>& contracts,
                                      const std::vector<ThingId>& firsts) {
  const AnyUniverse universe(spec, deal, contracts, firsts);
  std::vector<EnoughFlows> result(firsts.size());
  Witnesses needed = witnesses(universe, firsts, {});
  const bool all_open = needed.complete;
  std::vector<ThingId> open;
  std::map<TypeId, std::size_t> kept;
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    const std::size_t kinds = profiles(universe, firsts[i]).count;
    const TypeId type = spec[firsts[i]].type;
    const bool fewer = kinds > 0 && kinds <= kMost && (!all_open || kinds <= count_of(needed.count, type));
    if (fewer) {
      result[i] = enough(kinds, "one of each kind serves for all that are alike");
      kept[type] += kinds;
    } else {
      open.push_back(firsts[i]);
    }
  }
  if (!all_open && !open.empty()) needed = witnesses(universe, open, kept);
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (std::find(open.begin(), open.end(), firsts[i]) == open.end()) continue;
    const TypeId type = spec[firsts[i]].type;
    result[i] = needed.complete ? enough(count_of(needed.count, type),
                                         "every scenario can do without all but so many of them")
                                : guess(count_of(needed.bound, type), needed.why);
  }
  return result;
}

}  // namespace proviso::resolving
