// allowed?, must?, possible?
#include "app/shell/names.h"
#include "app/shell/values.h"
#include "app/shell/verbs.h"
#include "model/resolve/walk.h"
#include "report/finding.h"
#include "report/lines.h"
#include "report/text_question.h"
#include "solver/contracts/question.h"
#include "solver/open_things.h"
#include "solver/replay.h"
#include "solver/shown.h"

#include <fmt/format.h>

namespace proviso::shell {

namespace {

// ---------------------------------------------------------------- of the contracts alone

void allowed(Session& session, const std::string& binding, Reply& reply) {
  if (binding.find(':') == std::string::npos)
    return reply.fail("`allowed?` asks about a flow or an event", "as in `allowed? x: TYPE where CONDITION`");
  const auto made = session.make(session.edits());
  if (!made) return reply.fail_with(made.error());
  std::vector<std::string> contracts;
  for (const ContractId contract : made->named().under) contracts.push_back((*made->spec)[contract].name);
  const auto asked = session.make_with({}, fmt::format("\nexpect {} allows {}\n", fmt::join(contracts, ", "), binding));
  if (!asked) return reply.fail_with(asked.error());
  const Spec& spec = *asked->spec;
  if (spec.expects.empty() || spec.expects.front().outcomes.empty()) return reply.fail("that is no question");
  const Expect& expect = spec.expects.front();
  const Sources& sources = session.program().sources;
  const QuestionAnswer answer = ask_contracts(spec, sources, expect, expect.outcomes.front(),
                                              contract_options(spec, session.check_options_for(spec)));
  reply.out << visible(fmt::format("under {} alone, whatever the deal says:", fmt::join(contracts, ", "))) << '\n';
  RenderOptions rendering;
  rendering.colour = session.colour();
  write_answer(answer, spec, sources, rendering, reply.out);
  const Truth truth = overall(answer);
  if (truth == Truth::yes) reply.suggest({"why not " + example_setting(session)});
  if (truth == Truth::undecided) reply.suggest({"set limit off"});
}

// ---------------------------------------------------------------- of the deal

// The deal with a condition as a formula, which is not imposed.
struct Probed {
  Made made;
  std::unique_ptr<Problem> problem;
  std::unique_ptr<Asker> asker;
  std::vector<Formula> kept;  // admissible, and every clause kept
  Formula holds = kTrue;
};

std::optional<Probed> probed(Session& session, const std::string& condition, Reply& reply) {
  auto made = session_with_expression(session, condition);
  if (!made) {
    reply.fail_with(made.error());
    return std::nullopt;
  }
  const ExprId expr = asked_expression(session, *made);
  const Spec& spec = *made->spec;
  if (!expr.valid() || spec[expr].type.base != BaseType::boolean) {
    reply.fail(fmt::format("`{}` is no condition", condition), "as in `possible? " + example_path(session) + " == VALUE`");
    return std::nullopt;
  }
  if (!resolving::reads_state(spec, expr).empty()) {
    reply.fail("that is not the same on every day", "write `any time` behind the type, as in `some h: Hosting any time where …`");
    return std::nullopt;
  }
  Probed result;
  const CheckOptions options = session.check_options_for(spec);
  GroundOptions grounding = options.scenarios;
  grounding.probes = {expr};
  result.made = *made;
  result.problem = std::make_unique<Problem>(ground_deal(spec, made->deal, grounding));
  if (!result.problem->refused.empty()) {
    reply.fail(result.problem->refused + " cannot be expressed yet");
    return std::nullopt;
  }
  result.asker = std::make_unique<Asker>(result.problem->formulas, options.limits);
  for (const Constraint& constraint : result.problem->constraints) result.kept.push_back(constraint.formula);
  for (const GroundClause& clause : result.problem->clauses)
    result.kept.push_back(result.problem->formulas.not_(clause.broken));
  result.holds = result.problem->probes.front();
  return result;
}

Answer ask_with(Probed& probed, Formula further) {
  std::vector<Formula> all = probed.kept;
  all.push_back(further);
  return probed.asker->ask(all);
}

// The open values of the scenario that the condition or the clauses read.
std::vector<std::string> scenario_values(const Probed& probed, const Assignment& assignment) {
  const Spec& spec = *probed.made.spec;
  const Scenario scenario = scenario_of(spec, *probed.problem, assignment);
  const std::vector<VarId> read = probed.problem->formulas.variables_of(probed.holds);
  std::vector<std::string> values;
  for (const OpenThing& thing : open_things(*probed.problem)) {
    const bool takes_part = std::any_of(thing.variables.begin(), thing.variables.end(), [&](VarId id) {
      return std::binary_search(read.begin(), read.end(), id);
    });
    if (takes_part) values.push_back(scenario_text(shown_value(spec, scenario, thing.origin)));
  }
  return values;
}

// Nothing if it was not found out, which is said.
std::optional<bool> settled(const Answer& answer, Reply& reply) {
  if (answer.satisfiable != Satisfiable::unknown) return answer.satisfiable == Satisfiable::yes;
  reply.fail("it was not found out: " + answer.reason, "`set limit off` gives it more time");
  return std::nullopt;
}

void say(Reply& reply, bool yes, const std::string& text, const std::vector<std::string>& values) {
  reply.out << reply.paint(yes ? Ink::green : Ink::red, yes ? "yes" : "no") << visible(", " + text);
  if (!values.empty()) reply.out << visible(", for example where " + listed(values));
  reply.out << '\n';
}

void possible(Session& session, const std::string& condition, Reply& reply) {
  if (condition.empty()) return reply.fail("what might be possible?", "as in `possible? " + example_path(session) + " == VALUE`");
  auto asked = probed(session, condition, reply);
  if (!asked) return;
  const Answer answer = ask_with(*asked, asked->holds);
  const auto yes = settled(answer, reply);
  if (!yes) return;
  if (*yes) return say(reply, true, "the deal can keep every clause with it", scenario_values(*asked, answer.assignment));
  const auto any = settled(ask_with(*asked, kTrue), reply);
  if (!any) return;
  say(reply, false, *any ? "whenever the deal keeps every clause it is otherwise" : "the deal cannot keep every clause at all", {});
  reply.suggest({"why"});
}

void must(Session& session, const std::string& condition, Reply& reply) {
  if (condition.empty()) return reply.fail("what must be so?", "as in `must? " + example_path(session) + " == VALUE`");
  auto asked = probed(session, condition, reply);
  if (!asked) return;
  const auto any = settled(ask_with(*asked, kTrue), reply);
  if (!any) return;
  if (!*any) {
    reply.out << "the deal cannot keep every clause, so the question is empty\n";
    return reply.suggest({"why", "repair"});
  }
  const Answer answer = ask_with(*asked, asked->problem->formulas.not_(asked->holds));
  const auto otherwise = settled(answer, reply);
  if (!otherwise) return;
  if (*otherwise) return say(reply, false, "the deal can keep every clause without it", scenario_values(*asked, answer.assignment));
  say(reply, true, "whenever the deal keeps every clause it is so", {});
}

std::string allowed_example(Session& session) {
  const auto made = session.make({});
  if (made)
    for (const ThingId id : made->named().things) {
      const ThingType& type = (*made->spec)[(*made->spec)[id].type];
      if (type.kind == syntax::TypeKind::flow)
        return fmt::format("allowed? x: {} where x.from == {}", type.name,
                           values_of(*made, thing_type(type.from)).front());
    }
  return "allowed? x: TYPE where x.from == PARTY";
}
std::string condition_example(Session& session, const char* verb) {
  const std::string path = example_path(session);
  const auto made = session.make({});
  const auto place = made ? place_at(session, *made, path) : std::nullopt;
  return fmt::format("{} {} == {}", verb, path, place ? values_of(*made, place->type).front() : "VALUE");
}
std::string must_example(Session& session) { return condition_example(session, "must?"); }
std::string possible_example(Session& session) { return condition_example(session, "possible?"); }

}  // namespace

std::vector<Verb> question_verbs() {
  return {
      {"allowed?", "x: TYPE where CONDITION", "whether the contracts allow such a flow or event at all, and which clauses forbid it; of the contracts alone", allowed, allowed_example},
      {"possible?", "CONDITION", "whether the deal can keep every clause with it", possible, possible_example},
      {"must?", "CONDITION", "whether it is so in every scenario in which the deal keeps every clause", must, must_example},
  };
}

}  // namespace proviso::shell
