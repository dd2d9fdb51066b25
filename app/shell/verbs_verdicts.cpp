// check, why, why not, next, repair, safe
#include "app/shell/edit_commands.h"
#include "app/shell/names.h"
#include "app/shell/verbs.h"
#include "app/shell/verdict_text.h"
#include "report/finding.h"
#include "report/lines.h"
#include "report/text_block.h"
#include "report/text_explanation.h"
#include "report/text_finding.h"
#include "solver/canonical.h"
#include "solver/open_things.h"
#include "solver/project/bounds.h"
#include "solver/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace proviso::shell {

namespace {

std::vector<std::string> deal_names(const Session& session) {
  std::vector<std::string> names;
  for (const Session::Subject& deal : session.deals()) names.push_back(deal.deal);
  return names;
}

void check(Session& session, const std::string& name, Reply& reply) {
  if (!name.empty() && !session.choose(name)) return fail_unknown(reply, "deal", name, deal_names(session));
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  if (has_errors(examined->check.report.errors)) {
    for (const Diagnostic& error : examined->check.report.errors)
      reply.fail(error.message, error.fix);
    return;
  }
  write_verdict(session, *examined, reply);
}

std::string check_example(Session& session) {
  return "check " + (session.current() ? session.current()->deal : std::string("DEAL"));
}

// ---------------------------------------------------------------- why

std::vector<std::string> facts(const Session& session, const std::vector<SourceFact>& all) {
  std::vector<std::string> lines;
  for (const SourceFact& fact : all) {
    const std::string place = place_text(session.program().sources, fact.span);
    lines.push_back((place.empty() ? "" : place + ": ") + fact.text);
  }
  return lines;
}

void why_it_complies(const DealReport& deal, Reply& reply) {
  TextBlock block(reply.paint, reply.out);
  std::vector<std::string> kept, silent;
  for (const ClauseStatus& clause : deal.clauses) {
    const std::string line = clause.title.empty() ? clause.clause : clause.clause + ": " + clause.title;
    (clause.state == ClauseState::kept ? kept : silent).push_back(line);
  }
  block.list("in play, and kept in every scenario", kept);
  block.list("about nothing that the deal does", silent);
}

void why(Session& session, const std::string& name, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const DealReport& before = examined->check.report;
  const std::vector<std::size_t> found = findings_called(before, name);
  if (!name.empty() && found.empty()) {
    std::vector<std::string> names;
    for (const Finding& finding : before.findings) names.emplace_back(short_clause(finding.clause));
    const auto known = clauses(examined->made);
    const bool is_clause = std::any_of(known.begin(), known.end(), [&](const Named& c) { return c.name == name; });
    if (!is_clause) return fail_unknown(reply, "clause", name, names);
    for (const ClauseStatus& clause : before.clauses)
      if (short_clause(clause.clause) == name)
        reply.out << visible(fmt::format("{} is {}", clause.clause,
                                         clause.state == ClauseState::kept ? "kept in every scenario"
                                                                           : "about nothing that the deal does"))
                  << '\n';
    return;
  }
  if (!found.empty()) session.add_causes(*examined);
  if (name.empty()) session.add_dependence(*examined);
  const DealReport& deal = examined->check.report;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) reply.out << '\n';
    write_finding(deal, deal.findings[found[i]], session.program().sources, {}, reply.paint, reply.out);
  }
  if (!found.empty()) {
    if (name.empty() && deal.verdict == Verdict::depends) {
      reply.out << '\n';
      TextBlock dependence(reply.paint, reply.out);
      write_dependence(deal, dependence);
    }
    std::vector<std::string> next{"repair"};
    if (!deal.findings[found[0]].scenario.empty()) next.insert(next.begin(), "next");
    return reply.suggest(next);
  }
  TextBlock block(reply.paint, reply.out);
  if (deal.verdict == Verdict::impossible) block.list("these contradict each other", facts(session, deal.core));
  if (deal.verdict == Verdict::undecided) block.sentence(deal.reason);
  if (deal.verdict == Verdict::complies) why_it_complies(deal, reply);
}

