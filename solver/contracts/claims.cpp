#include "solver/contracts/claims.h"

#include "solver/contracts/difference.h"

namespace proviso {

std::vector<ClaimAnswer> claims_of(const Spec& spec, const Sources& sources, ContractId amendment,
                                   const ContractOptions& options) {
  std::vector<ClaimAnswer> result;
  for (const Claim& claim : spec[amendment].claims) {
    ClaimAnswer answer;
    answer.text = "no change";
    for (const std::string& name : claim.clauses)
      answer.text += (answer.text == "no change" ? " to `" : ", `") + name + "`";
    answer.span = claim.span;
    DifferenceOptions comparing;
    comparing.asking = options;
    comparing.only = claim.clauses;
    answer.answer = equivalent(spec, sources, spec[amendment].amends, amendment, comparing);
    result.push_back(std::move(answer));
  }
  return result;
}

}  // namespace proviso
