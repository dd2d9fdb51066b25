// The things that other things name: what stays takes them along.
#pragma once

#include "model/scope/asked.h"

namespace proviso::scoping {

class Slots {
 public:
  explicit Slots(const Asked& asked) : asked_(asked) {}

  // `direct` with all that is named through fields which the question reads.
  [[nodiscard]] Counts close(const Counts& direct);
  // Entities beside the named ones, each by the types that can be told apart.
  [[nodiscard]] std::map<TypeId, std::size_t> fresh(const Counts& closed) const;

  std::string why;  // names lead on without end

 private:
  using Named = std::map<TypeId, std::size_t>;
  Named named_by(TypeId type, const Profile& kind);
  const Named& named_by_any(TypeId type);
  [[nodiscard]] bool told_apart(TypeId type) const;
  void add_required(std::map<TypeId, std::size_t>& fresh, const Counts& closed) const;

  const Asked& asked_;
  std::map<TypeId, Named> known_;
  std::set<TypeId> open_;  // being worked out
};

}  // namespace proviso::scoping