std::string why_example(Session& session) {
  const auto made = session.make({});
  const auto known = made ? clauses(*made) : std::vector<Named>();
  return known.empty() ? "why" : "why " + known.front().name;
}

// ---------------------------------------------------------------- why not

void why_not(Session& session, const std::string& text, Reply& reply) {
  if (text.empty())
    return reply.fail("what is it that might not be allowed?", "as in `why not " + example_setting(session) + "`");
  const auto statements = statements_after(session, text);
  if (!statements) return reply.fail_with(statements.error());
  const auto before = examined_or_fail(session, reply);
  if (!before) return;
  const auto after = session.examine(*statements);
  if (!after) return reply.fail_with(after.error());
  session.add_causes(**after);
  const DealReport& deal = (*after)->check.report;
  reply.out << visible(fmt::format("with `{}` the deal {} (now it {})", proviso::cut_to(text, 60),
                                   word(deal.verdict), word(before->check.report.verdict)))
            << '\n';
  bool worse = false;
  for (const Finding& finding : deal.findings) {
    const auto& old = before->check.report.findings;
    const bool known = std::any_of(old.begin(), old.end(), [&](const Finding& f) { return f.clause == finding.clause && f.always == finding.always; });
    if (known) continue;
    worse = true;
    reply.out << '\n';
    write_finding(deal, finding, session.program().sources, {}, reply.paint, reply.out);
  }
  if (!worse && deal.verdict != Verdict::impossible && deal.verdict != Verdict::undecided)
    reply.out << (deal.findings.empty() ? "  nothing keeps it from being allowed\n"
                                        : "  it breaks no clause that is not broken already, nor does it mend all\n");
  if (deal.verdict == Verdict::impossible) {
    TextBlock block(reply.paint, reply.out);
    block.list("these contradict each other", facts(session, deal.core));
  }
}

std::string why_not_example(Session& session) { return "why not " + example_setting(session); }

// ---------------------------------------------------------------- next

// The finding that `next` is about, and its clause in the decision.
std::optional<std::size_t> clause_of_finding(const Examined& examined, std::size_t finding) {
  std::size_t at = 0;
  const auto& all = examined.check.decision.clauses;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].counterexample && at++ == finding) return i;
  return std::nullopt;
}

// What one sees of a scenario is as it was.
Formula looks_the_same(Examined& examined, const Finding& finding, const Assignment& assignment) {
  Problem& problem = *examined.check.decision.problem;
  std::vector<Formula> same;
  for (const OpenThing& thing : open_things(problem)) {
    const std::string name = name_of(*examined.made.spec, thing.origin);
    const bool seen = std::any_of(finding.scenario.begin(), finding.scenario.end(),
                                  [&](const ScenarioValue& value) { return value.name == name; });
    if (!seen) continue;
    // A date beside a "never", say, is nobody's to see.
    if (const auto shape = alternatives(problem.formulas, thing.variables)) {
      same.push_back(member(problem.formulas, *shape, values_in(problem.formulas, *shape, assignment)));
      continue;
    }
    for (const VarId variable : thing.variables)
      same.push_back(equals(problem.formulas, variable, assignment.cells[variable.index]));
  }
  return problem.formulas.and_(std::move(same));
}

bool find_another(Session& session, Examined& examined, std::size_t finding, std::size_t clause, Reply& reply) {
  Decision& decision = examined.check.decision;
  Formulas& formulas = decision.problem->formulas;
  std::vector<Formula> all = decision.admissible;
  all.push_back(decision.problem->clauses[clause].broken);
  const Finding shown = examined.check.report.findings[finding];
  for (const Assignment& before : examined.seen) all.push_back(formulas.not_(looks_the_same(examined, shown, before)));
  const Answer answer = decision.asker->ask(all, false);
  if (answer.satisfiable == Satisfiable::unknown) {
    reply.fail("it was not found out: " + answer.reason);
    return false;
  }
  if (answer.satisfiable == Satisfiable::no) return false;
  Witness witness;
  witness.assignment = canonical(*decision.problem, formulas, *decision.asker, all, answer.assignment,
                                 examined.options.limits.canonical_queries);
  witness.judgement = replay(*examined.made.spec, *decision.problem, witness.assignment, examined.options.scenarios.with);
  examined.seen.push_back(witness.assignment);
  decision.clauses[clause].counterexample = std::move(witness);
  renew_findings(*examined.made.spec, session.program().sources, examined.options, examined.check);
  examined.causes = false;
  return true;
}

