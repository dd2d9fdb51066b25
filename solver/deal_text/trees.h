// What a spec does not keep: which file imports which, the names that files declare, and the
// statements of a deal that have been worked into its expressions.
#pragma once

#include "model/spec.h"
#include "model/syntax/tree.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// A term, define or rate of a deal, and the value that an edit has set.
struct DealStatement {
  const syntax::DealItem* item = nullptr;
  const syntax::Expr* value = nullptr;  // null: as it stands in the item
  [[nodiscard]] std::string name() const;  // empty: it has none
};

class Trees {
 public:
  explicit Trees(const Sources& sources);

  // The files that a text at `path` can see if it has this import; empty if it leads nowhere.
  [[nodiscard]] std::set<FileId> seen_by_import(std::string_view path, std::string_view import) const;
  // The file and all that it imports.
  [[nodiscard]] std::set<FileId> closure(FileId file) const;
  // The imports of a file.
  [[nodiscard]] std::vector<FileId> imports(FileId file) const;

  // Every word in these files.
  [[nodiscard]] std::set<std::string> words(const std::set<FileId>& files) const;
  // Names that a deal cannot use again: those outside contracts, and the events, terms and defines of
  // these contracts.
  [[nodiscard]] std::set<std::string> taken(const std::set<FileId>& files,
                                            const std::set<std::string>& contracts) const;

  // Terms, defines and rates of the deal whose name stands there, with what it includes or is based on.
  [[nodiscard]] std::vector<DealStatement> statements(Span name) const;

 private:
  struct Place {
    const syntax::Deal* deal = nullptr;
    const syntax::Group* group = nullptr;
  };
  void enter(const syntax::Item& item, const syntax::Group* group);
  void collect(const Place& place, std::vector<DealStatement>& to, std::set<const syntax::Deal*>& seen) const;
  void add(const std::vector<syntax::DealItem>& items, std::vector<DealStatement>& to,
           std::set<const syntax::Deal*>& seen) const;

  const Sources& sources_;
  std::map<FileId, syntax::File> files_;
  std::map<std::string, FileId, std::less<>> by_path_;
  std::map<std::string, std::vector<Place>, std::less<>> deals_;
};

// The path by which a file at `path` imports `target`.
[[nodiscard]] std::string import_of(std::string_view path, std::string_view target);

}  // namespace proviso
