// stats, set limit, source, help, quit
#include "app/shell/verbs.h"
#include "report/finding.h"
#include "report/lines.h"
#include "app/shell/statements.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace proviso::shell {

namespace {

void stats(Session& session, const std::string&, Reply& reply) {
  reply.out << fmt::format("{}, {}\n", counted(session.trees().size(), "file"), counted(session.deals().size(), "deal"));
  reply.out << fmt::format("{} worked out, {} known already\n", counted(session.counters().examined, "verdict"), session.counters().recalled);
  const auto examined = session.current() ? session.examine() : tl::unexpected(std::string());
  if (!examined) return;
  const Decision& decision = (*examined)->check.decision;
  const Statistics& asked = decision.asker->statistics();
  reply.out << visible(fmt::format("{}: {}, {}, {}", (*examined)->made.named().name,
                                   counted(decision.problem->formulas.variable_count(), "open value"),
                                   counted(decision.problem->clauses.size(), "clause"),
                                   counted(decision.problem->constraints.size(), "fact")))
            << '\n';
  reply.out << fmt::format("  questions: {} put to the solver, {} settled without it, {} asked again of a second solver\n",
                           asked.queries, asked.folded, asked.second_checks);
  const auto& steps = session.options().solver_steps;
  reply.out << fmt::format("  limit of a question: {} solver steps\n", steps ? (*steps == 0 ? "no" : std::to_string(*steps)) : "the usual " + std::to_string(Limits().rlimit));
}
std::string stats_example(Session&) { return "stats"; }

void set_limit(Session& session, const std::string& text, Reply& reply) {
  // Something of the deal may be called so.
  std::string rest;
  if (!text.empty() && (text.front() == '=' || text.front() == '.')) return find_verb("set", rest)->run(session, "limit " + text, reply);
  if (text == "off") {
    session.set_limit(0u);
    reply.out << "a question may take as long as it needs; Ctrl-C stops it\n";
    return;
  }
  if (text == "usual") {
    session.set_limit(std::nullopt);
    reply.out << fmt::format("a question may take {} solver steps\n", Limits().rlimit);
    return;
  }
  std::uint32_t steps = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), steps);
  if (error != std::errc() || end != text.data() + text.size() || steps == 0)
    return reply.fail(fmt::format("`set limit` takes a number of solver steps from 1 to {}, `off` or `usual`", std::numeric_limits<std::uint32_t>::max()));
  session.set_limit(steps);
  reply.out << fmt::format("a question may take {} solver steps\n", steps);
}
std::string limit_example(Session&) { return "set limit 1000000"; }

void source(Session& session, const std::string& path, Reply& reply) {
  if (path.empty()) return reply.fail("`source` takes a file", "as in `source questions.txt`");
  const auto text = session.files().read(path);
  if (!text) return reply.fail(fmt::format("`{}`: {}", path, text.error()));
  reply.to_run = split_commands(*text);
}
std::string source_example(Session&) { return "source questions.txt"; }

std::string heading(const Verb& verb) {
  return std::string(verb.name) + (verb.arguments.empty() ? "" : " " + std::string(verb.arguments));
}

void help_for(Session& session, const Verb& verb, Reply& reply) {
  reply.out << reply.paint(Ink::bold, heading(verb)) << '\n';
  for (const std::string& line : wrapped(verb.summary, kTextColumns - 4)) reply.out << "  " << line << '\n';
  reply.out << visible("  for example: " + verb.example(session)) << '\n';
}

void help(Session& session, const std::string& name, Reply& reply) {
  if (!name.empty()) {
    std::string rest;
    const Verb* verb = find_verb(name, rest);
    if (verb && rest.empty()) return help_for(session, *verb, reply);
    std::vector<std::string> known;
    for (const Verb& one : verbs()) known.emplace_back(one.name);
    return fail_unknown(reply, "command", name, known);
  }
  std::size_t width = 0;
  for (const Verb& verb : verbs()) width = std::max(width, columns_of(verb.name));
  for (const Verb& verb : verbs()) {
    std::string indent = "  " + std::string(verb.name) + std::string(width - columns_of(verb.name) + 2, ' ');
    for (const std::string& line : wrapped(verb.summary, kTextColumns - width - 4)) {
      reply.out << indent << line << '\n';
      indent = std::string(width + 4, ' ');
    }
  }
  reply.out << "  an expression alone is evaluated in the last counterexample\n";
  reply.suggest({"help set"});
}
std::string help_example(Session&) { return "help least"; }

void quit(Session&, const std::string&, Reply& reply) { reply.quit = true; }
std::string quit_example(Session&) { return "quit"; }

}  // namespace

std::vector<Verb> session_verbs() {
  return {
      {"stats", "", "what was asked, and how much of it needed a solver", stats, stats_example},
      {"set limit", "STEPS|off|usual", "how much work one question may cost", set_limit, limit_example},
      {"source", "FILE", "carry out the commands of a file", source, source_example},
      {"help", "[COMMAND]", "what can be asked; with a command, an example from the loaded spec", help, help_example},
      {"quit", "", "end the session; so does Ctrl-D", quit, quit_example},
  };
}

}  // namespace proviso::shell