void next(Session& session, const std::string& name, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const auto found = findings_called(examined->check.report, name);
  if (found.empty())
    return reply.fail(name.empty() ? "nothing is broken, so there is no counterexample"
                                   : fmt::format("`{}` is not broken, so there is no counterexample", name));
  const std::size_t finding = name.empty() && examined->seen_of < examined->check.report.findings.size() ? examined->seen_of : found.front();
  const auto clause = clause_of_finding(*examined, finding);
  if (!clause) return;
  if (examined->seen_of != finding) examined->seen.clear();
  examined->seen_of = finding;
  if (examined->seen.empty())
    examined->seen.push_back(examined->check.decision.clauses[*clause].counterexample->assignment);
  if (!find_another(session, *examined, finding, *clause, reply)) {
    if (!reply.failed)
      reply.out << visible(fmt::format("no further counterexample to `{}` differs in what one sees",
                                       short_clause(examined->check.report.findings[finding].clause)))
                << '\n';
    return;
  }
  const Finding& now = examined->check.report.findings[finding];
  reply.out << visible(breach_sentence(now)) << '\n';
  TextBlock block(reply.paint, reply.out);
  std::vector<std::string> values;
  for (const ScenarioValue& value : now.scenario) values.push_back(scenario_text(value));
  block.list("in the scenario where", values);
  std::vector<std::string> flows;
  for (const ShownFlow& flow : now.flows)
    if (flow.role == Role::violating || flow.role == Role::missing) flows.push_back((flow.role == Role::missing ? "missing: " : "") + flow_text(flow));
  block.list("which breaks it", flows);
  reply.suggest({"next", "why " + std::string(short_clause(now.clause))});
}

std::string next_example(Session&) { return "next"; }

// ---------------------------------------------------------------- safe, repair

void safe(Session& session, const std::string& rest, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  if (!rest.empty()) return reply.fail("`safe` takes nothing behind it");
  const DealReport& deal = examined->check.report;
  if (deal.verdict == Verdict::complies) {
    reply.out << "the deal complies whatever happens, so every choice is safe\n";
    return;
  }
  if (deal.verdict != Verdict::depends) {
    reply.out << visible(fmt::format("the deal {}, so no choice is safe",
                                     deal.verdict == Verdict::conflicts ? "conflicts in every scenario"
                                     : deal.verdict == Verdict::impossible ? "is impossible" : "is undecided"))
              << '\n';
    return reply.suggest({"why", "repair"});
  }
  session.add_dependence(*examined);
  DealReport only = deal;
  only.by_reading.clear();
  only.condition.clear();
  TextBlock block(reply.paint, reply.out);
  write_dependence(only, block);
  if (deal.safe_choice.kind == SafeChoiceKind::found) {
    std::vector<std::string> next;
    for (const ScenarioValue& value : deal.safe_choice.values)
      if (value.kind == OpenKind::choice && value.name.find('.') != std::string::npos)
        next.push_back(fmt::format("set {} = {}", value.name, value.value));
    if (next.size() > 3) next.resize(3);
    return reply.suggest(next);
  }
  reply.suggest({"repair"});
}

std::string plain_safe(Session&) { return "safe"; }

