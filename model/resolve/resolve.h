// Names, types and units: from the syntax of one root file and its imports to a `Spec`.
#pragma once

#include "model/spec.h"
#include "model/syntax/diagnostic.h"
#include "model/syntax/source.h"
#include "model/syntax/tree.h"

#include <optional>
#include <vector>

namespace proviso {

struct ResolveOptions {
  std::optional<int> scope;  // so many flows stand for each `any x: T`, whatever would be enough
  bool imported_deals = true;  // false: of imported deals only what the root's own take from them
};

// `files[0]` is the root, the others all that it imports, each once. What is wrong is reported and
// left out; the result may be checked only if no error was reported.
[[nodiscard]] Spec resolve(const Sources& sources, const std::vector<const syntax::File*>& files,
                           Diagnostics& diagnostics, const ResolveOptions& options = {});

}  // namespace proviso
