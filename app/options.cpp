#include "app/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>

namespace proviso {

namespace {

// "`jsno` is no format; there are text, json, did you mean `json`?"
std::string unknown_value(std::string_view value, std::string_view noun,
                          const std::vector<std::string_view>& known) {
  const std::string_view close = nearest(value, known);
  std::string all;
  for (const std::string_view name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  std::string text = fmt::format("`{}` is no {}, there are {}", value, noun, all);
  if (!close.empty()) text += fmt::format("; did you mean `{}`?", close);
  return text;
}

std::string set_renderer(const Renderer*& target, const std::string& name) {
  target = renderer(name);
  if (target != nullptr) return {};
  std::vector<std::string_view> known;
  for (const Renderer& row : renderers()) known.push_back(row.name);
  return unknown_value(name, "format", known);
}

std::string set_format(Options& options, const std::string& value) {
  return set_renderer(options.format, value);
}

std::string add_output(Options& options, const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals + 1 == value.size()) {
    return fmt::format("`--output` takes a format and a path, as in `json=report.json`, not `{}`",
                       value);
  }
  Output output;
  output.path = value.substr(equals + 1);
  std::string wrong = set_renderer(output.format, value.substr(0, equals));
  options.outputs.push_back(std::move(output));
  return wrong;
}

std::string set_colour(Options& options, const std::string& value) {
  static constexpr std::array<std::pair<std::string_view, ColourChoice>, 3> kChoices{{
      {"auto", ColourChoice::automatic},
      {"always", ColourChoice::always},
      {"never", ColourChoice::never},
  }};
  std::vector<std::string_view> known;
  for (const auto& [name, choice] : kChoices) {
    known.push_back(name);
    if (name == value) {
      options.colour = choice;
      return {};
    }
  }
  return unknown_value(value, "choice of colour", known);
}

std::string allow(Options& options, const std::string& value) {
  if (value != "depends") return fmt::format("only `depends` can be allowed, not `{}`", value);
  options.allow_depends = true;
  return {};
}

std::string set_steps(Options& options, const std::string& value) {
  std::uint32_t steps = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, steps);
  if (error != std::errc() || stop != end || steps == 0) {
    return fmt::format("`--rlimit` takes a whole number from 1 to {}, not `{}`",
                       std::numeric_limits<std::uint32_t>::max(), value);
  }
  options.solver_steps = steps;
  return {};
}

std::string add_reading(Options& options, const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == value.size()) {
    return fmt::format("`--reading` takes a name and one of its readings, as in `product=narrow`, not "
                       "`{}`",
                       value);
  }
  options.readings.push_back({value.substr(0, equals), value.substr(equals + 1)});
  return {};
}

std::string set_scope(Options& options, const std::string& value) {
  constexpr int kMost = 64;
  int scope = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, scope);
  if (error != std::errc() || stop != end || scope < 1 || scope > kMost) {
    return fmt::format("`--scope` takes a whole number from 1 to {}, not `{}`", kMost, value);
  }
  options.scope = scope;
  return {};
}

// Digits alone, as many as there are places.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && stop == text.data() + text.size() && !text.starts_with('-');
  return whole ? std::optional<int>(value) : std::nullopt;
}

std::string set_today(Options& options, const std::string& value) {
  const std::string_view text = value;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (year && month && day &&
        std::chrono::year_month_day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                    std::chrono::day(static_cast<unsigned>(*day)))
            .ok()) {
      options.today = day_of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
      return {};
    }
  }
  return fmt::format("`--today` takes a day of the calendar, as in `2026-07-01`, not `{}`", value);
}

std::string set_diff_base(Options& options, const std::string& value) {
  if (value.empty()) return "`--diff-base` takes a branch, tag or commit, as in `origin/main`";
  options.diff_base = value;
  return {};
}

std::string set_baseline(Options& options, const std::string& value) {
  if (value.empty()) return "`--baseline` takes a path, as in `proviso-baseline.json`";
  options.baseline = value;
  return {};
}

// "A,B"
void add_names(std::vector<std::string>& names, std::string_view value) {
  while (true) {
    const std::size_t comma = value.find(',');
    if (comma != 0 && !value.empty()) names.emplace_back(value.substr(0, comma));
    if (comma == std::string_view::npos) return;
    value.remove_prefix(comma + 1);
  }
}

std::string add_together(Options& options, const std::string& value) {
  std::vector<std::string> names;
  add_names(names, value);
  if (names.size() < 2) {
    return fmt::format("`--together` takes two contracts at least, as in `Supply,Licence`, not `{}`", value);
  }
  options.together.push_back(std::move(names));
  return {};
}

std::string set_stage(Options& options, const char* stage) {
  if (!options.stage.empty() && options.stage != stage) {
    return fmt::format("`--{}` and `--{}` exclude each other", options.stage, stage);
  }
  options.stage = stage;
  return {};
}

