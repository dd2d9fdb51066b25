// `proviso query`
#include "app/commands.h"
#include "app/contract_names.h"
#include "app/messages.h"
#include "app/situations.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/resolve/question.h"
#include "model/syntax/render_diagnostic.h"
#include "report/paint.h"
#include "report/text_question.h"
#include "solver/contracts/expectations.h"
#include "solver/expect.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

// All files that the roots reach, each once.
std::vector<const syntax::File*> all_trees(const Loader& loader, const Program& program) {
  std::vector<const syntax::File*> trees;
  for (const Root& root : program.roots)
    for (const syntax::File* tree : loader.trees_of(root.file))
      if (std::find(trees.begin(), trees.end(), tree) == trees.end()) trees.push_back(tree);
  return trees;
}

class Query {
 public:
  Query(const Options& options, Environment& environment, const Sources& sources, const Spec& spec)
      : options_(options), environment_(environment), sources_(sources), spec_(spec) {
    rendering_.colour = wants_colour(options.colour, environment.terminal, environment.terminal.out_is_terminal);
    rendering_.verbose = options.verbosity > 0;
  }

  ExitCode run() {
    ExitCode status = ExitCode::ok;
    for (const Expect& expect : spec_.expects)
      if (!expect.subjects.empty()) status = worse(status, ask_of_contracts(expect));
    return worse(status, ask_of_deals());
  }

 private:
  ExitCode ask_of_contracts(const Expect& expect) {
    ExitCode status = ExitCode::ok;
    const ContractOptions asking = asking_options(options_, environment_, spec_);
    for (const Outcome& outcome : expect.outcomes) {
      QuestionAnswer answer = ask_contracts(spec_, sources_, expect, outcome, asking);
      add_other_ways(spec_, sources_, expect, outcome, asking, answer);
      status = worse(status, write_situations(options_, environment_, situations_in(answer)));
      write_answer(as_asked(answer), spec_, sources_, rendering_, environment_.out);
      // What the question says of its answer.
      if (outcome.in_favour_of.valid() || !outcome.only_in.empty() || !outcome.depends_on.empty()) {
        const ContractOutcome judged = judge_outcome(spec_, outcome, answer);
        environment_.out << "as stated: " << (judged.instead.empty() ? "yes" : "no: " + judged.instead) << '\n';
      }
      if (is_undecided(answer)) status = worse(status, ExitCode::undecided);
    }
    return status;
  }

  ExitCode ask_of_deals() {
    Spec deals = spec_;
    std::erase_if(deals.expects, [](const Expect& expect) { return !expect.subjects.empty(); });
    const Paint paint{rendering_.colour};
    ExitCode status = ExitCode::ok;
    for (const ExpectResult& result : run_expectations(deals, sources_, check_options(options_, deals))) {
      environment_.out << (result.passed ? paint(Ink::green, "yes") : paint(Ink::red, "no: " + result.instead)) << '\n';
      if (result.undecided) status = worse(status, ExitCode::undecided);
    }
    return status;
  }

  const Options& options_;
  Environment& environment_;
  const Sources& sources_;
  const Spec& spec_;
  RenderOptions rendering_;
};

}  // namespace

ExitCode query_command(const Options& options, Environment& environment) {
  if (options.paths.size() < 2) {
    say_error(options, environment, options.paths.empty() ? "no file and no question are given" : "a file and a question are needed",
              "write `proviso query FILE \"CONTRACT: consistent\"`");
    return ExitCode::wrong_input;
  }
  Options with = options;
  const std::string question = with.paths.back();
  with.paths.pop_back();
  const Targets targets = find_targets(with, environment);
  Program program;
  Loader loader(environment.files, program, resolve_options(with));
  for (const std::string& path : targets.files) loader.load_root(path);
  sort_diagnostics(program.diagnostics);
  const ExitCode status = worse(targets.status, say_what_is_wrong(with, environment, program));
  if (program.wrong() || targets.status != ExitCode::ok) return worse(status, ExitCode::wrong_input);
  if (const ExitCode readings = say_unknown_readings(with, environment, program); readings != ExitCode::ok)
    return worse(status, readings);
  Diagnostics found;
  const auto spec = resolve_question(program.sources, all_trees(loader, program), question, found, resolve_options(with));
  const bool colour = wants_colour(with.colour, environment.terminal, environment.terminal.err_is_terminal);
  if (!found.empty()) environment.err << render(found, program.sources, colour);
  if (!spec) return ExitCode::wrong_input;
  return worse(status, Query(with, environment, program.sources, *spec).run());
}

}  // namespace proviso
