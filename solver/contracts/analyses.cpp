#include "solver/contracts/analyses.h"

#include "model/syntax/diagnostics.h"

#include <algorithm>
#include <array>

namespace proviso {

namespace {

constexpr std::array kAnalyses{
    AnalysisRow{"inconsistent", &kinds::contract_inconsistent},
    AnalysisRow{"dead", &kinds::clause_dead},
    AnalysisRow{"out_of_reach", &kinds::clause_out_of_reach},
    AnalysisRow{"redundant", &kinds::clause_redundant},
    AnalysisRow{"blocked", &kinds::permission_blocked},
    AnalysisRow{"partly_blocked", &kinds::permission_partly_blocked},
    AnalysisRow{"idle_exception", &kinds::exception_idle},
    AnalysisRow{"unbreakable", &kinds::clause_unbreakable},
    AnalysisRow{"without_effect", &kinds::permission_without_effect},
    AnalysisRow{"unusable_power", &kinds::power_unusable},
    AnalysisRow{"remedy", &kinds::remedy_unusable},
    AnalysisRow{"gap", &kinds::gap_in_terms},
    AnalysisRow{"claim", &kinds::claim_refuted},
    AnalysisRow{"undecided", &kinds::question_undecided},
};

}  // namespace

std::span<const AnalysisRow> analysis_rows() { return kAnalyses; }

const AnalysisRow* analysis_row(std::string_view name) {
  const auto found = std::find_if(kAnalyses.begin(), kAnalyses.end(),
                                  [&](const AnalysisRow& row) { return row.name == name; });
  return found == kAnalyses.end() ? nullptr : &*found;
}

}  // namespace proviso
