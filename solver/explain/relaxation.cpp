#include "solver/explain/relaxation.h"

#include "model/expr_walk.h"
#include "solver/made_expressions.h"
#include "solver/explain/view.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

class Relaxing {
 public:
  Relaxing(const Spec& spec, const Sources& sources, const Decision& decision,
           const RelaxOptions& relaxing, const CheckOptions& options)
      : sources_(sources), relaxing_(relaxing), options_(options), universe_(decision.problem->universe),
        view_(spec, universe_, relaxing.clauses, relaxing.additions) {
    result_.spec = spec;
    result_.deal = universe_.deal;
  }

  Relaxation run() {
    const Deal deal = spec().deals[result_.deal.index];
    for (const ThingId thing : deal.things)
      if (view_.has(thing)) free_thing(thing);
    free_assumptions();
    for (const TypeId type : relaxing_.additions) add(type);
    if (relaxing_.negotiate)
      for (const ClauseId clause : relaxing_.clauses) free_wording(clause);
    if (relaxing_.scenario) fix_scenario(*relaxing_.scenario);
    ground();
    return std::move(result_);
  }

 private:
  Spec& spec() { return result_.spec; }

  // ---- statements

  void free_thing(ThingId id) {
    const Thing thing = spec()[id];
    const syntax::TypeKind kind = spec()[thing.type].kind;
    const std::string text = one_line(sources_.text(thing.whole));
    if (kind != syntax::TypeKind::entity && thing.presence == syntax::Presence::always &&
        !thing.alternative) {
      Statement there;
      there.kind = StatementKind::presence;
      there.thing = id;
      there.span = thing.whole;
      there.text = text;
      spec().things[id.index].presence = syntax::Presence::possible;
      add_statement(std::move(there), is_there(spec(), id));
    }
    if (kind == syntax::TypeKind::flow) {
      const ThingType& shape = spec()[thing.type];
      const Type from = thing_type(shape.from), to = thing_type(shape.to);
      free_value(id, FieldKind::from, {}, from, "from");
      free_value(id, FieldKind::to, {}, to, "to");
      free_value(id, FieldKind::start, {}, basic(BaseType::date), "start");
      free_value(id, FieldKind::end, {}, basic(BaseType::date), "end");
    }
    if (kind == syntax::TypeKind::event && thing.date.valid())
      free_value(id, FieldKind::date, {}, basic(BaseType::date), "date");
    for (const auto& [field, value] : thing.values)
      if (!is_default(thing.type, field, value))
        free_value(id, FieldKind::declared, field, spec()[field].type, spec()[field].name);
    if (kind != syntax::TypeKind::entity) stay_in_sight(id, thing);
  }

  // What a type says of all its things is no statement of the deal.
  bool is_default(TypeId type, FieldId field, ExprId value) {
    if (spec()[field].value == value) return true;
    for (; type.valid(); type = spec()[type].base)
      for (const auto& [given, inherited] : spec()[type].defaults)
        if (given == field && inherited == value) return true;
    return false;
  }

  // A flow or event of the days that are judged remains one: to move it elsewhere explains and
  // mends nothing.
  void stay_in_sight(ThingId id, const Thing& written) {
    const auto day = [&](ExprId expr) -> std::optional<Day> {
      const auto* date = expr.valid() ? std::get_if<DateConst>(&spec()[expr].node) : nullptr;
      return date ? std::optional(date->day) : std::nullopt;
    };
    const auto never = [&](ExprId expr) {
      return expr.valid() && std::holds_alternative<NeverConst>(spec()[expr].node);
    };
    const Horizon& horizon = universe_.horizon;
    const bool event = spec()[written.type].kind == syntax::TypeKind::event;
    const auto start = day(event ? written.date : written.start);
    if (!start || (horizon.end && *start >= *horizon.end)) return;
    const auto end = day(written.end);
    const bool lasts = event ? *start >= horizon.start
                             : never(written.end) || (end && *end > horizon.start);
    if (!lasts) return;
    const Thing& thing = spec()[id];
    const ExprId first = event ? thing.date : thing.start;
    if (horizon.end) fixed_.push_back(compare(CompareOp::less, first, *horizon.end));
    if (event) fixed_.push_back(compare(CompareOp::greater_equal, first, horizon.start));
    else fixed_.push_back(compare(CompareOp::greater, thing.end, horizon.start));
  }
  ExprId compare(CompareOp op, ExprId left, Day day) {
    return spec().add(Compare{op, left, spec().add(DateConst{day}, basic(BaseType::date))}, basic(BaseType::boolean));
  }

