#include "solver/check.h"

#include "model/syntax/diagnostics.h"
#include "solver/explain/because.h"
#include "solver/explain/depends.h"
#include "solver/explain/repair.h"
#include "solver/explain/table.h"
#include "solver/findings.h"
#include "solver/past.h"
#include "solver/shown.h"
#include "solver/replay.h"
#include "solver/smtlib.h"
#include "solver/timeline.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

ClauseState state_of(const ClauseDecision& clause) {
  if (clause.can_break == Satisfiable::unknown) return ClauseState::undecided;
  if (clause.can_break == Satisfiable::yes)
    return clause.can_keep == Satisfiable::no ? ClauseState::broken_always : ClauseState::broken_sometimes;
  return clause.in_play == Satisfiable::no ? ClauseState::never_applied : ClauseState::kept;
}

std::optional<NoteKind> note_kind(ObligationStatus status) {
  switch (status) {
    case ObligationStatus::kept:
    case ObligationStatus::broken: return std::nullopt;
    case ObligationStatus::mended: return NoteKind::mended;
    case ObligationStatus::pending: return NoteKind::pending;
    case ObligationStatus::not_judged: return NoteKind::not_judged;
    case ObligationStatus::lapsed: return NoteKind::lapsed;
    case ObligationStatus::left_out: return NoteKind::left_out;
  }
  return std::nullopt;
}

// What the report names beside the verdict, in a scenario that was replayed anyway.
void add_notes(const Spec& spec, const Judgement& judgement, DealReport& report) {
  for (const Obligation& o : judgement.obligations) {
    const auto kind = note_kind(o.status);
    if (!kind) continue;
    ObligationNote note{*kind, spec.full_name(o.clause), show_date(o.due), ""};
    if (o.period)
      note.date = show_day(o.period->first) + " .. " + show_date(o.period->second);
    for (const auto& [local, value] : o.bound)
      note.text += (note.text.empty() ? "for `" : ", `") + show(spec, spec[local].type, value) + "`";
    const auto same = [&](const ObligationNote& n) {
      return n.kind == note.kind && n.clause == note.clause && n.date == note.date && n.text == note.text;
    };
    if (std::none_of(report.notes.begin(), report.notes.end(), same))
      report.notes.push_back(std::move(note));
  }
}

void add_assumptions(const Spec& spec, const Sources& sources, const Decision& decision,
                     DealReport& report) {
  for (const Assume& assume : spec[decision.problem->universe.deal].assumes)
    report.assumptions.push_back({assume.span, one_line(sources.text(assume.span))});
  const auto& own = spec[decision.problem->universe.deal].things;
  for (const auto& [event, dates] : decision.problem->open_dates)
    if (std::find(own.begin(), own.end(), event) == own.end())
      report.open_events.push_back(spec[event].name);
}

void add_zero_divisor(const Spec& spec, Decision& decision, DealReport& report) {
  Diagnostic error;
  error.kind = &kinds::division_by_zero;
  error.span = decision.divisor;
  error.message = "in deal `" + report.deal + "` this divisor is zero in some scenario";
  error.here = "divides by zero";
  const Scenario scenario = scenario_of(spec, *decision.problem, *decision.divides_by_zero);
  for (std::uint32_t i = 0; i < decision.problem->origins.size(); ++i) {
    const Origin& origin = decision.problem->origins[i];
    if (origin.kind == OriginKind::rank) continue;
    const ScenarioValue value = shown_value(spec, scenario, origin);
    const std::string note = "in that scenario `" + value.name + "` is " + value.value;
    if (std::find(error.notes.begin(), error.notes.end(), note) == error.notes.end())
      error.notes.push_back(note);
  }
  error.fix = "guard it: `if DIVISOR == 0 then … else …`";
  report.errors.push_back(std::move(error));
  report.reason = "a divisor is zero in some scenario";
  report.reason_span = decision.divisor;
}

