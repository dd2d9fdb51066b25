// A deal in one of its scenarios as the text of a file that can be saved, formatted and checked: it
// has the verdict that the scenario has.
#pragma once

#include "model/scenario.h"
#include "model/syntax/source.h"
#include "model/universe.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

// `expect NAME under … : OUTCOME`; readings of the scenario are added as `with`.
struct TextExpectation {
  std::vector<ContractId> under;  // empty: the deal's own
  std::string outcome;            // "complies", "conflicts with only_azure"
  std::vector<std::pair<std::string, std::string>> readings = {};  // further ones
};

struct DealTextOptions {
  std::string name;                    // of the deal; a name that its imports leave free
  std::string title;
  std::string save_as;                 // the path of the file, as the paths in `Sources` are
  std::vector<std::string> imports;    // as they are to be written; empty: what the deal needs
  std::vector<ContractId> under;       // empty: those of the universe
  std::optional<Horizon> judged;       // nothing: that of the universe
  // What the scenario does not fix stays as it was written, with its `choose`, `unknown`, `optional`;
  // assumptions and facts stay too. Otherwise the scenario must fix everything, and only what it says
  // is written.
  bool keep_open = false;
  bool own_clauses = true;             // the deal's own clauses stay
  std::vector<TextExpectation> expectations;
};

struct DealText {
  std::string text;                                          // in canonical form
  std::vector<std::pair<std::string, std::string>> readings;  // cannot be fixed in a deal: `--reading`
  std::vector<std::string> lost;                             // what else cannot be said, in words
};

// Throws InternalError where what it wrote is no text of the language.
[[nodiscard]] DealText deal_text(const Spec& spec, const Sources& sources, const Universe& universe,
                                 const Scenario& scenario, const DealTextOptions& options);
// The deal as it stands, open as far as the scenario does not fix it.
[[nodiscard]] DealText open_deal_text(const Spec& spec, const Sources& sources, DealId deal,
                                      const Scenario& scenario, DealTextOptions options);

// `wanted`, or with a number behind it the first such name that nothing in the spec has.
[[nodiscard]] std::string free_deal_name(const Spec& spec, const Sources& sources, const std::string& wanted);

}  // namespace proviso
