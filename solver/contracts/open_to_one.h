// What is expressly permitted, or open to a party to bring about, under one of two contracts only.
#pragma once

#include "solver/contracts/between.h"

#include <map>
#include <string>
#include <vector>

namespace proviso {

class OpenToOne {
 public:
  // `between` is of the two contracts.
  OpenToOne(const Spec& spec, const Sources& sources, const Between& between, ContractId before, ContractId after,
            DiffReport& result)
      : spec_(spec), sources_(sources), between_(between), before_(before), after_(after), result_(result) {}

  // What this text of one contract permits and the other contract does not.
  void permission(ClauseId clause);
  // Events of both contracts, and who may bring them about on which condition.
  void powers();

 private:
  struct Holding;

  [[nodiscard]] ContractId other(ContractId contract) const { return contract == before_ ? after_ : before_; }
  void named_events();
  void event(const std::string& name, ThingId before, ThingId after);
  void types_of_events();
  void type(const std::string& name, const Power* before, const Power* after);
  void holders(const std::string& name, const Holding& before, const Holding& after);
  void condition(const std::string& name, const Holding& under, const Holding& beyond);
  void settle(Inquiry& inquiry, OtherChange change, const std::string& deal, const std::string& title, ContractId under);

  const Spec& spec_;
  const Sources& sources_;
  const Between& between_;
  ContractId before_, after_;
  DiffReport& result_;
  std::map<std::string, int> shown_;  // by the names of deals
};

}  // namespace proviso
