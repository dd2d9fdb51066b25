#include "app/shell/session.h"

#include "app/tasks.h"
#include "model/syntax/render_diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::shell {

namespace {

constexpr std::string_view kTextName = "(your edits)";

bool is_checked(const Deal& deal) {
  return !deal.imported && deal.kind == syntax::DealKind::deal;
}

DealId find_deal(const Spec& spec, const std::string& name) {
  for (std::uint32_t i = 0; i < spec.deals.size(); ++i)
    if (spec.deals[i].name == name) return DealId{i};
  return {};
}

}  // namespace

void EditHistory::to(Statements next) {
  if (next == now()) return;
  states.resize(at + 1);
  states.push_back(std::move(next));
  ++at;
}

Session::Session(Files& files, const Options& options, const std::atomic<bool>* stop)
    : files_(files), options_(options), stop_(stop), program_(std::make_unique<Program>()),
      loader_(std::make_unique<Loader>(files_, *program_, resolve_options(options_))) {
  forget_answers();
}

void Session::forget_answers() {
  known_.clear();
  Limits limits;
  if (options_.solver_steps) limits.rlimit = *options_.solver_steps;
  limits.stop = stop_;
  memory_ = std::make_unique<AnswerMemory>(limits);
}

// ---------------------------------------------------------------- files

void Session::load(const std::vector<std::string>& paths) {
  const std::optional<Subject> before = current_;
  const std::string path = before ? std::string(program_->sources.path(before->root)) : "";
  std::map<std::pair<std::string, std::string>, EditHistory> kept;
  for (auto& [subject, history] : edits_)
    kept.emplace(std::pair{std::string(program_->sources.path(subject.root)), subject.deal}, std::move(history));
  paths_ = paths;
  made_.clear();
  forget_answers();
  edits_.clear();
  current_.reset();
  loader_.reset();
  program_ = std::make_unique<Program>();
  loader_ = std::make_unique<Loader>(files_, *program_, resolve_options(options_));
  for (const std::string& root : paths_) loader_->load_root(root);
  sort_diagnostics(program_->diagnostics);
  for (const Subject& subject : deals()) {
    const std::string file(program_->sources.path(subject.root));
    const auto edits = kept.find({file, subject.deal});
    if (edits != kept.end()) edits_.emplace(subject, std::move(edits->second));
    if (before && file == path && subject.deal == before->deal) current_ = subject;
  }
  if (!current_ && !deals().empty()) current_ = deals().front();
}

std::vector<std::string> Session::changed_files() const {
  std::vector<std::string> changed;
  std::set<FileId> seen;
  for (const Root& root : program_->roots) {
    for (const syntax::File* tree : loader_->trees_of(root.file)) {
      if (!seen.insert(tree->id).second) continue;
      const std::string path(program_->sources.path(tree->id));
      const auto text = files_.read(path);
      if (!text || *text != program_->sources.text(tree->id)) changed.push_back(path);
    }
  }
  return changed;
}

std::vector<const syntax::File*> Session::trees() const {
  std::vector<const syntax::File*> all;
  std::set<FileId> seen;
  const auto add = [&](FileId root) {
    for (const syntax::File* tree : loader_->trees_of(root))
      if (seen.insert(tree->id).second) all.push_back(tree);
  };
  if (current_) add(current_->root);
  for (const Root& root : program_->roots) add(root.file);
  return all;
}

// ---------------------------------------------------------------- the deal

std::vector<Session::Subject> Session::deals() const {
  std::vector<Subject> all;
  for (const Root& root : program_->roots) {
    if (!root.spec) continue;
    for (const Deal& deal : root.spec->deals)
      if (is_checked(deal)) all.push_back({root.file, deal.name});
  }
  return all;
}

bool Session::choose(const std::string& deal) {
  if (current_ && (current_->deal == deal || edited_name() == deal)) return true;
  for (const Subject& subject : deals()) {
    if (subject.deal != deal) continue;
    current_ = subject;
    return true;
  }
  return false;
}

const EditHistory& Session::history() const {
  static const EditHistory kNone;
  if (!current_) return kNone;
  const auto found = edits_.find(*current_);
  return found == edits_.end() ? kNone : found->second;
}

const Statements& Session::edits() const { return history().now(); }

tl::expected<void, std::string> Session::edit(Statements next) {
  if (auto made = make(next); !made) return tl::unexpected(made.error());
  edits_[*current_].to(std::move(next));
  return {};
}

