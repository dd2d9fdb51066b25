// `proviso dump`
#include "app/commands.h"
#include "app/messages.h"
#include "app/tasks.h"
#include "model/dump_model.h"
#include "model/syntax/dump.h"
#include "model/syntax/parser.h"
#include "report/graph_files.h"
#include "solver/check.h"

#include <fmt/format.h>

#include <array>

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
  const Program program = load(environment.files, options.paths);
  const ExitCode status = say_what_is_wrong(options, environment, program);
  for (const Root& root : program.roots)
    if (root.spec) environment.out << dump_model(*root.spec, program.sources);
  return status;
}

// Stages from the formulas on show one deal after the other.
using DealDump = std::string (*)(const Options&, const Program&, const Task&);

ExitCode dump_deals(const Options& options, Environment& environment, DealDump dump) {
  const Program program = load(environment.files, options.paths);
  ExitCode status = say_what_is_wrong(options, environment, program);
  const std::vector<Task> tasks = tasks_of(options, program);
  status = worse(status, say_missing_deals(options, environment, program, tasks));
  for (const Task& task : tasks) environment.out << dump(options, program, task);
  return status;
}

ExitCode dump_the_formulas(const Options& options, Environment& environment) {
  return dump_deals(options, environment, [](const Options&, const Program&, const Task& task) {
    return dump_formula(*task.spec, task.deal);
  });
}

ExitCode dump_the_question(const Options& options, Environment& environment) {
  return dump_deals(options, environment, [](const Options&, const Program&, const Task& task) {
    return dump_smt2(*task.spec, task.deal);
  });
}

ExitCode dump_the_graphs(const Options& options, Environment& environment) {
  return dump_deals(options, environment,
                    [](const Options& given, const Program& program, const Task& task) {
                      CheckReport report;
                      report.deals.push_back(check_deal(*task.spec, program.sources, task.deal,
                                                        check_options(given)));
                      return findings_as_dot(report);
                    });
}

struct Stage {
  std::string_view name;
  ExitCode (*dump)(const Options&, Environment&);
};
constexpr std::array kStages{
    Stage{"tokens", dump_the_tokens},     Stage{"syntax", dump_the_syntax},
    Stage{"model", dump_the_model},       Stage{"formula", dump_the_formulas},  Stage{"smt2", dump_the_question},
    Stage{"dot", dump_the_graphs},
};

ExitCode refuse(const Options& options, Environment& environment, std::string_view message) {
  std::string all;
  for (const Stage& row : kStages) all += fmt::format("{}`--{}`", all.empty() ? "" : ", ", row.name);
  say_error(options, environment, message, fmt::format("the stages are {}", all));
  return ExitCode::wrong_input;
}

}  // namespace

ExitCode dump_command(const Options& options, Environment& environment) {
  if (options.paths.size() != 1) {
    return refuse(options, environment, "`dump` takes one file and one stage");
  }
  for (const Stage& row : kStages) {
    if (row.name == options.stage) return row.dump(options, environment);
  }
  return refuse(options, environment, "which stage is to be shown?");
}

}  // namespace proviso
