#include "app/changed_specs.h"

#include "app/load.h"
#include "model/syntax/parser.h"
#include "model/syntax/tree.h"

#include <algorithm>
#include <optional>
#include <set>

namespace proviso {

namespace {

// Looks only at imports: a file that is otherwise wrong may still be reached, and is then reported.
class Imports {
 public:
  Imports(const Files& files, const ChangedFiles& changed) : files_(files), changed_(changed) {}

  // A walk, not a recursion: a long chain of imports must not exhaust the stack.
  bool reach_a_change(const std::string& root) {
    std::set<std::string> seen;
    std::vector<std::string> waiting{root};
    while (!waiting.empty()) {
      const std::string path = std::move(waiting.back());
      waiting.pop_back();
      const std::string identity = files_.identity(path);
      if (!seen.insert(identity).second) continue;
      if (changed_.contains(identity)) return true;
      const auto& imports = imports_of(identity, path);
      waiting.insert(waiting.end(), imports.begin(), imports.end());
    }
    return false;
  }

 private:
  const std::vector<std::string>& imports_of(const std::string& identity, const std::string& path) {
    const auto [entry, is_new] = known_.try_emplace(identity);
    if (is_new) entry->second = read_imports(path);
    return entry->second;
  }

  [[nodiscard]] std::vector<std::string> read_imports(const std::string& path) const {
    const auto text = files_.read(path);
    if (!text) return {};
    Sources sources;
    Diagnostics ignored;
    const FileId file = sources.add(path, *text);
    const syntax::File tree = syntax::parse(sources, file, ignored);
    std::vector<std::string> paths;
    for (const syntax::Item& item : tree.items) {
      const auto* import = std::get_if<syntax::Import>(&item.node);
      if (import != nullptr && !import->path.text.empty()) {
        paths.push_back(imported_path(files_.shown(path), import->path.text));
      }
    }
    return paths;
  }

  const Files& files_;
  const ChangedFiles& changed_;
  std::map<std::string, std::vector<std::string>> known_;  // by identity
};

class Anchors {
 public:
  Anchors(const Sources& sources, const Files& files, const ChangedFiles& changed)
      : sources_(sources), files_(files), changed_(changed) {}

  // The first of them that changed as a whole, else the first changed line of one of them.
  [[nodiscard]] Span best_of(const std::vector<Span>& spans) {
    for (const Span span : spans) {
      if (is_changed(span)) return span;
    }
    for (const Span span : spans) {
      if (const auto line = changed_line(span)) return *line;
    }
    return {};
  }

 private:
  const std::vector<LineRange>& lines_of(FileId file) {
    const auto [entry, is_new] = known_.try_emplace(file);
    if (is_new) {
      const auto found = changed_.lines.find(files_.identity(std::string(sources_.path(file))));
      if (found != changed_.lines.end()) entry->second = found->second;
    }
    return entry->second;
  }

  [[nodiscard]] bool is_changed(Span span) {
    if (span.empty()) return false;
    const auto& lines = lines_of(span.file);
    const std::uint32_t first = sources_.begin_of(span).line;
    const std::uint32_t last = sources_.end_of(span).line;
    return std::any_of(lines.begin(), lines.end(), [&](const LineRange& range) {
      return range.first <= first && last <= range.last;
    });
  }

  // The part of `span` on its first line that changed.
  [[nodiscard]] std::optional<Span> changed_line(Span span) {
    if (span.empty()) return std::nullopt;
    const std::uint32_t first = sources_.begin_of(span).line;
    const std::uint32_t last = sources_.end_of(span).line;
    for (const LineRange& range : lines_of(span.file)) {
      const std::uint32_t line = std::max(range.first, first);
      if (line <= std::min(range.last, last)) return part_on(span, line);
    }
    return std::nullopt;
  }

  [[nodiscard]] Span part_on(Span span, std::uint32_t line) const {
    const std::string_view all = sources_.text(span.file);
    const std::string_view text = sources_.line(span.file, line);
    const auto start = static_cast<std::uint32_t>(text.data() - all.data());
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {span.file, start, start + static_cast<std::uint32_t>(text.size())};
    const std::size_t last = text.find_last_not_of(" \t\r");
    return {span.file, std::max(span.begin, start + static_cast<std::uint32_t>(first)),
            std::min(span.end, start + static_cast<std::uint32_t>(last) + 1)};
  }

  const Sources& sources_;
  const Files& files_;
  const ChangedFiles& changed_;
  std::map<FileId, std::vector<LineRange>> known_;
};

void add_flows(std::vector<Span>& places, const std::vector<ShownFlow>& flows) {
  for (const Role role : {Role::violating, Role::supporting}) {
    for (const ShownFlow& flow : flows) {
      if (flow.role == role) places.push_back(flow.span);
    }
  }
}

// Facts of the deal's own file come first, then those of what it builds on, then things whose fields
// matter, then the clause.
std::vector<Span> places_of(const DealReport& deal, const Finding& finding) {
  std::vector<Span> places;
  add_flows(places, finding.flows);
  for (const bool of_deal : {true, false}) {
    for (const SourceFact& fact : finding.because) {
      if ((fact.span.file == deal.span.file) == of_deal) places.push_back(fact.span);
    }
  }
  for (const ShownThing& thing : finding.things) {
    const bool matters = std::any_of(thing.fields.begin(), thing.fields.end(),
                                     [](const ShownField& field) { return field.matters; });
    if (matters) places.push_back(thing.span);
  }
  for (const auto& others : finding.because_others) {
    for (const SourceFact& fact : others) places.push_back(fact.span);
  }
  for (const Requirement& requirement : finding.requirements) places.push_back(requirement.span);
  places.insert(places.end(), {finding.norm_span, finding.clause_span, finding.clause_whole, deal.span});
  return places;
}

}  // namespace

ChangedFiles changed_files(const Files& files, const GitChanges& changes) {
  ChangedFiles result;
  for (const auto& [path, lines] : changes.changed) {
    result.lines[files.identity(changes.root + "/" + path)] = lines;
  }
  for (const std::string& path : changes.gone) {
    result.lines.try_emplace(files.identity(changes.root + "/" + path));
  }
  return result;
}

std::vector<std::string> reached_by(const Files& files, const ChangedFiles& changed,
                                    const std::vector<std::string>& paths) {
  Imports imports(files, changed);
  std::vector<std::string> reached;
  for (const std::string& path : paths) {
    if (imports.reach_a_change(path)) reached.push_back(path);
  }
  return reached;
}

void anchor_on_changes(CheckReport& report, const Sources& sources, const Files& files,
                       const ChangedFiles& changed) {
  Anchors anchors(sources, files, changed);
  for (DealReport& deal : report.deals) {
    for (Finding& finding : deal.findings) finding.anchor = anchors.best_of(places_of(deal, finding));
    std::vector<Span> places{deal.reason_span};
    for (const SourceFact& fact : deal.core) places.push_back(fact.span);
    places.push_back(deal.span);
    deal.anchor = anchors.best_of(places);
  }
}

}  // namespace proviso
