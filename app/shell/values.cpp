#include "app/shell/values.h"

#include "app/shell/names.h"
#include "model/resolve/types.h"
#include "model/syntax/keywords.h"
#include "solver/open_things.h"
#include "solver/project/bounds.h"
#include "solver/replay.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace proviso::shell {

namespace {

constexpr std::string_view kAsked = "value_asked_for";
constexpr std::string_view kComparing = "assume (";

// The expression is written twice, as only a condition can be stated of a deal.
Statement comparing(const std::string& expression) {
  return {StatementKind::assume, "", fmt::format("{}\n{}\n) == (\n{}\n)", kComparing, expression, expression)};
}

}  // namespace

// The left side of the assumption that `comparing` made.
ExprId asked_expression(const Session& session, const Made& made) {
  const Spec& spec = *made.spec;
  for (auto assume = made.named().assumes.rbegin(); assume != made.named().assumes.rend(); ++assume) {
    if (assume->form != syntax::AssumeForm::condition || assume->span.file != spec.root) continue;
    // A reading that was settled is an assumption too.
    if (!session.program().sources.text(assume->span).starts_with(kComparing)) continue;
    if (const auto* compare = std::get_if<Compare>(&spec[assume->condition].node)) return compare->left;
    // Conditions are compared with `iff`.
    if (const auto* both = std::get_if<Connect>(&spec[assume->condition].node)) return both->left;
  }
  return {};
}

tl::expected<Made, std::string> session_with_expression(Session& session, const std::string& text) {
  Statements statements = session.edits();
  statements.push_back(comparing(text));
  return session.make(statements);
}

namespace {

// ---------------------------------------------------------------- one value

// A counterexample, else a scenario that complies; null where there is none.
const Witness* scenario_of_last(const Examined& examined, const ClauseDecision** broken) {
  std::size_t at = 0;
  const Witness* first = nullptr;
  for (const ClauseDecision& clause : examined.check.decision.clauses) {
    if (!clause.counterexample) continue;
    if (!first || at == examined.seen_of) {
      first = &*clause.counterexample;
      *broken = &clause;
    }
    ++at;
  }
  if (first) return first;
  return examined.check.decision.compliant ? &*examined.check.decision.compliant : nullptr;
}

// The same values in another problem about the same deal, by the names of the variables.
Assignment carried_over(const Formulas& from, const Assignment& assignment, const Formulas& to) {
  Assignment result = plainest(to);
  std::map<std::string, std::uint32_t> known;
  for (std::uint32_t i = 0; i < from.variable_count(); ++i) known.emplace(from[VarId{i}].name, i);
  for (std::uint32_t i = 0; i < to.variable_count(); ++i) {
    const auto found = known.find(to[VarId{i}].name);
    if (found == known.end() || from[VarId{found->second}].sort != to[VarId{i}].sort) continue;
    result.cells[i] = assignment.cells[found->second];
  }
  return result;
}

std::optional<Day> day_written(std::string_view text) {
  const bool shape = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!shape) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 4 && i != 7 && std::isdigit(static_cast<unsigned char>(text[i])) == 0) return std::nullopt;
  const int year = std::stoi(std::string(text.substr(0, 4)));
  const auto month = static_cast<unsigned>(std::stoi(std::string(text.substr(5, 2))));
  const auto day = static_cast<unsigned>(std::stoi(std::string(text.substr(8, 2))));
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return day_of(year, month, day);
}

}  // namespace

void write_value(Session& session, const std::string& text, Reply& reply) {
  std::string expression = text;
  std::optional<Day> day;
  if (const auto parts = split_at_word(text, "on"); parts && (day = day_written(parts->second)))
    expression = parts->first;
  if (expression.empty()) return reply.fail("an expression is missing", "as in `= share.amount`");
  const auto made = session_with_expression(session, expression);
  if (!made) return reply.fail_with(made.error());
  const auto examined = examined_or_fail(session, reply);
  if (!examined) return;
  const ExprId expr = asked_expression(session, *made);
  const ClauseDecision* broken = nullptr;
  const Witness* witness = scenario_of_last(*examined, &broken);
  if (!expr.valid() || !witness)
    return reply.fail("there is no scenario in which it could have a value", "`check` says why");
  const Spec& spec = *made->spec;
  const Problem problem = ground_deal(spec, made->deal, session.check_options_for(spec).scenarios);
  const Scenario scenario = scenario_of(
      spec, problem,
      carried_over(examined->check.decision.problem->formulas, witness->assignment, problem.formulas));
  const DealReport& report = examined->check.report;
  if (!day && broken && examined->seen_of < report.findings.size())
    day = day_written(report.findings[examined->seen_of].date);
  const Day at = day ? *day : problem.universe.horizon.start;
  const Constant value = value_on(spec, problem.universe, scenario, expr, at, {});
  reply.out << visible(show(spec, spec[expr].type, value));
  reply.out << visible(fmt::format("    (on {}, {})", show_day(at),
                                   broken ? "in the last counterexample" : "in a scenario that complies"))
            << '\n';
}

