// Answers about contracts and the situations that show them, as text.
#pragma once

#include "report/text_block.h"
#include "solver/contracts/question.h"

#include <string>
#include <vector>

namespace proviso {

// "`f: Hosting` from AWS to OpenAI, 2026-01-01 .. never, with `share` = 20%"; "`E` on 2026-05-01".
[[nodiscard]] std::vector<std::string> situation_lines(const ShownSituation& situation);

// The title and what is in it, indented below.
void write_situation(const ShownSituation& situation, TextBlock& block);

// "the answer is complete", "looked at up to 2 of `Hosting`: …"
[[nodiscard]] std::string searched_text(const Searched& searched);

// "product = narrow, runs = broad"
[[nodiscard]] std::string choice_text(const std::vector<std::pair<std::string, std::string>>& choice);


// What stands behind an answer, one sentence a line: because, unless, by choice, scope.
[[nodiscard]] std::vector<std::string> answer_lines(const ContractAnswer& answer);

}  // namespace proviso
