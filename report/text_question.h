// The answer to one question about contracts as text.
#pragma once

#include "report/render.h"
#include "solver/contracts/question.h"

namespace proviso {

void write_answer(const QuestionAnswer& answer, const Spec& spec, const Sources& sources,
                  const RenderOptions& options, std::ostream& out);

}  // namespace proviso