bool Session::undo() {
  if (!current_ || edits_[*current_].at == 0) return false;
  --edits_[*current_].at;
  return true;
}

bool Session::redo() {
  if (!current_ || edits_[*current_].at + 1 == edits_[*current_].states.size()) return false;
  ++edits_[*current_].at;
  return true;
}

const Root* Session::root_of(const Subject& subject) const {
  for (const Root& root : program_->roots)
    if (root.file == subject.root && root.spec) return &root;
  return nullptr;
}

std::string Session::edited_name() const {
  if (!current_) return "";
  std::string name = current_->deal + "Edited";
  const Root* root = root_of(*current_);
  while (root && find_deal(*root->spec, name).valid()) name += "2";
  return name;
}

// ---------------------------------------------------------------- answers

std::string Session::rendered(const Diagnostics& found) const {
  std::string text;
  // An expression that is asked about stands in the text twice; once is enough to be told.
  std::set<std::string> told;
  for (const Diagnostic& one : found)
    if (one.kind->severity == Severity::error && told.insert(one.message).second)
      text += (text.empty() ? "" : "\n") + render(one, program_->sources, colour_);
  return text;
}

tl::expected<Made, std::string> Session::make(const Statements& statements) {
  return make_with(statements, "");
}

tl::expected<Made, std::string> Session::make_with(const Statements& statements,
                                                   const std::string& further) {
  const Root* root = current_ ? root_of(*current_) : nullptr;
  if (!root) return tl::unexpected(std::string("there is no deal to ask about; `load FILE` reads some\n"));
  const DealId base = find_deal(*root->spec, current_->deal);
  // The base lives as long as the program does; a session never lets go of that under an answer.
  if (statements.empty() && further.empty())
    return Made{std::shared_ptr<const Spec>(std::shared_ptr<void>(), &*root->spec), base};
  const std::string name = edited_name();
  const std::string text =
      deal_text(name, (*root->spec)[base].title, current_->deal, statements) + further;
  Key key{*current_, text};
  if (const Made* known = made_.find(key)) return *known;
  Diagnostics found;
  auto spec = loader_->resolve_beside(current_->root, std::string(kTextName), text, found);
  if (!spec) return tl::unexpected(rendered(found));
  Made made{std::make_shared<const Spec>(std::move(*spec)), {}};
  made.deal = find_deal(*made.spec, name);
  made_.keep(std::move(key), made);
  return made;
}

CheckOptions Session::check_options_for(const Spec& spec) const {
  CheckOptions result = check_options(options_, spec);
  result.limits.stop = stop_;
  result.limits.memory = memory_.get();
  return result;
}

tl::expected<std::shared_ptr<Examined>, std::string> Session::examine(const Statements& statements) {
  if (!current_) return tl::unexpected(make(statements).error());
  Key key{*current_, deal_text("", "", "", statements)};
  if (const auto* known = known_.find(key)) {
    ++counters_.recalled;
    return *known;
  }
  auto made = make(statements);
  if (!made) return tl::unexpected(made.error());
  auto examined = std::make_shared<Examined>();
  examined->made = *made;
  examined->options = check_options_for(*made->spec);
  examined->check = check_verdict(*made->spec, program_->sources, made->deal, examined->options);
  ++counters_.examined;
  known_.keep(std::move(key), examined);
  return examined;
}

void Session::add_causes(Examined& examined) {
  if (examined.causes) return;
  proviso::add_causes(*examined.made.spec, program_->sources, examined.options, examined.check);
  examined.causes = true;
}

void Session::add_dependence(Examined& examined) {
  if (examined.dependence) return;
  DealReport& report = examined.check.report;
  report.depends_on.clear();
  report.by_reading.clear();
  report.safe_choice = {};
  proviso::add_dependence(*examined.made.spec, examined.options, examined.check);
  examined.dependence = true;
}

void Session::add_repairs(Examined& examined) {
  if (examined.repairs) return;
  examined.check.report.repairs.clear();
  examined.check.report.repairs_note.clear();
  proviso::add_repairs(*examined.made.spec, program_->sources, examined.options, examined.check);
  examined.repairs = true;
}

void Session::set_limit(std::optional<std::uint32_t> steps) {
  options_.solver_steps = steps;
  forget_answers();
}

}  // namespace proviso::shell
