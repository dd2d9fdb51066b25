#include "model/resolve/resolve.h"

#include "model/resolve/vocabulary.h"

namespace proviso {

Spec resolve(const Sources&, const std::vector<const syntax::File*>& files,
             Diagnostics& diagnostics) {
  using namespace resolving;
  Tables tables(diagnostics);
  if (files.empty()) return {};
  tables.spec.root = files.front()->id;
  Inventory inventory;
  take_inventory(tables, files, inventory);
  lay_out_types(tables, inventory);
  declare_globals(tables, inventory);
  declare_contracts(tables);
  resolve_defaults(tables, inventory);
  resolve_globals(tables, inventory);
  resolve_contracts(tables);
  resolve_deals(tables);
  resolve_expects(tables, inventory);
  check_whole(tables);
  return std::move(tables.spec);
}

}  // namespace proviso
