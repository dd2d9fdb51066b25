#include "solver/contracts/claims.h"

#include "solver/contracts/difference.h"
#include "solver/in_parallel.h"

namespace proviso {

std::vector<ClaimAnswer> claims_of(const Spec& spec, const Sources& sources, ContractId amendment,
                                   const ContractOptions& options) {
  const std::vector<Claim>& claims = spec[amendment].claims;
  std::vector<ClaimAnswer> result(claims.size());
  in_parallel(claims.size(), [&](std::size_t i) {
    ClaimAnswer& answer = result[i];
    answer.text = "no change";
    for (const std::string& name : claims[i].clauses)
      answer.text += (answer.text == "no change" ? " to `" : ", `") + name + "`";
    answer.span = claims[i].span;
    DifferenceOptions comparing;
    comparing.asking = options;
    comparing.only = claims[i].clauses;
    answer.answer = equivalent(spec, sources, spec[amendment].amends, amendment, comparing);
  });
  return result;
}

}  // namespace proviso
