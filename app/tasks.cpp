#include "app/tasks.h"

#include "app/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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

// A reading goes by the name of its define or clause, with or without that of the contract.
bool is_called(const Spec& spec, const OpenTerm& term, const std::string& name) {
  if (term.name == name || term.name.ends_with("." + name)) return true;
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos || name.substr(dot + 1) != term.name) return false;
  const std::string owner = name.substr(0, dot);
  return std::any_of(spec.contracts.begin(), spec.contracts.end(),
                     [&](const Contract& contract) { return contract.name == owner; });
}

std::string nearest_of(const std::string& word, const std::set<std::string>& all) {
  if (all.empty()) return "there are no readings in what was given";
  const std::string_view close = nearest(word, {all.begin(), all.end()});
  if (!close.empty()) return fmt::format("did you mean `{}`?", close);
  return fmt::format("there are {}", fmt::join(all, ", "));
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

namespace {

// The readings of open terms with names and members, as far as one choice speaks of them.
struct KnownReadings {
  std::set<std::string> names, members;
};

KnownReadings known_readings(const std::vector<const Program*>& programs, const ReadingChoice& choice) {
  KnownReadings known;
  for (const Program* program : programs)
    for (const Root& root : program->roots) {
      if (!root.spec) continue;
      for (const OpenTerm& term : root.spec->open_terms) {
        if (term.kind != OpenTermKind::reading) continue;
        known.names.insert(term.name);
        if (!is_called(*root.spec, term, choice.name)) continue;
        const auto& members = (*root.spec)[term.type.enumeration].members;
        known.members.insert(members.begin(), members.end());
      }
    }
  return known;
}

}  // namespace

ExitCode say_unknown_readings(const Options& options, Environment& environment, const Program& program) {
  return say_unknown_readings(options, environment, std::vector{&program});
}

ExitCode say_unknown_readings(const Options& options, Environment& environment,
                              const std::vector<const Program*>& programs) {
  ExitCode status = ExitCode::ok;
  const bool wrong = std::any_of(programs.begin(), programs.end(), [](const Program* p) { return p->wrong(); });
  for (const ReadingChoice& choice : options.readings) {
    const KnownReadings known = known_readings(programs, choice);
    if (wrong || known.members.count(choice.member) > 0) continue;
    const bool has_some = !known.members.empty();
    say_error(options, environment,
              has_some ? fmt::format("`{}` has no reading `{}`", choice.name, choice.member)
                       : fmt::format("nothing called `{}` has readings", choice.name),
              has_some ? nearest_of(choice.member, known.members) : nearest_of(choice.name, known.names));
    status = ExitCode::wrong_input;
  }
  for (auto choice = options.readings.begin(); choice != options.readings.end(); ++choice) {
    const bool again = std::any_of(options.readings.begin(), choice, [&](const ReadingChoice& other) {
      return other.name == choice->name && other.member != choice->member;
    });
    if (!again) continue;
    say_error(options, environment, fmt::format("`{}` is given two readings", choice->name));
    status = ExitCode::wrong_input;
  }
  return status;
}

CheckOptions check_options(const Options& options, const Spec& spec) {
  CheckOptions result;
  if (options.solver_steps) result.limits.rlimit = *options.solver_steps;
  result.accept_scope = options.scope.has_value();
  if (options.scope) result.scope = static_cast<std::size_t>(*options.scope);
  result.all_causes = options.all_causes;
  for (const ReadingChoice& choice : options.readings) {
    for (std::uint32_t index = 0; index < spec.open_terms.size(); ++index) {
      const OpenTerm& term = spec.open_terms[index];
      if (term.kind != OpenTermKind::reading || !is_called(spec, term, choice.name)) continue;
      const auto& known = spec[term.type.enumeration].members;
      const auto member = std::find(known.begin(), known.end(), choice.member);
      if (member == known.end()) continue;
      result.scenarios.readings.emplace_back(OpenTermId{index},
                                   static_cast<std::uint32_t>(member - known.begin()));
    }
  }
  return result;
}

ResolveOptions resolve_options(const Options& options) {
  ResolveOptions result;
  result.scope = options.scope;
  return result;
}

}  // namespace proviso
