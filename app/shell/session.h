// What a conversation is about: the loaded files, the deal that is asked about, what was changed in it
// and could be changed back, and what has been answered so far. Knows no verbs and no terminal.
#pragma once

#include "app/files.h"
#include "app/load.h"
#include "app/options.h"
#include "app/shell/edits.h"
#include "solver/answer_memory.h"
#include "solver/check.h"

#include <tl/expected.hpp>

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proviso::shell {

// A deal as it stands after some statements, resolved. `spec` stays as long as this does.
struct Made {
  std::shared_ptr<const Spec> spec;
  DealId deal;

  [[nodiscard]] const Deal& named() const { return (*spec)[deal]; }
};

// A deal whose verdict is known; its solver stays warm, and explanations are added when asked for.
struct Examined {
  Made made;
  CheckOptions options;
  OpenCheck check;
  bool causes = false, dependence = false, repairs = false;
  std::vector<Assignment> seen;  // counterexamples shown by `next`, of the finding `seen_of`
  std::size_t seen_of = 0;
};

// The newest of what was worked out, by key.
template <class Key, class Value>
class Recent {
 public:
  explicit Recent(std::size_t most) : most_(most) {}

  [[nodiscard]] const Value* find(const Key& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
  }
  void keep(Key key, Value value) {
    if (!values_.emplace(key, std::move(value)).second) return;
    order_.push_back(std::move(key));
    if (order_.size() <= most_) return;
    values_.erase(order_.front());
    order_.pop_front();
  }
  void clear() {
    values_.clear();
    order_.clear();
  }

 private:
  std::size_t most_;
  std::map<Key, Value> values_;
  std::deque<Key> order_;  // oldest first
};

// The statements about one deal over time.
struct EditHistory {
  std::vector<Statements> states{{}};
  std::size_t at = 0;

  [[nodiscard]] const Statements& now() const { return states[at]; }
  void to(Statements next);
};

struct Counters {
  std::size_t examined = 0;  // verdicts worked out
  std::size_t recalled = 0;  // verdicts that were known already
};

class Session {
 public:
  // `stop` may be null; whoever sets it ends the question that is being worked on.
  Session(Files& files, const Options& options, const std::atomic<bool>* stop);

  // ---- files

  // Takes the place of what was loaded. Edits stay where their deal is still there.
  void load(const std::vector<std::string>& paths);
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }
  // Loaded files whose text on disk is another by now, as they are shown.
  [[nodiscard]] std::vector<std::string> changed_files() const;
  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] Files& files() const { return files_; }
  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] std::vector<const syntax::File*> trees() const;

  // ---- the deal

  struct Subject {
    FileId root = FileId::none;
    std::string deal;
    friend auto operator<=>(const Subject&, const Subject&) = default;
  };
  [[nodiscard]] std::vector<Subject> deals() const;  // that can be checked, in the order of the files
  [[nodiscard]] const Subject* current() const { return current_ ? &*current_ : nullptr; }
  bool choose(const std::string& deal);  // false: there is no such deal
  [[nodiscard]] const Statements& edits() const;
  [[nodiscard]] bool is_edited() const { return !edits().empty(); }
  [[nodiscard]] const EditHistory& history() const;
  [[nodiscard]] const std::map<Subject, EditHistory>& all_edits() const { return edits_; }
  // What is wrong with the statements together, rendered; then nothing changes.
  tl::expected<void, std::string> edit(Statements next);
  bool undo();
  bool redo();

  // ---- answers

  // The current deal under these statements.
  [[nodiscard]] tl::expected<Made, std::string> make(const Statements& statements);
  // The same with text behind the deal, such as an expectation.
  [[nodiscard]] tl::expected<Made, std::string> make_with(const Statements& statements,
                                                          const std::string& further);
  [[nodiscard]] tl::expected<std::shared_ptr<Examined>, std::string> examine(const Statements& statements);
  [[nodiscard]] tl::expected<std::shared_ptr<Examined>, std::string> examine() { return examine(edits()); }
  // The verdict before anything was changed.
  [[nodiscard]] tl::expected<std::shared_ptr<Examined>, std::string> examine_unedited() { return examine({}); }
  void add_causes(Examined& examined);
  void add_dependence(Examined& examined);
  void add_repairs(Examined& examined);

  [[nodiscard]] CheckOptions check_options_for(const Spec& spec) const;
  [[nodiscard]] const Counters& counters() const { return counters_; }
  [[nodiscard]] const std::atomic<bool>* stop() const { return stop_; }
  // After a question was stopped halfway: what it worked on is worked out anew.
  void forget_verdicts() { known_.clear(); }

  void set_limit(std::optional<std::uint32_t> steps);  // nothing: the usual one
  void set_colour(bool colour) { colour_ = colour; }
  [[nodiscard]] bool colour() const { return colour_; }

  // The name of the edited deal, which nothing else has.
  [[nodiscard]] std::string edited_name() const;
  // Paths written by `save`: these may be written again.
  std::set<std::string> saved;

 private:
  using Key = std::pair<Subject, std::string>;  // with the statements as text
  static constexpr std::size_t kMade = 64, kKnown = 64;

  [[nodiscard]] const Root* root_of(const Subject& subject) const;
  [[nodiscard]] std::string rendered(const Diagnostics& found) const;
  void forget_answers();

  Files& files_;
  Options options_;
  const std::atomic<bool>* stop_;
  std::vector<std::string> paths_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Loader> loader_;
  std::optional<Subject> current_;
  std::map<Subject, EditHistory> edits_;
  Recent<Key, Made> made_{kMade};
  Recent<Key, std::shared_ptr<Examined>> known_{kKnown};
  std::unique_ptr<AnswerMemory> memory_;
  Counters counters_;
  bool colour_ = false;
};

}  // namespace proviso::shell