// A constraint that contradicts others, and what the deal itself says of the things it names.
void add_core(const Spec& spec, const Sources& sources, DealId deal, const Constraint& constraint,
              DealReport& report) {
  const auto add = [&](Span span, std::string text) {
    const auto same = [&](const SourceFact& fact) { return fact.span == span; };
    if (std::none_of(report.core.begin(), report.core.end(), same))
      report.core.push_back({span, std::move(text)});
  };
  const std::string text = one_line(sources.text(constraint.span));
  const bool power = constraint.kind == ConstraintKind::power;
  add(constraint.span, power ? spec[constraint.event].name + " may come only if " + text : text);
  std::set<ThingId> named;
  if (power) named.insert(constraint.event);
  for (const Expr& expr : spec.exprs) {
    const auto* ref = std::get_if<ThingRef>(&expr.node);
    const bool inside = expr.span.file == constraint.span.file &&
                        constraint.span.begin <= expr.span.begin && expr.span.end <= constraint.span.end;
    if (ref && inside) named.insert(ref->thing);
  }
  for (const Assume& assume : spec[deal].assumes)
    if (named.count(assume.event)) add(assume.span, one_line(sources.text(assume.span)));
  const auto& own = spec[deal].things;
  for (const ThingId thing : named)
    if (std::find(own.begin(), own.end(), thing) != own.end())
      add(spec[thing].whole, one_line(sources.text(spec[thing].whole)));
}

void add_clauses(const Spec& spec, const Decision& decision, DealReport& report) {
  for (const ClauseDecision& clause : decision.clauses) {
    const Clause& c = spec[clause.clause];
    report.clauses.push_back({spec.full_name(clause.clause), c.title, c.span, state_of(clause)});
  }
}

void head(const Spec& spec, const Sources& sources, const Decision& decision, DealReport& report) {
  const Universe& universe = decision.problem->universe;
  const Deal& deal = spec[universe.deal];
  report.deal = deal.name;
  report.title = deal.title;
  report.span = deal.span;
  if (!deal.span.empty()) {  // else it was made for a question
    report.file = sources.path(deal.span.file);
    report.line = sources.begin_of(deal.span).line;
  }
  report.verdict = decision.verdict;
  report.reason = decision.reason;
  report.reason_span = decision.reason_at;
  for (const ContractId contract : universe.contracts) report.under.push_back(spec[contract].name);
  report.horizon_start = show_day(universe.horizon.start);
  report.horizon_end = universe.horizon.end ? show_day(*universe.horizon.end) : "never";
  report.replaced = deal.replaced;
  for (const AnyNumber& any : deal.any)
    report.any.push_back({any.name, spec[any.type].name, any.copies.size(), any.complete, any.why, any.span});
}

// Every finding with the state of all clauses in its scenario, and that over time.
std::vector<Finding> findings_with_tables(const Spec& spec, const Sources& sources, Decision& decision,
                                          const Limits& limits) {
  std::vector<Finding> result = findings(spec, sources, decision, limits);
  std::size_t at = 0;
  for (const ClauseDecision& clause : decision.clauses) {
    if (!clause.counterexample) continue;
    Finding& finding = result[at++];
    finding.table = clause_table(spec, decision.problem->universe, clause.counterexample->judgement);
    finding.timeline = timeline(spec, sources, *decision.problem, *clause.counterexample);
  }
  return result;
}

void count_queries(OpenCheck& check) {
  const Statistics& statistics = check.decision.asker->statistics();
  check.report.second_check = statistics.second_checks > 0;
  check.report.without_solver = statistics.queries == 0;
}

}  // namespace