  void free_value(ThingId id, FieldKind part, FieldId field, Type type, const std::string& name) {
    const ExprId written = part_of(spec()[id], part, field);
    if (!written.valid()) return;
    const Expr expr = spec()[written];
    if (std::holds_alternative<OpenRef>(expr.node) || type.base == BaseType::days) return;
    // An expression over other values may come to nothing with them.
    const bool constant = std::holds_alternative<NumberConst>(expr.node) ||
                          std::holds_alternative<DateConst>(expr.node) ||
                          std::holds_alternative<NeverConst>(expr.node) ||
                          std::holds_alternative<EnumConst>(expr.node) ||
                          std::holds_alternative<BoolConst>(expr.node);
    const bool is_date = part == FieldKind::start || part == FieldKind::end || part == FieldKind::date;
    if (!constant && !is_date) type.optional = true;
    const std::string full_name = spec()[id].name + "." + name;
    const OpenTermId freed = open_term(spec(), full_name, std::move(type), expr.span);
    const ExprId open = open_value(spec(), freed);
    *place_of(spec().things[id.index], part, field) = open;
    // `on D` says two things at once.
    Statement* same = nullptr;
    if (part == FieldKind::end)
      for (Statement& other : result_.statements)
        if (other.kind == StatementKind::value && other.thing == id &&
            other.part == FieldKind::start && other.span == expr.span)
          same = &other;
    const ExprId stands = are_equal(spec(), open, written);
    if (same) {
      same->freed.push_back(freed);
      same->original.push_back(written);
      ExprId& probe = probes_[static_cast<std::size_t>(same - result_.statements.data())];
      probe = spec().add(Connect{Connective::and_, probe, stands}, basic(BaseType::boolean));
      return;
    }
    Statement statement;
    statement.thing = id;
    statement.part = part;
    statement.field = field;
    statement.freed = {freed};
    statement.original = {written};
    statement.span = expr.span;
    const bool never = std::holds_alternative<NeverConst>(expr.node);
    statement.text = full_name + " = " + (never ? "never" : one_line(sources_.text(expr.span)));
    add_statement(std::move(statement), stands);
  }

  void add_statement(Statement statement, ExprId probe) {
    result_.statements.push_back(std::move(statement));
    probes_.push_back(probe);
  }

  // What dates an event becomes a literal of its own; conditions stay as constraints and are found
  // again by their place.
  void free_assumptions() {
    Deal& deal = spec().deals[result_.deal.index];
    std::vector<Assume> kept;
    for (const Assume& assume : std::vector<Assume>(deal.assumes)) {
      const bool dates = assume.form == syntax::AssumeForm::on || assume.form == syntax::AssumeForm::never;
      if (!dates || !view_.has(assume.event)) {
        kept.push_back(assume);
        continue;
      }
      Assume open = assume;
      open.form = syntax::AssumeForm::open;
      open.date = {};
      kept.push_back(open);
      const ExprId date = spec().add(FieldOf{thing_name(spec(), assume.event), FieldKind::date, {}}, basic(BaseType::date));
      const ExprId said = assume.form == syntax::AssumeForm::on ? assume.date : spec().add(NeverConst{}, basic(BaseType::date));
      Statement statement;
      statement.kind = StatementKind::assumption;
      statement.thing = assume.event;
      statement.original = {said};
      statement.span = assume.span;
      statement.text = one_line(sources_.text(assume.span));
      add_statement(std::move(statement), are_equal(spec(), date, said));
    }
    spec().deals[result_.deal.index].assumes = std::move(kept);
  }

  // ---- what may be added

  void add(TypeId type) {
    Thing thing;
    const ThingType shape = spec()[type];
    if (shape.kind == syntax::TypeKind::entity) return;
    thing.name = "a further " + shape.name;
    thing.type = type;
    thing.presence = syntax::Presence::possible;
    const auto open = [&](Type of, const std::string& name) {
      return open_value(spec(), open_term(spec(), thing.name + "." + name, std::move(of)));
    };
    if (shape.kind == syntax::TypeKind::flow) {
      thing.from = open(thing_type(shape.from), "from");
      thing.to = open(thing_type(shape.to), "to");
      thing.start = open(basic(BaseType::date), "start");
      thing.end = open(basic(BaseType::date), "end");
    } else {
      thing.date = open(basic(BaseType::date), "date");
    }
    // A deal of these days.
    const ExprId first = shape.kind == syntax::TypeKind::flow ? thing.start : thing.date;
    fixed_.push_back(compare(CompareOp::greater_equal, first, universe_.horizon.start));
    for (const FieldId field : shape.fields) {
      if (spec()[field].type.base == BaseType::days) return;
      const ExprId given = spec()[field].value;
      thing.values.emplace_back(field, given.valid() ? given : open(spec()[field].type, spec()[field].name));
    }
    const ThingId id{static_cast<std::uint32_t>(spec().things.size())};
    spec().things.push_back(thing);
    spec().deals[result_.deal.index].things.push_back(id);
    Statement absent;
    absent.kind = StatementKind::absence;
    absent.thing = id;
    absent.text = "no further " + shape.name;
    add_statement(std::move(absent), is_missing(spec(), id));
  }

