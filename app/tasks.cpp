#include "app/tasks.h"

#include "app/messages.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {

namespace {

bool is_checked(const Deal& deal) {
  return !deal.imported && deal.kind == syntax::DealKind::deal;
}

std::string advice_for(const std::string& name, const Program& program) {
  std::vector<std::string_view> known;
  for (const Root& root : program.roots) {
    if (!root.spec) continue;
    for (const Deal& deal : root.spec->deals) {
      if (is_checked(deal)) known.push_back(deal.name);
      if (deal.name != name) continue;
      return deal.imported ? "it is declared in an imported file: give that file itself"
                           : "it is a baseline, which has no verdict of its own";
    }
  }
  if (known.empty()) return "there is no deal in what was given";
  const std::string_view close = nearest(name, known);
  if (!close.empty()) return fmt::format("did you mean `{}`?", close);
  constexpr std::size_t kShown = 8;
  const std::size_t left_out = known.size() - std::min(known.size(), kShown);
  known.resize(known.size() - left_out);
  return fmt::format("there are {}{}", fmt::join(known, ", "),
                     left_out == 0 ? "" : fmt::format(" and {} more", left_out));
}

}  // namespace

std::vector<Task> tasks_of(const Options& options, const Program& program) {
  std::vector<Task> tasks;
  for (const Root& root : program.roots) {
    if (!root.spec) continue;
    for (std::uint32_t index = 0; index < root.spec->deals.size(); ++index) {
      const Deal& deal = root.spec->deals[index];
      const bool wanted = options.deals.empty() ||
                          std::find(options.deals.begin(), options.deals.end(), deal.name) !=
                              options.deals.end();
      if (wanted && is_checked(deal)) tasks.push_back({&*root.spec, DealId{index}});
    }
  }
  return tasks;
}

ExitCode say_missing_deals(const Options& options, Environment& environment, const Program& program,
                      const std::vector<Task>& tasks) {
  ExitCode status = ExitCode::ok;
  for (const std::string& name : options.deals) {
    const bool found = std::any_of(tasks.begin(), tasks.end(), [&](const Task& task) {
      return task.named().name == name;
    });
    if (found || program.wrong()) continue;
    say_error(options, environment, fmt::format("there is no deal `{}` to check", name),
              advice_for(name, program));
    status = ExitCode::wrong_input;
  }
  return status;
}

CheckOptions check_options(const Options& options) {
  CheckOptions result;
  if (options.solver_steps) result.limits.rlimit = *options.solver_steps;
  return result;
}

}  // namespace proviso
