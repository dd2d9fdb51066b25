// `proviso diff`
#include "app/commands.h"
#include "app/contract_names.h"
#include "app/git_files.h"
#include "app/messages.h"
#include "app/old_contracts.h"
#include "app/rendering.h"
#include "app/situations.h"
#include "app/targets.h"
#include "app/tasks.h"
#include "model/syntax/render_diagnostic.h"
#include "report/contract_findings.h"
#include "solver/contracts/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace proviso {

namespace {

std::vector<std::string> names_of(const Spec& spec, const std::vector<ContractId>& contracts) {
  std::vector<std::string> names;
  for (const ContractId contract : contracts) names.push_back(spec[contract].name);
  return names;
}

class Diff {
 public:
  Diff(const Options& options, Environment& environment) : options_(options), environment_(environment) {}

  ExitCode run() {
    if (options_.git_revision) return since_revision();
    if (options_.paths.empty() || options_.paths.size() > 2)
      return wrong(fmt::format("`diff` compares two files, or two contracts of one, and {} are given",
                               options_.paths.size()),
                   "write `proviso diff OLD NEW`, or `proviso diff --git REV`");
    const std::string& old_path = options_.paths.front();
    const std::string& new_path = options_.paths.back();
    if (environment_.files.identity(old_path) == environment_.files.identity(new_path)) return within(new_path);
    return between(environment_.files, old_path, new_path, true).status;
  }

 private:
  struct Outcome {
    ExitCode status = ExitCode::ok;
    bool compared = false;
  };

  ExitCode wrong(const std::string& message, const std::string& advice = "") {
    say_error(options_, environment_, message, advice);
    return ExitCode::wrong_input;
  }

  // ---- two contracts of one file

  ExitCode within(const std::string& path) {
    Program program = load(environment_.files, {path}, resolve_options(options_));
    const ExitCode status = say_what_is_wrong(options_, environment_, program);
    if (program.roots.empty() || !program.roots.front().spec) return worse(status, ExitCode::wrong_input);
    if (say_unknown_readings(options_, environment_, program) != ExitCode::ok) return ExitCode::wrong_input;
    const Spec& spec = *program.roots.front().spec;
    const auto pair = pair_of(spec);
    if (!pair || !knows_clauses(spec, {*pair})) return ExitCode::wrong_input;
    return worse(status, compare(program, spec, pair->first, pair->second));
  }

  std::optional<std::pair<ContractId, ContractId>> pair_of(const Spec& spec) {
    std::vector<ContractId> named;
    for (const std::string& name : options_.contracts) {
      const auto contract = named_contract(spec, name);
      if (!contract) return std::nullopt;
      named.push_back(*contract);
    }
    if (named.size() == 2) return std::pair{named[0], named[1]};
    if (named.size() > 2) {
      wrong(fmt::format("two contracts are compared, and {} are named", named.size()));
      return std::nullopt;
    }
    // Of an amendment the other side is what it amends.
    std::vector<ContractId> amendments;
    const std::vector<ContractId> among = named.empty() ? own_contracts(spec) : named;
    for (const ContractId contract : among)
      if (spec[contract].amends.valid()) amendments.push_back(contract);
    if (amendments.size() == 1) return std::pair{spec[amendments.front()].amends, amendments.front()};
    if (named.empty() && among.size() == 2) return std::pair{among[0], among[1]};
    const std::vector<std::string> all = names_of(spec, all_of(spec));
    if (all.size() < 2)
      wrong(all.empty() ? "there is no contract in what was given"
                        : fmt::format("there is one contract only, `{}`", all.front()),
            "`diff` compares two contracts: give two files, or one that declares or imports both");
    else
      wrong("which two contracts are to be compared?",
            fmt::format("say `--contract OLD --contract NEW`; there are {}", fmt::join(all, ", ")));
    return std::nullopt;
  }

  static std::vector<ContractId> all_of(const Spec& spec) {
    std::vector<ContractId> all;
    for (std::uint32_t i = 0; i < spec.contracts.size(); ++i) all.push_back(ContractId{i});
    return all;
  }

  std::optional<ContractId> named_contract(const Spec& spec, const std::string& name) {
    auto contract = find_contract(spec, name);
    if (!contract)
      wrong(fmt::format("there is no contract `{}`", name), contract_advice(name, names_of(spec, all_of(spec))));
    return contract;
  }

  // Whether each clause of `--only` is one of a contract that is compared.
  bool knows_clauses(const Spec& spec, const std::vector<std::pair<ContractId, ContractId>>& pairs) {
    std::vector<std::string> known;
    for (const auto& [before, after] : pairs)
      for (const ContractId contract : {before, after})
        for (const ClauseId clause : spec[contract].clauses)
          if (std::find(known.begin(), known.end(), spec[clause].name) == known.end())
            known.push_back(spec[clause].name);
    for (const std::string& name : options_.only_clauses) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const std::string_view close = nearest(name, {known.begin(), known.end()});
      wrong(fmt::format("neither contract has a clause `{}`", name),
            close.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                          : fmt::format("did you mean `{}`?", close));
      return false;
    }
    return true;
  }

