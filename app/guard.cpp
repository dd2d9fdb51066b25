#include "app/guard.h"

#include "app/allowances.h"
#include "app/baseline.h"
#include "app/messages.h"
#include "report/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace proviso {

namespace {

std::string short_commit(const std::string& commit) { return commit.substr(0, 10); }

void say_what_is_reached(const Options& options, Environment& environment, const GitChanges& changes,
                         std::size_t reached, std::size_t given) {
  const std::string since = fmt::format("`{}` ({})", *options.diff_base, short_commit(changes.base));
  if (reached == 0) {
    say_note(options, environment,
             fmt::format("nothing of what is given changed since {}, so nothing is looked at", since));
  } else {
    say_note(options, environment,
             fmt::format("{} of {} changed since {} or import what changed", reached,
                         counted(given, "file"), since));
  }
}

// What lies outside the repository has no history, so it cannot be said to be unchanged.
ExitCode say_outside(const Options& options, Environment& environment, const GitChanges& changes,
                     const std::vector<std::string>& files) {
  const std::string inside = environment.files.identity(changes.root) + "/";
  for (const std::string& path : files) {
    if (environment.files.identity(path).starts_with(inside)) continue;
    say_error(options, environment,
              fmt::format("`{}` lies outside the repository `{}`", path, changes.root),
              "run it inside the repository in which the specs are");
    return ExitCode::wrong_input;
  }
  return ExitCode::ok;
}

// The checks of all tasks have a report, except those on which the program's answers disagree.
Diagnostics allow_breaches(const Options& options, const std::vector<Task>& tasks, CheckReport& report) {
  const Day today = options.today ? *options.today : current_day();
  Diagnostics found;
  for (DealReport& deal : report.deals) {
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const Task& one) {
      return one.named().span == deal.span;
    });
    if (task == tasks.end()) continue;
    Diagnostics more = apply_allowances(deal, *task->spec, task->named(), today);
    found.insert(found.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return found;
}

class BaselineRun {
 public:
  BaselineRun(const Options& options, Environment& environment, const Program& program,
              CheckReport& report)
      : options_(options),
        environment_(environment),
        program_(program),
        report_(report),
        path_(paths_beside(environment.files, options.baseline)) {}

  ExitCode run() {
    const bool is_new = environment_.files.kind(options_.baseline) == PathKind::nothing;
    Baseline baseline;
    if (!is_new || !options_.update_baseline) {
      auto read = environment_.files.read(options_.baseline).and_then(read_baseline);
      if (!read) return fail(read.error(), is_new);
      baseline = std::move(*read);
    }
    const Baseline now = baseline_of(report_, program_.sources, path_);
    const auto stale = stale_entries(baseline, now, [&](const BaselineKey& key) { return was_looked_at(key); });
    if (options_.update_baseline) return update(std::move(baseline), now, stale);
    say_stale(stale);
    apply_baseline(report_, program_.sources, baseline, path_);
    return ExitCode::ok;
  }

 private:
  ExitCode fail(const std::string& why, bool is_new) {
    say_error(options_, environment_, fmt::format("the baseline `{}`: {}", options_.baseline, why),
              is_new ? "`--update-baseline` writes it" : "");
    return ExitCode::wrong_input;
  }

  ExitCode update(Baseline baseline, const Baseline& now, const std::vector<BaselineKey>& stale) {
    if (program_.wrong()) {
      say_note(options_, environment_,
               fmt::format("the baseline `{}` is left as it is: not everything could be checked",
                           options_.baseline));
      apply_baseline(report_, program_.sources, baseline, path_);
      return ExitCode::ok;
    }
    for (const BaselineKey& key : stale) baseline.known.erase(key);
    const std::size_t before = baseline.known.size();
    baseline.known.insert(now.known.begin(), now.known.end());
    if (auto written = environment_.files.write(options_.baseline, print_baseline(baseline)); !written) {
      return fail(written.error(), false);
    }
    say_note(options_, environment_,
             fmt::format("the baseline `{}` now holds {}: {} added, {} removed", options_.baseline,
                         counted(baseline.known.size(), "finding"), baseline.known.size() - before,
                         stale.size()));
    apply_baseline(report_, program_.sources, baseline, path_);
    return ExitCode::ok;
  }

