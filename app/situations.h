// Situations that a report shows, as files: specs to be checked, and graphs.
#pragma once

#include "app/environment.h"
#include "app/exit_code.h"
#include "app/options.h"
#include "solver/contracts/question.h"

#include <string>
#include <utility>
#include <vector>

namespace proviso {

// With what it is about, for the names of files.
using NamedSituation = std::pair<std::string, ShownSituation*>;
[[nodiscard]] std::vector<NamedSituation> situations_in(AnalysisReport& report);
[[nodiscard]] std::vector<NamedSituation> situations_in(DiffReport& report);
[[nodiscard]] std::vector<NamedSituation> situations_in(QuestionAnswer& answer);

// As far as the command line asks for it. Fills `saved`.
[[nodiscard]] ExitCode write_situations(const Options& options, Environment& environment,
                                        const std::vector<NamedSituation>& situations);

}  // namespace proviso
