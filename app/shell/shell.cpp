// `proviso shell`
#include "app/commands.h"
#include "app/messages.h"
#include "app/shell/highlight.h"
#include "app/shell/interruption.h"
#include "app/shell/line_editor.h"
#include "app/shell/pager.h"
#include "app/shell/session.h"
#include "app/shell/statements.h"
#include "app/shell/verbs.h"
#include "app/targets.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <sstream>

namespace proviso {

namespace shell {

namespace {

ExitCode status_of(const Options& options, Verdict verdict) {
  switch (verdict) {
    case Verdict::complies: return ExitCode::ok;
    case Verdict::depends: return options.allow_depends ? ExitCode::ok : ExitCode::findings;
    case Verdict::undecided: return ExitCode::undecided;
    default: return ExitCode::findings;
  }
}

// The files of the command line, and the deal that it names.
ExitCode begin(Session& session, const Options& options, Environment& environment) {
  ExitCode status = ExitCode::ok;
  if (!options.paths.empty()) {
    const Targets targets = find_targets(options, environment);
    status = targets.status;
    session.load(targets.files);
    for (const Diagnostic& one : session.program().diagnostics)
      if (one.kind->severity == Severity::error) status = ExitCode::wrong_input;
    if (status != ExitCode::ok || !session.program().unreadable.empty())
      status = worse(status, say_what_is_wrong(options, environment, session.program()));
  }
  for (const std::string& deal : options.deals) {
    if (session.choose(deal)) continue;
    say_error(options, environment, fmt::format("there is no deal `{}`", deal));
    status = ExitCode::wrong_input;
  }
  return status;
}

// ---------------------------------------------------------------- without a terminal

// Commands one after the other, up to the first that is wrong: what follows it was meant for another
// state of things.
class PipedScript {
 public:
  PipedScript(Session& session, Environment& environment) : session_(session), environment_(environment) {}

  // False: it ends here.
  bool run(const std::string& command, int depth = 0) {
    Reply reply(environment_.out, environment_.err, session_.colour());
    carry_out(session_, command, reply);
    if (reply.verdict) verdict_ = reply.verdict;
    for (const std::string& next : reply.to_run) {
      if (depth == kDeepest) {
        reply.fail("files that carry out each other");
        break;
      }
      if (!run(next, depth + 1)) return false;
    }
    failed_ = failed_ || reply.failed;
    return !reply.failed && !reply.quit;
  }

  [[nodiscard]] ExitCode status(const Options& options) const {
    if (failed_) return ExitCode::wrong_input;
    return verdict_ ? status_of(options, *verdict_) : ExitCode::ok;
  }

 private:
  static constexpr int kDeepest = 8;
  Session& session_;
  Environment& environment_;
  std::optional<Verdict> verdict_;
  bool failed_ = false;
};

ExitCode run_script(Session& session, const Options& options, Environment& environment) {
  PipedScript script(session, environment);
  for (const std::string& text : options.shell_commands)
    for (const std::string& command : split_commands(text))
      if (!script.run(command)) return script.status(options);
  if (!options.shell_commands.empty()) return script.status(options);
  const auto editor = stream_editor(environment.in);
  CommandLines lines;
  for (;;) {
    const Line line = editor->read("");
    const bool end = line.state != LineState::line;
    const bool complete = !end && lines.add(line.text);
    if ((complete || end) && lines.pending() && !script.run(lines.take())) break;
    if (end) break;
  }
  return script.status(options);
}

// ---------------------------------------------------------------- on a terminal

class Dialogue {
 public:
  Dialogue(Session& session, Environment& environment, LineEditor& editor, Interruption& interruption)
      : session_(session), environment_(environment), editor_(editor), interruption_(interruption) {}

  void run() {
    for (;;) {
      offer_reload();
      interruption_.clear();
      const Line line = editor_.read(lines_.pending() ? "… " : prompt());
      if (line.state == LineState::end) break;
      if (line.state == LineState::interrupted) {
        static_cast<void>(lines_.take());
        continue;
      }
      if (!lines_.add(line.text) || !lines_.pending()) continue;
      const std::string command(trimmed(lines_.take()));
      editor_.remember(command);
      if (!answer(command, 0)) break;
    }
  }

 private:
  static constexpr int kDeepest = 8;

  std::string prompt() const {
    if (!session_.current()) return "proviso> ";
    return session_.current()->deal + (session_.is_edited() ? "*" : "") + "> ";
  }

  // False: the session ends.
  bool answer(const std::string& command, int depth) {
    interruption_.clear();
    std::ostringstream out, err;
    Reply reply(out, err, session_.colour());
    carry_out(session_, command, reply);
    show_paged(out.str());
    environment_.err << err.str() << std::flush;
    for (const std::string& next : reply.to_run) {
      if (depth == kDeepest || reply.stopped) break;
      environment_.out << prompt() << highlighted(next, session_.colour(), true) << '\n' << std::flush;
      if (!answer(next, depth + 1)) return false;
    }
    return !reply.quit;
  }

  void offer_reload() {
    const std::vector<std::string> changed = session_.changed_files();
    if (changed != told_ && !changed.empty())
      environment_.out << visible(fmt::format("{} changed on disk; `reload` reads {} again", listed(changed), changed.size() == 1 ? "it" : "them"))
                       << '\n' << std::flush;
    told_ = changed;
  }

  Session& session_;
  Environment& environment_;
  LineEditor& editor_;
  Interruption& interruption_;
  CommandLines lines_;
  std::vector<std::string> told_;
};

void greet(const Session& session, Environment& environment) {
  const std::size_t deals = session.deals().size();
  if (session.current())
    environment.out << visible(fmt::format("{} to ask about; `list` shows {}, `check` decides this one, `help` lists the commands",
                                           deals == 1 ? "1 deal" : fmt::format("{} deals", deals), deals == 1 ? "it" : "them"));
  else
    environment.out << "nothing is loaded; `load FILE` reads a spec, `help` lists the commands";
  environment.out << '\n' << std::flush;
}

}  // namespace

}  // namespace shell

ExitCode shell_command(const Options& options, Environment& environment) {
  using namespace shell;
  const bool dialogue = options.shell_commands.empty() && environment.terminal.in_is_terminal &&
                        environment.terminal.out_is_terminal;
  if (!dialogue) {
    Session session(environment.files, options, nullptr);
    session.set_colour(wants_colour(options.colour, environment.terminal, environment.terminal.out_is_terminal));
    const ExitCode status = begin(session, options, environment);
    if (status != ExitCode::ok) return status;
    return run_script(session, options, environment);
  }
  Interruption interruption;
  Session session(environment.files, options, &interruption.flag());
  const bool colour = wants_colour(options.colour, environment.terminal, true);
  session.set_colour(colour);
  static_cast<void>(begin(session, options, environment));
  const auto editor = terminal_editor(
      {[&](std::string_view before) { return complete(session, before); },
       [&](std::string_view line) { return highlighted(line, true, true); }, history_path(), colour});
  if (!editor) {
    say_error(options, environment, "this terminal cannot be edited on", "`--command TEXT` asks without one");
    return ExitCode::wrong_input;
  }
  greet(session, environment);
  Dialogue(session, environment, *editor, interruption).run();
  return ExitCode::ok;
}

}  // namespace proviso
