// Text that stands in no file, read as if it stood in one that imports those of a program: questions,
// and deals made on the way.
#pragma once

#include "model/resolve/resolve.h"

#include <optional>
#include <string>
#include <vector>

namespace proviso {

// A question is what stands behind `expect` (`Draft: consistent`), or asks for more than yes or no:
// `Draft: status of x: T where G`, `what may X do that Y may not`, `what must X do if E`. The result is
// `program` resolved again, with the question as its only expectation (of several deals one for
// each); nothing after a report. The text becomes a source of its own, named `question`.
[[nodiscard]] std::optional<Spec> resolve_question(Sources& sources,
                                                   const std::vector<const syntax::File*>& program,
                                                   std::string question, Diagnostics& diagnostics,
                                                   const ResolveOptions& options = {});

// Any statements. Only the deals and expectations of the text are the root's own; its `import`s are
// passed over, since it sees all of the program in any case.
[[nodiscard]] std::optional<Spec> resolve_text(Sources& sources,
                                               const std::vector<const syntax::File*>& program,
                                               std::string name, std::string text,
                                               Diagnostics& diagnostics,
                                               const ResolveOptions& options = {});

}  // namespace proviso