  // ---- two files

  // The contract of one side that is meant: the one that is named, the only one, or that of a name.
  std::optional<ContractId> side(const Spec& spec, std::size_t which, const std::string& like,
                                 const std::string& path) {
    if (options_.contracts.size() > which) return named_contract(spec, options_.contracts[which]);
    const std::vector<ContractId> own = own_contracts(spec);
    if (!like.empty())
      if (const auto same = find_contract(spec, like)) return same;
    if (own.size() == 1) return own.front();
    if (own.empty())
      wrong(fmt::format("no contract is declared in `{}`", path), "say which: `--contract`");
    else
      wrong(fmt::format("`{}` declares several contracts", path),
            fmt::format("say which: `--contract`; there are {}", fmt::join(names_of(spec, own), ", ")));
    return std::nullopt;
  }

  Outcome between(const Files& old_files, const std::string& old_path, const std::string& new_path, bool two_files) {
    Program old, now;
    Loader old_loader(old_files, old, resolve_options(options_));
    Loader loader(environment_.files, now, resolve_options(options_));
    old_loader.load_root(old_path);
    loader.load_root(new_path);
    ExitCode status = ExitCode::ok;
    for (Program* program : {&old, &now}) {
      sort_diagnostics(program->diagnostics);
      status = worse(status, say_what_is_wrong(options_, environment_, *program));
    }
    const bool sound = !old.roots.empty() && !now.roots.empty() && old.roots.front().spec && now.roots.front().spec;
    if (!sound) return {worse(status, ExitCode::wrong_input), false};
    if (say_unknown_readings(options_, environment_, {&old, &now}) != ExitCode::ok)
      return {ExitCode::wrong_input, false};
    const Spec& old_spec = *old.roots.front().spec;
    const Spec& new_spec = *now.roots.front().spec;
    if (!two_files) return all_between(old, old_loader, now, loader, status);
    const auto before = side(old_spec, 0, "", old_path);
    if (!before) return {ExitCode::wrong_input, false};
    const auto after = side(new_spec, 1, options_.contracts.size() > 1 ? "" : old_spec[*before].name, new_path);
    if (!after) return {ExitCode::wrong_input, false};
    // What the new file imports itself needs no copy.
    const auto same = find_contract(new_spec, old_spec[*before].name);
    const bool imported = same && *same != *after &&
                          environment_.files.identity(std::string(now.sources.path(new_spec[*same].span.file))) ==
                              environment_.files.identity(std::string(old.sources.path(old_spec[*before].span.file)));
    if (imported) {
      if (!knows_clauses(new_spec, {{*same, *after}})) return {ExitCode::wrong_input, false};
      return {worse(status, compare(now, new_spec, *same, *after)), true};
    }
    const std::pair names{old_spec[*before].name, new_spec[*after].name};
    return {worse(status, compare_copies(old, old_loader, now, loader, {names})), true};
  }