const std::vector<OptionRow>& rows() {
  static const std::vector<OptionRow> kRows{
      {"--contract", "C", "only this contract (repeatable); of `diff` the old one, then the new one",
       {"analyze", "diff"},
       [](Options& o, const std::string& value) { o.contracts.push_back(value); return std::string(); }},
      {"--together", "A,B", "contracts that have to be kept together (repeatable)", {"analyze"}, add_together},
      {"--only", "X,Y", "only these clauses", {"diff"},
       [](Options& o, const std::string& value) { add_names(o.only_clauses, value); return std::string(); }},
      {"--git", "REV", "compare with what the files were in that revision", {"diff"},
       [](Options& o, const std::string& value) { o.git_revision = value; return std::string(); }},
      {"--mutate", "", "weaken each clause in turn and list what no expectation notices", {"analyze"},
       [](Options& o, const std::string&) { o.mutate = true; return std::string(); }},
      {"-o", "DIR", "save each situation that is shown as a spec there", {"analyze", "diff", "query"},
       [](Options& o, const std::string& value) { o.situation_directory = value; return std::string(); }},
      {"--deal", "D", "only this deal (repeatable)", {"check", "report", "shell", "dump"},
       [](Options& o, const std::string& value) { o.deals.push_back(value); return std::string(); }},
      {"--allow", "depends", "exit 0 also where a deal depends on something open", {"check", "report", "shell", "convert"}, allow},
      {"--reading", "C=R", "read define or clause C as R says (repeatable)", {"check", "report", "test", "shell", "analyze", "diff", "query"},
       add_reading},
      {"--all", "", "all minimal causes of each finding, not one", {"check", "report", "analyze"},
       [](Options& o, const std::string&) { o.all_causes = true; return std::string(); }},
      {"--table", "", "with each finding the state of every clause in its scenario", {"check", "analyze", "convert"},
       [](Options& o, const std::string&) { o.table = true; return std::string(); }},
      {"--scope", "N", "let N things stand for any number of them (`any x: T`; of contracts: of each type)", {"check", "report", "test", "shell", "dump", "analyze", "diff", "query"},
       set_scope},
      {"--format", "F", "standard output: text (the default), json, sarif, junit, github, gitlab or markdown",
       {"check", "test", "analyze", "diff", "convert"}, set_format},
      {"--output", "F=PATH", "write a format to a file as well (repeatable)", {"check", "test", "analyze", "diff", "convert"}, add_output},
      {"-o,--output", "DIR", "write each question of `--smt2` to a file of its own there", {"dump"},
       [](Options& o, const std::string& value) { o.script_directory = value; return std::string(); }},
      {"-o,--output", "DIR", "the folder of the report; one that is there is replaced as a whole", {"report"},
       [](Options& o, const std::string& value) { o.report_directory = value; return std::string(); }},
      {"--graph", "DIR", "write each finding's graph there, as GraphML, DOT and SVG", {"check", "analyze", "diff", "query"},
       [](Options& o, const std::string& value) { o.graph_directory = value; return std::string(); }},
      {"--diff-base", "REF", "look only at what changed since REF was left, and at what imports it",
       {"check", "test"}, set_diff_base},
      {"--baseline", "FILE", "findings that FILE knows are shown but do not count", {"check", "report"}, set_baseline},
      {"--update-baseline", "", "write the baseline anew: all that is found is known from now on", {"check"},
       [](Options& o, const std::string&) { o.update_baseline = true; return std::string(); }},
      {"--today", "DATE", "the day for which `allow … until` is judged (else today, in UTC)", {"check", "report"},
       set_today},
      {"--rlimit", "N", "the solver's limit in its own steps, the same on every machine",
       {"check", "report", "test", "shell", "dump", "analyze", "diff", "query"}, set_steps},
      {"-c,--command", "TEXT", "carry out TEXT and ask nothing (repeatable)", {"shell"},
       [](Options& o, const std::string& value) { o.shell_commands.push_back(value); return std::string(); }},
      {"--check", "", "change nothing, list the files that are not in canonical form", {"fmt"},
       [](Options& o, const std::string&) { o.only_compare = true; return std::string(); }},
      {"--tokens", "", "the words of the text with their places", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "tokens"); }},
      {"--syntax", "", "the tree that the parser made", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "syntax"); }},
      {"--model", "", "what every name means: types, things, clauses and deals, worked out", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "model"); }},
      {"--formula", "", "what each deal's clauses and assumptions mean, as formulas", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "formula"); }},
      {"--smt2", "", "every question to the solver, as SMT-LIB 2, with our answer", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "smt2"); }},
      {"--dot", "", "the graphs of the findings, in Graphviz's language", {"dump"},
       [](Options& o, const std::string&) { return set_stage(o, "dot"); }},
      {"--color", "auto|always|never", "colour; auto heeds NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR",
       {}, set_colour},
      {"-v,--verbose", "", "say what is being done (twice: all of it)", {},
       [](Options& o, const std::string&) { ++o.verbosity; return std::string(); }},
      {"-q,--quiet", "", "no progress and no notes", {},
       [](Options& o, const std::string&) { o.quiet = true; return std::string(); }},
      {"-h,--help", "", "show the help of the command", {},
       [](Options& o, const std::string&) { o.help = true; return std::string(); }},
  };
  return kRows;
}

}  // namespace

std::span<const OptionRow> option_rows() { return rows(); }

bool stands_for(const OptionRow& row, const Command& command) {
  return row.commands.empty() ||
         std::find(row.commands.begin(), row.commands.end(), command.name) != row.commands.end();
}

}  // namespace proviso
