#include "app/load.h"

#include "model/resolve/resolve.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/parser.h"
#include "model/syntax/tree.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace proviso {

void Loader::load_root(const std::string& path) {
  const auto file = open(path);
  if (!file) {
    program_.unreadable.push_back(fmt::format("`{}`: {}", files_.shown(path), file.error()));
    return;
  }
  read_imports();
  program_.roots.push_back({*file, resolved(*file)});
}

std::optional<Spec> Loader::resolve_beside(FileId root, const std::string& name,
                                           const std::string& text, Diagnostics& found) {
  std::vector<const syntax::File*> trees;
  const FileId file = program_.sources.add(name, text);
  const syntax::File tree = syntax::parse(program_.sources, file, found);
  if (has_errors(found)) return std::nullopt;
  trees.push_back(&tree);
  for (const FileId beside : closure(root)) {
    if (!parsed_.at(beside).sound) return std::nullopt;
    trees.push_back(&parsed_.at(beside).tree);
  }
  ResolveOptions options = options_;
  options.imported_deals = false;
  Spec spec = resolve(program_.sources, trees, found, options);
  // What the files themselves are warned of was said when they were loaded.
  std::erase_if(found, [&](const Diagnostic& one) {
    return one.span.file != file && one.kind->severity != Severity::error;
  });
  sort_diagnostics(found);
  if (has_errors(found)) return std::nullopt;
  return spec;
}

std::vector<const syntax::File*> Loader::trees_of(FileId root) const {
  std::vector<const syntax::File*> trees;
  for (const FileId file : closure(root)) trees.push_back(&parsed_.at(file).tree);
  return trees;
}

// Reads and parses a file unless that has happened already.
tl::expected<FileId, std::string> Loader::open(const std::string& path) {
  const std::string identity = files_.identity(path);
  if (const auto known = ids_.find(identity); known != ids_.end()) return known->second;
  auto text = files_.read(path);
  if (!text) return tl::unexpected(text.error());
  const FileId file = program_.sources.add(files_.shown(path), std::move(*text));
  ids_.emplace(identity, file);
  Diagnostics found;
  ParsedFile parsed;
  parsed.tree = syntax::parse(program_.sources, file, found);
  parsed.sound = !has_errors(found);
  report(std::move(found));
  parsed_.emplace(file, std::move(parsed));
  unread_.push_back(file);
  return file;
}

// A queue, not a recursion: a long chain of imports must not exhaust the stack.
void Loader::read_imports() {
  while (!unread_.empty()) {
    const FileId file = unread_.back();
    unread_.pop_back();
    for (const syntax::Item& item : parsed_.at(file).tree.items) {
      if (const auto* import = std::get_if<syntax::Import>(&item.node)) follow(file, *import);
    }
  }
}

void Loader::follow(FileId importer, const syntax::Import& import) {
  if (import.path.text.empty()) return;  // a hole, already reported
  const std::string path = imported_path(program_.sources.path(importer), import.path.text);
  if (const auto file = open(path)) {
    parsed_.at(importer).imports.push_back(*file);
    return;
  } else {
    parsed_.at(importer).sound = false;
    Diagnostic wrong;
    wrong.kind = &kinds::unreadable_import;
    wrong.span = import.path.span;
    wrong.message = fmt::format("`{}` cannot be imported: {}", import.path.text, file.error());
    wrong.notes.push_back(fmt::format("it was looked for at `{}`", files_.shown(path)));
    report({std::move(wrong)});
  }
}

std::vector<FileId> Loader::closure(FileId root) const {
  std::vector<FileId> order;
  std::set<FileId> seen;
  std::vector<FileId> waiting{root};
  while (!waiting.empty()) {
    const FileId file = waiting.back();
    waiting.pop_back();
    if (!seen.insert(file).second) continue;
    order.push_back(file);
    const auto& imports = parsed_.at(file).imports;
    waiting.insert(waiting.end(), imports.rbegin(), imports.rend());
  }
  return order;
}

// Only whole files are resolved: names that a wrong text failed to declare would be reported as
// unknown wherever they are used.
std::optional<Spec> Loader::resolved(FileId root) {
  std::vector<const syntax::File*> trees;
  for (const FileId file : closure(root)) {
    const ParsedFile& parsed = parsed_.at(file);
    if (!parsed.sound) return std::nullopt;
    trees.push_back(&parsed.tree);
  }
  Diagnostics found;
  Spec spec = resolve(program_.sources, trees, found, options_);
  const bool sound = !has_errors(found);
  report(std::move(found));
  if (!sound) return std::nullopt;
  return spec;
}

void Loader::report(Diagnostics found) {
  program_.diagnostics.insert(program_.diagnostics.end(), std::make_move_iterator(found.begin()),
                              std::make_move_iterator(found.end()));
}

Program load(const Files& files, const std::vector<std::string>& roots, const ResolveOptions& options) {
  Program program;
  Loader loader(files, program, options);
  for (const std::string& root : roots) loader.load_root(root);
  sort_diagnostics(program.diagnostics);
  return program;
}

std::string imported_path(std::string_view importer, std::string_view import) {
  const std::filesystem::path directory = std::filesystem::path(importer).parent_path();
  return (directory / std::filesystem::path(import)).lexically_normal().generic_string();
}

}  // namespace proviso
