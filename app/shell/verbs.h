// The commands of the shell, one row each.
#pragma once

#include "app/exit_code.h"
#include "app/shell/session.h"
#include "report/paint.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

// Where an answer goes, and what it is for the program that called.
class Reply {
 public:
  Reply(std::ostream& to, std::ostream& errors, bool colour) : out(to), err(errors), paint{colour} {}

  // What was typed is wrong; a way out may be empty.
  void fail(std::string_view message, std::string_view advice = "");
  // The same for text that is laid out already.
  void fail_with(std::string_view text);
  // What one would type next.
  void suggest(const std::vector<std::string>& commands);

  std::ostream& out;
  std::ostream& err;
  Paint paint;
  bool failed = false;
  bool quit = false;
  bool stopped = false;  // the question was not answered
  std::optional<Verdict> verdict;         // one was shown
  std::vector<std::string> to_run;        // commands that `source` read
};

struct Verb {
  std::string_view name;       // one word or two
  std::string_view arguments;  // "[DEAL]"
  std::string_view summary;
  void (*run)(Session&, const std::string& arguments, Reply&);
  std::string (*example)(Session&);  // a whole command about what is loaded
};

[[nodiscard]] const std::vector<Verb>& verbs();
// The longest verb that `command` begins with; null: it is none. `rest` is what follows.
[[nodiscard]] const Verb* find_verb(std::string_view command, std::string& rest);

// Carries out one command: a verb, or an expression that is to be evaluated.
void carry_out(Session& session, const std::string& command, Reply& reply);

// The rows of each group, in the order in which help lists them.
[[nodiscard]] std::vector<Verb> file_verbs();
[[nodiscard]] std::vector<Verb> verdict_verbs();
[[nodiscard]] std::vector<Verb> edit_verbs();
[[nodiscard]] std::vector<Verb> value_verbs();
[[nodiscard]] std::vector<Verb> question_verbs();
[[nodiscard]] std::vector<Verb> picture_verbs();
[[nodiscard]] std::vector<Verb> session_verbs();

// ---------------------------------------------------------------- for the groups

// The words of a text, split at spaces.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);
// `left WORD right` at the last WORD that stands alone; nothing if there is none.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> split_at_word(std::string_view text,
                                                                               std::string_view word);
// The current deal's verdict; says why where there is none.
[[nodiscard]] std::shared_ptr<Examined> examined_or_fail(Session& session, Reply& reply);
// A name that nothing has, with one that is near.
void fail_unknown(Reply& reply, std::string_view what, std::string_view name,
                  const std::vector<std::string>& known);
// Writes to a file and says so, or why not.
void write_file(Session& session, const std::string& path, const std::string& text, Reply& reply);

}  // namespace proviso::shell