OpenCheck check_verdict(const Spec& spec, const Sources& sources, DealId deal,
                        const CheckOptions& options) {
  OpenCheck check{decide(spec, deal, options), {}};
  Decision& decision = check.decision;
  DealReport& report = check.report;
  head(spec, sources, decision, report);
  add_assumptions(spec, sources, decision, report);
  for (const std::size_t index : decision.core)
    add_core(spec, sources, decision.problem->universe.deal, decision.problem->constraints[index], report);
  if (decision.divides_by_zero) {
    add_zero_divisor(spec, decision, report);
    return check;
  }
  add_clauses(spec, decision, report);
  report.unless_before = events_that_would_matter(spec, decision, options);
  report.findings = findings_with_tables(spec, sources, decision, options.limits);
  if (decision.compliant) {
    report.timeline = timeline(spec, sources, *decision.problem, *decision.compliant);
    add_notes(spec, decision.compliant->judgement, report);
  } else {
    for (const ClauseDecision& clause : decision.clauses)
      if (clause.counterexample)
        add_notes(spec, clause.counterexample->judgement, report);
  }
  count_queries(check);
  return check;
}

void add_causes(const Spec& spec, const Sources& sources, const CheckOptions& options,
                OpenCheck& check) {
  if (!check.decision.divides_by_zero)
    explain_findings(spec, sources, check.decision, options, options.all_causes, check.report.findings);
  count_queries(check);
}

void add_dependence(const Spec& spec, const CheckOptions& options, OpenCheck& check) {
  explain_dependence(spec, check.decision, options, check.report);
  count_queries(check);
}

void add_repairs(const Spec& spec, const Sources& sources, const CheckOptions& options,
                 OpenCheck& check) {
  if (!check.decision.divides_by_zero)
    explain_repairs(spec, sources, check.decision, options, check.report);
  count_queries(check);
}

void renew_findings(const Spec& spec, const Sources& sources, const CheckOptions& options,
                    OpenCheck& check) {
  check.report.findings = findings_with_tables(spec, sources, check.decision, options.limits);
}

// What comes after the verdict costs a budget of its own, part by part.
DealReport check_deal(const Spec& spec, const Sources& sources, DealId deal,
                      const CheckOptions& options) {
  OpenCheck check = check_verdict(spec, sources, deal, options);
  if (check.decision.divides_by_zero) return check.report;
  add_causes(spec, sources, options, check);
  add_dependence(spec, options, check);
  add_repairs(spec, sources, options, check);
  return std::move(check.report);
}

std::string dump_formula(const Spec& spec, DealId deal) {
  const Problem problem = ground_deal(spec, deal);
  std::string text = "deal " + spec[deal].name + "\n";
  if (!problem.refused.empty()) return text + "  refused: " + problem.refused + "\n";
  for (const Constraint& constraint : problem.constraints)
    text += "  admissible " + problem.formulas.show(constraint.formula) + "\n";
  for (const GroundClause& clause : problem.clauses) {
    text += "  " + spec.full_name(clause.clause);
    if (!clause.refused.empty()) {
      text += " refused: " + clause.refused + "\n";
      continue;
    }
    text += " arises " + problem.formulas.show(clause.arises) + "\n";
    text += "  " + spec.full_name(clause.clause) + " broken " +
            problem.formulas.show(clause.broken) + "\n";
  }
  return text;
}

std::vector<Script> dump_smt2(const Spec& spec, DealId deal, const CheckOptions& options) {
  const Decision decision = decide(spec, deal, options);
  std::vector<Script> scripts;
  for (const Asked& asked : decision.asker->asked()) {
    const char* status = asked.answer == Satisfiable::yes  ? "sat"
                         : asked.answer == Satisfiable::no ? "unsat"
                                                           : "unknown";
    std::string text = "; deal " + spec[deal].name + ": " + asked.question;
    text += asked.by_folding
                ? std::string(" ") + status + ", without a solver\n"
                : "\n" + smtlib_script(decision.problem->formulas, asked.all, status);
    scripts.push_back({asked.question, std::move(text), asked.by_folding});
  }
  return scripts;
}

}  // namespace proviso