  // ---- what may be negotiated

  void free_wording(ClauseId id) {
    if (!spec()[id].negotiable) return;
    std::set<ExprId> constants;
    for_each_expr(spec(), id, [&](ExprId root) {
      walk(spec(), root, [&](ExprId at, const Expr& e) {
        const bool number = std::holds_alternative<NumberConst>(e.node) && e.type.base != BaseType::days;
        const bool zero = number && std::get<NumberConst>(e.node).value == 0;
        // How long the contract runs is not this clause's to say.
        const Span whole = spec()[id].whole;
        const bool here = e.span.file == whole.file && whole.begin <= e.span.begin && e.span.end <= whole.end;
        if ((number && !zero) || (here && std::holds_alternative<DateConst>(e.node))) constants.insert(at);
      });
    });
    for (const ExprId at : constants) {
      const Expr written = spec()[at];
      const OpenTermId freed = open_term(
          spec(), spec().full_name(id) + ": " + one_line(sources_.text(written.span)), written.type, written.span);
      const ExprId original = spec().add(written.node, written.type, written.span);
      spec().exprs[at.index].node = OpenRef{freed};
      Statement statement;
      statement.kind = StatementKind::wording;
      statement.clause = id;
      statement.freed = {freed};
      statement.original = {original};
      statement.own = false;
      statement.span = written.span;
      statement.text = spec()[freed].name;
      add_statement(std::move(statement), are_equal(spec(), open_value(spec(), freed), original));
    }
  }

  // ---- the open values of a scenario

  void fix_scenario(const Scenario& scenario) {
    for (const auto& [term, value] : scenario.terms) fixed_.push_back(has_value(spec(), term, value));
    for (const auto& [event, day] : scenario.dates) {
      const Type type = basic(BaseType::date);
      const ExprId date = spec().add(FieldOf{thing_name(spec(), event), FieldKind::date, {}}, type);
      fixed_.push_back(are_equal(spec(), date, constant_expression(spec(), type, Date{day})));
    }
    for (const auto& [thing, there] : scenario.present)
      fixed_.push_back(there ? is_there(spec(), thing) : is_missing(spec(), thing));
  }

  void ground() {
    GroundOptions grounding = options_.scenarios;
    grounding.probes = probes_;
    grounding.probes.insert(grounding.probes.end(), fixed_.begin(), fixed_.end());
    result_.problem = std::make_unique<Problem>(ground_deal(spec(), result_.deal, grounding));
    Problem& problem = *result_.problem;
    if (!problem.refused.empty()) {
      result_.refused = problem.refused;
      return;
    }
    for (std::size_t i = 0; i < result_.statements.size(); ++i)
      result_.statements[i].holds = problem.probes[i];
    for (std::size_t i = probes_.size(); i < problem.probes.size(); ++i)
      result_.background.push_back(problem.probes[i]);
    for (const Constraint& constraint : problem.constraints) {
      if (constraint.kind == ConstraintKind::flow_period || constraint.kind == ConstraintKind::restriction) {
        result_.background.push_back(constraint.formula);
        continue;
      }
      Statement statement;
      statement.kind = constraint.kind == ConstraintKind::assumption ? StatementKind::assumption
                                                                     : StatementKind::rule;
      statement.own = constraint.kind == ConstraintKind::assumption;
      statement.span = constraint.span;
      statement.text = one_line(sources_.text(constraint.span));
      if (constraint.kind == ConstraintKind::power)
        statement.text = spec()[constraint.event].name + " may come only if " + statement.text;
      statement.holds = constraint.formula;
      result_.statements.push_back(std::move(statement));
    }
    result_.asker = std::make_unique<Asker>(problem.formulas, options_.limits);
  }

  const Sources& sources_;
  const RelaxOptions& relaxing_;
  const CheckOptions& options_;
  Universe universe_;
  View view_;
  Relaxation result_;
  std::vector<ExprId> probes_;
  std::vector<ExprId> fixed_;
};

}  // namespace

Relaxation relax(const Spec& spec, const Sources& sources, const Decision& decision,
                 const RelaxOptions& relaxing, const CheckOptions& options) {
  return Relaxing(spec, sources, decision, relaxing, options).run();
}

}  // namespace proviso