bool speaks_of(const Session& session, const Made& made, const std::string& word) {
  if (word.empty() || std::isalpha(static_cast<unsigned char>(word.front())) == 0) return true;
  std::string name = word;
  const auto end = std::find_if(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_';
  });
  name.erase(end, name.end());
  for (const Named& thing : all_things(session, made))
    if (thing.name == name) return true;
  for (const char* begins : {"some", "no", "one", "all", "count", "sum", "min", "max", "not", "if", "true",
                             "false", "abs", "only", "USD", "EUR"})
    if (name == begins) return true;
  return false;
}

// ---------------------------------------------------------------- bounds

namespace {

// A deal in which the value is open, and what it can be.
struct Open {
  Made made;
  std::unique_ptr<Problem> problem;
  std::unique_ptr<Asker> asker;
  std::vector<Formula> admissible;
  Formula kept = kTrue;
  OpenThing thing;
  Alternatives shape;
  Type type;
};

bool is_called(const std::string& known, const std::string& name) {
  return known == name || known.ends_with("." + name) || known + ".date" == name;
}

// A value that is written out is not, which saves the way over the formulas.
bool may_be_open(const Spec& spec, const std::string& name) {
  const auto called = [&](const auto& one) { return is_called(one.name, name); };
  return std::any_of(spec.open_terms.begin(), spec.open_terms.end(), called) ||
         std::any_of(spec.things.begin(), spec.things.end(), called);
}

std::optional<Open> opened(Session& session, const Made& made, const std::string& name) {
  Open open;
  open.made = made;
  const CheckOptions options = session.check_options_for(*made.spec);
  open.problem = std::make_unique<Problem>(ground_deal(*made.spec, made.deal, options.scenarios));
  if (!open.problem->refused.empty()) return std::nullopt;
  open.asker = std::make_unique<Asker>(open.problem->formulas, options.limits);
  for (const Constraint& constraint : open.problem->constraints) open.admissible.push_back(constraint.formula);
  std::vector<Formula> kept;
  for (const GroundClause& clause : open.problem->clauses)
    kept.push_back(open.problem->formulas.not_(clause.broken));
  open.kept = open.problem->formulas.and_(std::move(kept));
  for (const OpenThing& thing : open_things(*open.problem)) {
    if (!is_called(name_of(*made.spec, thing.origin), name)) continue;
    const auto shape = alternatives(open.problem->formulas, thing.variables);
    if (!shape || shape->numbers.empty()) continue;
    open.thing = thing;
    open.shape = *shape;
    open.type = thing.origin.kind == OriginKind::term ? (*made.spec)[thing.origin.term].type : basic(BaseType::date);
    return open;
  }
  return std::nullopt;
}

bool is_path(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
  });
}

// As it is already open; else what was written there is made open; else a value of its own that equals it.
std::optional<Open> opened(Session& session, const std::string& text, Reply& reply) {
  const auto made = session.make(session.edits());
  if (!made) {
    reply.fail_with(made.error());
    return std::nullopt;
  }
  if (is_path(text)) {
    if (may_be_open(*made->spec, text))
      if (auto open = opened(session, *made, text)) return open;
    const auto place = place_at(session, *made, text);
    if (place && resolving::is_ordered(place->type)) {
      const Statements freed = with(session.edits(), {StatementKind::set, text, text + " = choose"});
      if (const auto other = session.make(freed))
        if (auto open = opened(session, *other, text)) return open;
    }
  }
  const auto compared = session_with_expression(session, text);
  if (!compared) {
    reply.fail_with(compared.error());
    return std::nullopt;
  }
  const ExprId expr = asked_expression(session, *compared);
  const Type type = expr.valid() ? (*compared->spec)[expr].type : Type{};
  const std::string type_text = resolving::show(*compared->spec, type);
  if (!resolving::is_ordered(type)) {
    reply.fail(fmt::format("`{}` is `{}`, which has no least and no most value", text, type_text),
               "ask about an amount, a number, a date or a length of time");
    return std::nullopt;
  }
  Statements statements = session.edits();
  statements.push_back({StatementKind::add, std::string(kAsked), fmt::format("term {}: {} = unknown", kAsked, type_text)});
  statements.push_back({StatementKind::assume, "", fmt::format("assume {} == (\n{}\n)", kAsked, text)});
  const auto other = session.make(statements);
  if (!other) {
    reply.fail_with(other.error());
    return std::nullopt;
  }
  if (auto open = opened(session, *other, std::string(kAsked))) return open;
  reply.fail(fmt::format("the values of `{}` cannot be worked out", text));
  return std::nullopt;
}

