// `proviso dump`
#include "app/commands.h"
#include "app/messages.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/dump_model.h"
#include "model/syntax/dump.h"
#include "model/syntax/parser.h"
#include "report/graph_files.h"
#include "solver/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace proviso {

namespace {

// The one file of the command line; nothing if it cannot be read.
std::optional<FileId> add_file(const Options& options, const Files& files, Program& program) {
  const std::string& path = options.paths.front();
  auto text = files.read(path);
  if (text) return program.sources.add(files.shown(path), std::move(*text));
  program.unreadable.push_back(fmt::format("`{}`: {}", path, text.error()));
  return std::nullopt;
}

ExitCode dump_the_tokens(const Options& options, Environment& environment) {
  Program program;
  if (const auto file = add_file(options, environment.files, program)) {
    environment.out << dump_tokens(program.sources, *file, program.diagnostics);
  }
  sort_diagnostics(program.diagnostics);
  return say_what_is_wrong(options, environment, program);
}

ExitCode dump_the_syntax(const Options& options, Environment& environment) {
  Program program;
  if (const auto file = add_file(options, environment.files, program)) {
    const syntax::File tree = syntax::parse(program.sources, *file, program.diagnostics);
    environment.out << dump_syntax(tree);
  }
  sort_diagnostics(program.diagnostics);
  return say_what_is_wrong(options, environment, program);
}

ExitCode dump_the_model(const Options& options, Environment& environment) {
  const Program program = load(environment.files, options.paths, resolve_options(options));
  const ExitCode status = say_what_is_wrong(options, environment, program);
  for (const Root& root : program.roots)
    if (root.spec) environment.out << dump_model(*root.spec, program.sources);
  return status;
}

// Stages from the formulas on show one deal after the other.
using DealDump = std::function<ExitCode(const Program&, const Task&)>;

ExitCode dump_deals(const Options& options, Environment& environment, const DealDump& dump) {
  const Targets targets = find_targets(options, environment);
  const Program program = load(environment.files, targets.files, resolve_options(options));
  ExitCode status = worse(targets.status, say_what_is_wrong(options, environment, program));
  const std::vector<Task> tasks = tasks_of(options, program);
  status = worse(status, say_missing_deals(options, environment, program, tasks));
  for (const Task& task : tasks) status = worse(status, dump(program, task));
  return status;
}

ExitCode dump_the_formulas(const Options& options, Environment& environment) {
  return dump_deals(options, environment, [&](const Program&, const Task& task) {
    environment.out << dump_formula(*task.spec, task.deal);
    return ExitCode::ok;
  });
}

// One text for a solver that takes scripts one after the other; `first`: nothing to reset yet.
std::string in_one_text(const std::vector<Script>& scripts, bool& first) {
  std::string text;
  for (const Script& script : scripts) {
    if (!script.by_folding && !first) text += "(reset)\n; ----\n";
    first = first && script.by_folding;
    text += script.text;
  }
  return text;
}

// "Deal-01-can-Contract.clause-be-broken.smt2"
std::string file_name(const std::string& deal, std::size_t number, std::size_t count,
                      const std::string& question) {
  std::string words;
  for (const char c : question) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_';
    if (plain) {
      words += c;
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  while (!words.empty() && words.back() == '-') words.pop_back();
  const int width = count < 100 ? 2 : count < 1000 ? 3 : 5;
  return fmt::format("{}-{:0{}}-{}.smt2", deal, number, width, words);
}

ExitCode write_scripts(const Options& options, Environment& environment, const std::string& deal,
                       std::vector<Script> scripts) {
  std::erase_if(scripts, [](const Script& script) { return script.by_folding; });
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const std::string path = options.script_directory + "/" +
                             file_name(deal, i + 1, scripts.size(), scripts[i].question);
    if (auto written = environment.files.write(path, scripts[i].text + "(exit)\n"); !written) {
      say_error(options, environment, fmt::format("`{}`: {}", path, written.error()));
      return ExitCode::wrong_input;
    }
  }
  return ExitCode::ok;
}

ExitCode dump_the_questions(const Options& options, Environment& environment) {
  std::map<std::string, int> names;  // deals of several files may share theirs
  bool first = true;
  const ExitCode status = dump_deals(options, environment, [&](const Program&, const Task& task) {
    std::vector<Script> scripts = dump_smt2(*task.spec, task.deal, check_options(options, *task.spec));
    if (options.script_directory.empty()) {
      environment.out << in_one_text(scripts, first);
      return ExitCode::ok;
    }
    std::string name = task.named().name;
    if (const int before = names[name]++; before > 0) name += fmt::format("~{}", before + 1);
    return write_scripts(options, environment, name, std::move(scripts));
  });
  if (!first) environment.out << "(exit)\n";
  return status;
}

ExitCode dump_the_graphs(const Options& options, Environment& environment) {
  return dump_deals(options, environment, [&](const Program& program, const Task& task) {
    CheckReport report;
    report.deals.push_back(
        check_deal(*task.spec, program.sources, task.deal, check_options(options, *task.spec)));
    environment.out << findings_as_dot(report);
    return ExitCode::ok;
  });
}

struct Stage {
  std::string_view name;
  ExitCode (*dump)(const Options&, Environment&);
  bool several = false;  // takes any number of files and directories
};
constexpr std::array kStages{
    Stage{"tokens", dump_the_tokens, false}, Stage{"syntax", dump_the_syntax, false},
    Stage{"model", dump_the_model, false},   Stage{"formula", dump_the_formulas, true},
    Stage{"smt2", dump_the_questions, true}, Stage{"dot", dump_the_graphs, true},
};

ExitCode refuse(const Options& options, Environment& environment, std::string_view message) {
  std::string all;
  for (const Stage& row : kStages) all += fmt::format("{}`--{}`", all.empty() ? "" : ", ", row.name);
  say_error(options, environment, message, fmt::format("the stages are {}", all));
  return ExitCode::wrong_input;
}

}  // namespace

ExitCode dump_command(const Options& options, Environment& environment) {
  const auto stage = std::find_if(kStages.begin(), kStages.end(), [&](const Stage& row) {
    return row.name == options.stage;
  });
  const bool several = stage != kStages.end() && stage->several;
  if (options.paths.empty() || (options.paths.size() > 1 && !several)) {
    return refuse(options, environment, "`dump` takes one file and one stage");
  }
  if (stage == kStages.end()) return refuse(options, environment, "which stage is to be shown?");
  if (!options.script_directory.empty() && stage->name != "smt2") {
    return refuse(options, environment, "`--output` goes with `--smt2`");
  }
  return stage->dump(options, environment);
}

}  // namespace proviso
