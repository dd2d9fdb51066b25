#include "model/resolve/resolve.h"

#include "model/resolve/any_flows.h"
#include "model/resolve/overrides.h"
#include "model/resolve/readings.h"
#include "model/resolve/vocabulary.h"

#include <algorithm>

namespace proviso {
namespace {

// A text that several versions of a contract share is resolved in each, and reported once.
void leave_out_repetitions(Diagnostics& diagnostics) {
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.kind == b.kind && a.span == b.span && a.message == b.message;
  };
  Diagnostics once;
  for (Diagnostic& diagnostic : diagnostics) {
    const auto repeats = [&](const Diagnostic& other) { return same(other, diagnostic); };
    if (std::none_of(once.begin(), once.end(), repeats)) once.push_back(std::move(diagnostic));
  }
  diagnostics = std::move(once);
}

// So that they need not move as they become more: contracts are resolved once for each version.
std::size_t likely_expressions(const Sources& sources, const std::vector<const syntax::File*>& files) {
  constexpr std::size_t kBytesOfOne = 4;
  std::size_t bytes = 0;
  for (const syntax::File* file : files) bytes += sources.text(file->id).size();
  return bytes / kBytesOfOne;
}

}  // namespace

Spec resolve(const Sources& sources, const std::vector<const syntax::File*>& files,
             Diagnostics& diagnostics, const ResolveOptions& options) {
  using namespace resolving;
  Tables tables(diagnostics);
  if (files.empty()) return {};
  tables.spec.root = files.front()->id;
  tables.spec.exprs.reserve(likely_expressions(sources, files));
  Inventory inventory;
  take_inventory(tables, files, inventory);
  lay_out_types(tables, inventory);
  declare_globals(tables, inventory);
  declare_contracts(tables);
  resolve_defaults(tables, inventory);
  resolve_globals(tables, inventory);
  resolve_contracts(tables);
  std::vector<AnySource> any;
  resolve_deals(tables, any, options.imported_deals);
  resolve_overrides(tables);
  tell_readings_apart(tables);
  resolve_expects(tables, inventory);
  fill_any_flows(tables, any, options.scope);
  check_whole(tables);
  leave_out_repetitions(diagnostics);
  return std::move(tables.spec);
}

}  // namespace proviso