ThingSet values_with(Open& open, Formula outcome) {
  std::vector<Formula> all = open.admissible;
  all.push_back(outcome);
  return thing_set(open.problem->formulas, *open.asker, all, open.shape);
}

// The lowest or highest of all that are numbers; nothing if there are none.
std::optional<Range> outermost(const Open& open, const ThingValues& values, bool most) {
  std::optional<Range> found;
  const auto beyond = [&](const std::optional<End>& a, const std::optional<End>& b) {
    if (!a || !b) return !a && b;
    if (a->value != b->value) return most ? a->value > b->value : a->value < b->value;
    return a->closed && !b->closed;
  };
  for (const auto& [selected, ranges] : values) {
    if (ranges.empty() || open.shape.numbers.count(selected) == 0) continue;
    const Range& range = most ? ranges.back() : ranges.front();
    if (!found || beyond(most ? range.high : range.low, most ? found->high : found->low)) found = range;
  }
  return found;
}

std::string number_text(const Open& open, const Rational& value) {
  if (open.type.base != BaseType::date) return show(*open.made.spec, open.type, value);
  return show_day(whole_day(value));
}

class BoundText {
 public:
  BoundText(const Open& open, std::string name, bool most) : open_(open), name_(std::move(name)), most_(most) {}

  [[nodiscard]] const std::optional<End>& end(const Range& range) const { return most_ ? range.high : range.low; }
  [[nodiscard]] std::string number(const Range& range) const { return number_text(open_, end(range)->value); }

  // "is USD 500 m", "is any amount, however small"
  [[nodiscard]] std::string bound(const Range& range) const {
    const std::string word = open_.type.base == BaseType::date ? (most_ ? "latest" : "earliest") : (most_ ? "most" : "least");
    if (!end(range)) return fmt::format("there is no {} `{}`: with any value, however {}, the deal", word, name_, far());
    if (!end(range)->closed)
      return fmt::format("with `{}` {} {}, as near to it as one likes, the deal", name_, most_ ? "below" : "above", number(range));
    return fmt::format("the {} `{}` is {}: with it the deal", word, name_, number(range));
  }
  [[nodiscard]] std::string far() const {
    if (open_.type.base == BaseType::date) return most_ ? "late" : "early";
    return most_ ? "large" : "small";
  }

 private:
  const Open& open_;
  std::string name_;
  bool most_;
};

}  // namespace

void write_bound(Session& session, const std::string& text, bool most, Reply& reply) {
  if (text.empty()) return reply.fail("of what?", fmt::format("as in `{} {}`", most ? "most" : "least", example_number(session)));
  auto open = opened(session, text, reply);
  if (!open) return;
  Formulas& formulas = open->problem->formulas;
  const ThingSet good = values_with(*open, open->kept);
  const ThingSet bad = values_with(*open, formulas.not_(open->kept));
  if (!good.complete || !bad.complete)
    return reply.fail("it was not found out: " + (good.complete ? bad.reason : good.reason), "`set limit off` gives it more time");
  const BoundText words(*open, text, most);
  const auto can = outermost(*open, good.values, most);
  if (!can) {
    reply.out << visible(fmt::format("with no value of `{}` does the deal comply", text)) << '\n';
    return reply.suggest({"why", "repair"});
  }
  const ThingValues safe = minus(formulas, open->shape, good.values, bad.values);
  const auto sure = outermost(*open, safe, most);
  if (sure && words.end(*sure) == words.end(*can)) {
    reply.out << visible(words.bound(*sure) + " complies") << '\n';
  } else {
    reply.out << visible(words.bound(*can) + " can comply") << '\n';
    reply.out << visible(sure ? "whatever else happens: " + words.bound(*sure) + " complies"
                              : "with no value does it comply whatever else happens")
              << '\n';
  }
  const auto& best = sure ? sure : can;
  const auto made = session.make(session.edits());
  const auto place = made && is_path(text) ? place_at(session, *made, text) : std::nullopt;
  if (!place) return;
  if (!place->now.empty()) reply.out << visible(fmt::format("  as it stands it is {}", place->now)) << '\n';
  if (words.end(*best) && words.end(*best)->closed && words.number(*best) != place->now)
    reply.suggest({fmt::format("set {} = {}", text, words.number(*best))});
}

}  // namespace proviso::shell
