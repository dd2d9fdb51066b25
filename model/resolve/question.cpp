#include "model/resolve/question.h"

#include "model/syntax/parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace proviso {
namespace {

// What the program's own files give rise to was said when they were read.
void keep_own(Diagnostics& found, FileId file) {
  std::erase_if(found, [&](const Diagnostic& diagnostic) {
    return diagnostic.kind->severity != Severity::error && diagnostic.span.file != file;
  });
}

std::optional<Spec> resolve_made(const Sources& sources, const syntax::File& made,
                                 const std::vector<const syntax::File*>& program, Diagnostics found,
                                 Diagnostics& diagnostics, const ResolveOptions& options) {
  std::optional<Spec> spec;
  if (!has_errors(found)) {
    std::vector<const syntax::File*> files{&made};
    files.insert(files.end(), program.begin(), program.end());
    spec = resolve(sources, files, found, options);
    keep_own(found, made.id);
    if (has_errors(found)) spec.reset();
  }
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  return spec;
}

}  // namespace

std::optional<Spec> resolve_question(Sources& sources,
                                     const std::vector<const syntax::File*>& program,
                                     std::string question, Diagnostics& diagnostics,
                                     const ResolveOptions& options) {
  const FileId id = sources.add("question", std::move(question));
  Diagnostics found;
  syntax::File made;
  made.id = id;
  syntax::Expect expect = syntax::parse_question_text(sources, id, found);
  const auto size = static_cast<std::uint32_t>(sources.text(id).size());
  made.items.push_back({decltype(syntax::Item::node){std::move(expect)}, Span{id, 0, size}});
  return resolve_made(sources, made, program, std::move(found), diagnostics, options);
}

std::optional<Spec> resolve_text(Sources& sources, const std::vector<const syntax::File*>& program,
                                 std::string name, std::string text, Diagnostics& diagnostics,
                                 const ResolveOptions& options) {
  const FileId id = sources.add(std::move(name), std::move(text));
  Diagnostics found;
  const syntax::File made = syntax::parse(sources, id, found);
  return resolve_made(sources, made, program, std::move(found), diagnostics, options);
}

}  // namespace proviso