  // Every contract of the new file that the old one has in other words.
  Outcome all_between(const Program& old, const Loader& old_loader, Program& now, Loader& loader, ExitCode status) {
    const Spec& old_spec = *old.roots.front().spec;
    const Spec& new_spec = *now.roots.front().spec;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const ContractId contract : own_contracts(new_spec)) {
      const std::string& name = new_spec[contract].name;
      if (!is_meant(name)) continue;
      if (find_contract(old_spec, name)) pairs.emplace_back(name, name);
      else say_that_new(name);
    }
    for (const ContractId contract : own_contracts(old_spec))
      if (!find_contract(new_spec, old_spec[contract].name))
        status = worse(status, say_that_gone(old_spec[contract].name, std::string(old.sources.path(old_spec[contract].span.file))));
    if (pairs.empty()) return {status, false};
    return {worse(status, compare_copies(old, old_loader, now, loader, pairs)), true};
  }

  ExitCode compare_copies(const Program& old, const Loader& old_loader, Program& now, Loader& loader,
                          const std::vector<std::pair<std::string, std::string>>& pairs) {
    const std::string& directory = options_.situation_directory;
    const std::string folder = directory.empty() ? "" : environment_.files.shown(directory) + "/";
    const std::string path = folder + pairs.front().first + "_old.proviso";
    BothVersions both =
        beside_each_other(now, loader, now.roots.front().file, old, old_loader, old.roots.front().file, path);
    for (const std::string& note : both.notes) say_note(options_, environment_, note);
    if (!both.spec) {
      wrong("the old contracts mean nothing beside the new files", "compare files whose vocabulary is alike");
      const bool colour = wants_colour(options_.colour, environment_.terminal, environment_.terminal.err_is_terminal);
      environment_.err << render(both.found, now.sources, colour);
      return ExitCode::wrong_input;
    }
    ExitCode status = ExitCode::ok;
    if (!folder.empty()) {
      if (auto written = environment_.files.write(path, both.text); !written)
        status = wrong(fmt::format("`{}`: {}", path, written.error()));
    }
    std::vector<std::pair<ContractId, ContractId>> ids;
    for (const auto& [before, after] : pairs) {
      const auto old_id = find_contract(*both.spec, both.names.at(before));
      const auto new_id = find_contract(*both.spec, after);
      if (old_id && new_id) ids.emplace_back(*old_id, *new_id);
    }
    if (!knows_clauses(*both.spec, ids)) return ExitCode::wrong_input;
    for (const auto& [old_id, new_id] : ids) status = worse(status, compare(now, *both.spec, old_id, new_id));
    return status;
  }

  // ---- a revision

  ExitCode since_revision() {
    Options with = options_;
    if (with.paths.empty()) with.paths = {"."};
    const Targets targets = find_targets(with, environment_);
    const GitFiles old_files(environment_.files, *options_.git_revision);
    if (const std::string problem = old_files.problem(); !problem.empty())
      return wrong(problem, "`--git` takes a branch, tag or commit of the repository round the working directory");
    ExitCode status = targets.status;
    bool any = false;
    for (const std::string& path : targets.files) {
      if (old_files.kind(path) != PathKind::file) {
        say_that_new(environment_.files.shown(path));
        continue;
      }
      if (!changed(old_files, path)) continue;
      const Outcome outcome = between(old_files, path, path, false);
      status = worse(status, outcome.status);
      any = any || outcome.compared;
    }
    for (const std::string& path : with.paths) status = worse(status, say_files_gone(old_files, path));
    if (!any && !said_ && status == ExitCode::ok)
      say_note(options_, environment_,
               fmt::format("no contract in what was given has changed since `{}`", *options_.git_revision));
    return status;
  }

  // `--contract` names it, or none.
  bool is_meant(const std::string& contract) const {
    const std::vector<std::string>& named = options_.contracts;
    return named.empty() || std::find(named.begin(), named.end(), contract) != named.end();
  }

  void say_that_new(const std::string& what) {
    say_note(options_, environment_, fmt::format("`{}` is new", what));
    said_ = true;
  }

  // A contract that is not there any more allows everything.
  ExitCode say_that_gone(const std::string& contract, const std::string& path) {
    if (!is_meant(contract)) return ExitCode::ok;
    say_note(options_, environment_,
             fmt::format("`{}` is gone from `{}`", contract, environment_.files.shown(path)));
    said_ = true;
    return ExitCode::findings;
  }

  ExitCode say_files_gone(const GitFiles& old_files, const std::string& directory) {
    ExitCode status = ExitCode::ok;
    if (environment_.files.kind(directory) != PathKind::directory) return status;
    for (const std::string& path : old_files.specs_below(directory).value_or(std::vector<std::string>{})) {
      if (environment_.files.kind(path) != PathKind::nothing) continue;
      const Program old = load(old_files, {path}, resolve_options(options_));
      for (const Root& root : old.roots) {
        if (!root.spec) continue;
        for (const ContractId contract : own_contracts(*root.spec))
          status = worse(status, say_that_gone((*root.spec)[contract].name, path));
      }
    }
    return status;
  }

  // Whether the file or one that it imports was different.
  bool changed(const Files& old_files, const std::string& path) const {
    std::set<std::string> seen;
    std::vector<std::string> waiting{path};
    while (!waiting.empty()) {
      const std::string one = waiting.back();
      waiting.pop_back();
      if (!seen.insert(environment_.files.identity(one)).second) continue;
      const auto before = old_files.read(one);
      const auto after = environment_.files.read(one);
      if (!before || !after || *before != *after) return true;
      for (const std::string& import : imports_of(one, *after)) waiting.push_back(import);
    }
    return false;
  }

  // ---- the comparison itself

  ExitCode compare(const Program& program, const Spec& spec, ContractId before, ContractId after) {
    DifferenceOptions asking;
    asking.asking = asking_options(options_, environment_, spec);
    asking.only = options_.only_clauses;
    DiffReport report = difference(spec, program.sources, before, after, asking);
    ExitCode status = write_situations(options_, environment_, situations_in(report));
    const RenderOptions rendering = render_options(options_, program);
    const Render render = [&](const Renderer& format, const RenderOptions& how, std::ostream& out) {
      format.render_diff(report, program.sources, how, out);
    };
    status = worse(status, write_outputs(options_, environment_, rendering, render));
    write_report(options_, environment_, rendering, render);
    if (report.change == Change::undecided) return worse(status, ExitCode::undecided);
    if (is_same(report)) return worse(status, ExitCode::ok);
    const auto settled = [](const OtherChange& other) { return !other.undecided; };
    const bool differs = report.change != Change::equal || !report.terms.empty() ||
                         std::any_of(report.others.begin(), report.others.end(), settled);
    return worse(status, differs ? ExitCode::findings : ExitCode::undecided);
  }

  const Options& options_;
  Environment& environment_;
  bool said_ = false;  // that something is new, or gone
};

}  // namespace

ExitCode diff_command(const Options& options, Environment& environment) { return Diff(options, environment).run(); }

}  // namespace proviso
