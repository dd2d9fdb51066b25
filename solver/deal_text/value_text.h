// Values and names as they are written in a deal.
#pragma once

#include "model/scenario.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace proviso {

[[nodiscard]] bool is_name(std::string_view text);
// "CloudPurchase" -> "cloud_purchase"
[[nodiscard]] std::string snake(std::string_view type);

// Names of the things of a deal that is written anew.
class DealNames {
 public:
  // `taken` cannot be used again; new names are none of `avoided` either.
  DealNames(const Spec& spec, std::set<std::string> taken, std::set<std::string> avoided)
      : spec_(spec), taken_(std::move(taken)), avoided_(std::move(avoided)) {}

  // Keeps the thing's name where that can be written, else makes one from its type.
  void declare(ThingId thing);
  // A thing that is declared elsewhere goes by this.
  void refer(ThingId thing, std::string name) { names_[thing] = std::move(name); }
  // Empty: it has no name here.
  [[nodiscard]] std::string of(ThingId thing) const;

 private:
  const Spec& spec_;
  std::set<std::string> taken_, avoided_;
  std::map<ThingId, std::string> names_;
};

// A constant as an expression. `percent`: numbers as percentages, where they come out even.
[[nodiscard]] std::string value_text(const Spec& spec, const DealNames& names, const Type& type,
                                     const Constant& value, bool percent);

}  // namespace proviso