  void say_stale(const std::vector<BaselineKey>& stale) {
    for (const BaselineKey& key : stale) {
      say_note(options_, environment_,
               fmt::format("the baseline knows of {}, which is no finding any more", entry_text(key)));
    }
    if (stale.empty()) return;
    say_note(options_, environment_,
             fmt::format("`--baseline {} --update-baseline` removes {}", options_.baseline,
                         stale.size() == 1 ? "it" : "them"));
  }

  // A deal that was not checked, or not to the end, may still have its findings.
  [[nodiscard]] bool was_looked_at(const BaselineKey& key) const {
    if (!options_.deals.empty() &&
        std::find(options_.deals.begin(), options_.deals.end(), key.deal) == options_.deals.end()) {
      return false;
    }
    for (const DealReport& deal : report_.deals) {
      if (deal.deal == key.deal && path_(deal.file) == key.file) return deal.verdict != Verdict::undecided;
    }
    for (const Root& root : program_.roots) {
      if (path_(std::string(program_.sources.path(root.file))) == key.file) {
        return root.spec.has_value() && !declares(*root.spec, key.deal);
      }
    }
    const std::size_t slash = options_.baseline.rfind('/');
    const std::string directory = slash == std::string::npos ? "" : options_.baseline.substr(0, slash + 1);
    return environment_.files.kind(directory + key.file) == PathKind::nothing;
  }

  // It is there, so its check failed.
  static bool declares(const Spec& spec, const std::string& name) {
    return std::any_of(spec.deals.begin(), spec.deals.end(),
                       [&](const Deal& deal) { return !deal.imported && deal.name == name; });
  }

  const Options& options_;
  Environment& environment_;
  const Program& program_;
  CheckReport& report_;
  BaselinePath path_;
};

// A finding that is not suppressed, or a verdict that is one itself.
bool counts(const DealReport& deal) {
  const bool found = std::any_of(deal.findings.begin(), deal.findings.end(),
                                 [](const Finding& finding) { return !finding.suppressed; });
  const bool by_itself = deal.findings.empty() || deal.verdict == Verdict::undecided;
  return found || (by_itself && !deal.suppressed);
}

}  // namespace

std::optional<ChangedFiles> narrow_to_changes(const Options& options, Environment& environment,
                                              Targets& targets) {
  if (!options.diff_base) return std::nullopt;
  const auto changes = git_changes(*options.diff_base);
  if (!changes) {
    say_error(options, environment, changes.error().message, changes.error().advice);
    targets.files.clear();
    targets.status = ExitCode::wrong_input;
    return std::nullopt;
  }
  targets.status = worse(targets.status, say_outside(options, environment, *changes, targets.files));
  const ChangedFiles changed = changed_files(environment.files, *changes);
  const std::size_t given = targets.files.size();
  targets.files = reached_by(environment.files, changed, targets.files);
  if (given != 0) say_what_is_reached(options, environment, *changes, targets.files.size(), given);
  return changed;
}

ExitCode accept_findings(const Options& options, Environment& environment, Program& program,
                         const std::vector<Task>& tasks, CheckReport& report) {
  ExitCode status = ExitCode::ok;
  const Diagnostics found = allow_breaches(options, tasks, report);
  if (!found.empty()) status = ExitCode::findings;
  if (!options.baseline.empty()) {
    status = worse(status, BaselineRun(options, environment, program, report).run());
  }
  program.diagnostics.insert(program.diagnostics.end(), found.begin(), found.end());
  sort_diagnostics(program.diagnostics);
  return status;
}

ExitCode status_of(const CheckReport& report, bool allow_depends) {
  ExitCode status = ExitCode::ok;
  for (const DealReport& deal : report.deals) {
    if (!counts(deal)) continue;
    switch (deal.verdict) {
      case Verdict::complies: break;
      case Verdict::conflicts:
      case Verdict::impossible: status = worse(status, ExitCode::findings); break;
      case Verdict::depends:
        if (!allow_depends) status = worse(status, ExitCode::findings);
        break;
      case Verdict::undecided: status = worse(status, ExitCode::undecided); break;
    }
  }
  return status;
}

}  // namespace proviso