void list_repairs(const DealReport& deal, Reply& reply) {
  TextBlock block(reply.paint, reply.out);
  block.label(deal.verdict == Verdict::depends ? "to comply whatever happens, one of:" : "to comply, one of:");
  for (std::size_t i = 0; i < deal.repairs.size(); ++i) {
    std::vector<std::string> edits;
    for (const RepairEdit& edit : deal.repairs[i].edits) edits.push_back(edit_text(deal.repairs[i], edit));
    std::string indent;
    const std::string text = fmt::format("{}. {}", i + 1, listed(edits));
    for (const std::string& part : wrapped(text, kTextColumns - 6)) {
      block.line(indent + part);
      indent = "   ";
    }
  }
  if (!deal.repairs_note.empty()) block.sentence(deal.repairs_note);
}

// The edit as commands; a period is two parts of a flow.
std::vector<std::string> as_commands(const RepairEdit& edit) {
  switch (edit.kind) {
    case EditKind::leave_out: return {"drop " + edit.what};
    case EditKind::add: return {"add " + edit.what};
    case EditKind::change: break;
  }
  const std::size_t dots = edit.new_value.find(" .. ");
  constexpr std::string_view kStart = ".start";
  if (dots == std::string::npos || !edit.what.ends_with(kStart))
    return {fmt::format("set {} = {}", edit.what, edit.new_value)};
  return {fmt::format("set {} = {}", edit.what, edit.new_value.substr(0, dots)),
          fmt::format("set {}.end = {}", edit.what.substr(0, edit.what.size() - kStart.size()), edit.new_value.substr(dots + 4))};
}

void apply_repair(Session& session, const Repair& repair, Reply& reply) {
  if (!repair.negotiates.empty())
    return reply.fail(fmt::format("that one renegotiates `{}`, which is no part of the deal", repair.negotiates),
                      "choose another, or write the contract anew and `reload`");
  Statements next = session.edits();
  for (const RepairEdit& edit : repair.edits) {
    for (const std::string& command : as_commands(edit)) {
      auto statements = statements_after(session, next, command);
      if (!statements) return reply.fail_with(statements.error());
      next = *statements;
    }
  }
  if (auto edited = session.edit(std::move(next)); !edited) return reply.fail_with(edited.error());
  for (const RepairEdit& edit : repair.edits) reply.out << visible("  " + edit_text(repair, edit)) << '\n';
  reply.suggest({"check", "undo"});
}

void repair(Session& session, const std::string& which, Reply& reply) {
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  if (examined->check.report.findings.empty()) {
    reply.out << visible(fmt::format("the deal {}, so there is nothing to repair",
                                     examined->check.report.verdict == Verdict::complies ? "complies" : "breaks no clause"))
              << '\n';
    return;
  }
  session.add_repairs(*examined);
  const DealReport& deal = examined->check.report;
  if (which.empty()) {
    if (deal.repairs.empty()) {
      reply.out << visible("no repair was found" + (deal.repairs_note.empty() ? "" : ": " + deal.repairs_note)) << '\n';
      return;
    }
    list_repairs(deal, reply);
    return reply.suggest({"repair 1"});
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), number);
  if (error != std::errc() || end != which.data() + which.size() || number == 0 || number > deal.repairs.size())
    return reply.fail(fmt::format("there is no repair `{}`", which),
                      deal.repairs.empty() ? "none was found" : fmt::format("there are 1 to {}", deal.repairs.size()));
  apply_repair(session, deal.repairs[number - 1], reply);
}

std::string repair_example(Session&) { return "repair 1"; }

}  // namespace

std::vector<Verb> verdict_verbs() {
  return {
      {"check", "[DEAL]", "the verdict of the deal as it stands; another deal becomes the current one", check, check_example},
      {"why", "[CLAUSE]", "each breach with the text of clause and deal, and the fewest facts that make it so", why, why_example},
      {"why not", "CHANGE", "what would keep a change from being allowed, without making it", why_not, why_not_example},
      {"next", "[CLAUSE]", "another counterexample, which differs in what one sees", next, next_example},
      {"safe", "", "a choice of our own that holds whatever happens", safe, plain_safe},
      {"repair", "[NUMBER]", "the smallest changes after which the deal complies; with a number, make them", repair, repair_example},
  };
}

}  // namespace proviso::shell
