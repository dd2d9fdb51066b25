#include "solver/explain/relaxation.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"
#include "solver/replay.h"
#include "solver/world_view.h"

#include <algorithm>
#include <set>

namespace proviso {

ExprId constant_expression(Spec& spec, const Type& type, const Constant& value, Span span) {
  const auto make = [&](Expr::Node node) {
    spec.exprs.push_back(Expr{std::move(node), type, span});
    return ExprId{static_cast<std::uint32_t>(spec.exprs.size() - 1)};
  };
  return std::visit(
      Overload{
          [&](None) { return make(NoneConst{}); },
          [&](bool b) { return make(BoolConst{b}); },
          [&](const Rational& r) { return make(NumberConst{r}); },
          [&](const Date& d) { return d.day ? make(DateConst{*d.day}) : make(NeverConst{}); },
          [&](Member m) { return make(EnumConst{m.index}); },
          [&](ThingId thing) { return make(ThingRef{thing}); },
          [&](const Members& members) {
            Type one = type;
            one.set = false;
            SetOf set;
            for (const auto& member : members.all)
              set.members.push_back(constant_expression(
                  spec, one, std::visit([](auto m) { return Constant(m); }, member), span));
            return make(std::move(set));
          },
      },
      value);
}

namespace {

Type boolean() {
  Type type;
  type.base = BaseType::boolean;
  return type;
}
Type date_type() {
  Type type;
  type.base = BaseType::date;
  return type;
}

class Relaxing {
 public:
  Relaxing(const Spec& spec, const Sources& sources, const Decision& decision,
           const RelaxOptions& relaxing, const CheckOptions& options)
      : sources_(sources), relaxing_(relaxing), options_(options), universe_(decision.problem->universe) {
    result_.spec = spec;
    result_.deal = universe_.deal;
  }

  Relaxation run() {
    see_clauses();
    const Deal deal = spec().deals[result_.deal.index];
    for (const ThingId thing : deal.things)
      if (in_view(thing)) free_thing(thing);
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

  ExprId make(Expr::Node node, Type type, Span span = {}) {
    spec().exprs.push_back(Expr{std::move(node), std::move(type), span});
    return ExprId{static_cast<std::uint32_t>(spec().exprs.size() - 1)};
  }
  ExprId equals(ExprId left, ExprId right) {
    return make(Compare{CompareOp::equal, left, right}, boolean());
  }
  ExprId name_of(ThingId thing) {
    Type type;
    type.base = BaseType::thing;
    type.thing = spec()[thing].type;
    type.optional = true;
    return make(ThingRef{thing}, std::move(type));
  }
  ExprId exists(ThingId thing) {
    return make(Not{make(IsNone{name_of(thing)}, boolean())}, boolean());
  }

  // ---- what the clauses can see

  void see_type(const Type& type) {
    if (type.base == BaseType::thing) types_.insert(type.thing);
  }
  void see(ExprId root) {
    if (!root.valid()) return;
    walk(spec(), root, [&](ExprId, const Expr& e) {
      see_type(e.type);
      const auto binders = [&](const Binding& binding) {
        for (const Binder& binder : binding.binders) see_type(binder.type);
      };
      if (const auto* q = std::get_if<Quantifier>(&e.node)) binders(q->binding);
      if (const auto* a = std::get_if<Aggregate>(&e.node)) binders(a->binding);
      if (const auto* r = std::get_if<Reaches>(&e.node)) binders(r->binding);
      if (const auto* of = std::get_if<ClauseEvent>(&e.node)) see_clause(of->clause);
    });
  }
  void see_clause(ClauseId id) {
    if (!id.valid() || !clauses_.insert(id).second) return;
    const Clause clause = spec()[id];
    for_each_expr(spec(), id, [&](ExprId expr) { see(expr); });
    for (const Norm& norm : clause.norms)
      if (norm.each)
        for (const Binder& binder : norm.each->binders) see_type(binder.type);
    for (const Override& one : clause.overridden) see_clause(one.by);
  }
  void see_clauses() {
    for (const ClauseId id : relaxing_.clauses) see_clause(id);
    for (const TypeId type : relaxing_.additions) types_.insert(type);
    // Events whose conditions matter, and what these conditions see.
    for (const ThingId thing : universe_.things)
      if (in_view(thing)) see(spec()[thing].only_if);
  }
  bool in_view(ThingId thing) {
    const TypeId type = spec()[thing].type;
    return std::any_of(types_.begin(), types_.end(), [&](TypeId seen) {
      return spec().is_a(type, seen) || spec().is_a(seen, type);
    });
  }

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
      add_statement(std::move(there), exists(id));
    }
    if (kind == syntax::TypeKind::flow) {
      Type end;
      end.base = BaseType::thing;
      end.thing = spec()[thing.type].from;
      free_value(id, FieldKind::from, {}, end, "from");
      end.thing = spec()[thing.type].to;
      free_value(id, FieldKind::to, {}, end, "to");
      free_value(id, FieldKind::start, {}, date_type(), "start");
      free_value(id, FieldKind::end, {}, date_type(), "end");
    }
    if (kind == syntax::TypeKind::event && thing.date.valid())
      free_value(id, FieldKind::date, {}, date_type(), "date");
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
    return make(Compare{op, left, make(DateConst{day}, date_type())}, boolean());
  }

  ExprId& place_of(ThingId id, FieldKind part, FieldId field) {
    Thing& thing = spec().things[id.index];
    switch (part) {
      case FieldKind::from: return thing.from;
      case FieldKind::to: return thing.to;
      case FieldKind::start: return thing.start;
      case FieldKind::end: return thing.end;
      case FieldKind::date: return thing.date;
      case FieldKind::declared: break;
    }
    for (auto& [name, value] : thing.values)
      if (name == field) return value;
    return thing.date;
  }

  void free_value(ThingId id, FieldKind part, FieldId field, Type type, const std::string& name) {
    const ExprId written = place_of(id, part, field);
    if (!written.valid()) return;
    const Expr expr = spec()[written];
    if (std::holds_alternative<OpenRef>(expr.node) || type.base == BaseType::days) return;
    const std::string thing = spec()[id].name;
    // An expression over other values may come to nothing with them.
    const bool constant = std::holds_alternative<NumberConst>(expr.node) ||
                          std::holds_alternative<DateConst>(expr.node) ||
                          std::holds_alternative<NeverConst>(expr.node) ||
                          std::holds_alternative<EnumConst>(expr.node) ||
                          std::holds_alternative<BoolConst>(expr.node);
    OpenTerm term;
    term.name = thing + "." + name;
    term.type = type;
    const bool is_date = part == FieldKind::start || part == FieldKind::end || part == FieldKind::date;
    if (!constant && !is_date) term.type.optional = true;
    term.span = expr.span;
    const OpenTermId freed{static_cast<std::uint32_t>(spec().open_terms.size())};
    spec().open_terms.push_back(term);
    const ExprId open = make(OpenRef{freed}, term.type, expr.span);
    place_of(id, part, field) = open;
    // `on D` says two things at once.
    Statement* same = nullptr;
    if (part == FieldKind::end)
      for (Statement& other : result_.statements)
        if (other.kind == StatementKind::value && other.thing == id &&
            other.part == FieldKind::start && other.span == expr.span)
          same = &other;
    const ExprId stands = equals(open, written);
    if (same) {
      same->freed.push_back(freed);
      same->original.push_back(written);
      ExprId& probe = probes_[static_cast<std::size_t>(same - result_.statements.data())];
      probe = make(Connect{Connective::and_, probe, stands}, boolean());
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
    statement.text = term.name + " = " + (never ? "never" : one_line(sources_.text(expr.span)));
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
      if (!dates || !in_view(assume.event)) {
        kept.push_back(assume);
        continue;
      }
      Assume open = assume;
      open.form = syntax::AssumeForm::open;
      open.date = {};
      kept.push_back(open);
      const ExprId date = make(FieldOf{name_of(assume.event), FieldKind::date, {}}, date_type());
      const ExprId said = assume.form == syntax::AssumeForm::on ? assume.date : make(NeverConst{}, date_type());
      Statement statement;
      statement.kind = StatementKind::assumption;
      statement.thing = assume.event;
      statement.original = {said};
      statement.span = assume.span;
      statement.text = one_line(sources_.text(assume.span));
      add_statement(std::move(statement), equals(date, said));
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
      OpenTerm term;
      term.name = thing.name + "." + name;
      term.type = std::move(of);
      spec().open_terms.push_back(term);
      return make(OpenRef{OpenTermId{static_cast<std::uint32_t>(spec().open_terms.size() - 1)}}, term.type);
    };
    if (shape.kind == syntax::TypeKind::flow) {
      Type end;
      end.base = BaseType::thing;
      end.thing = shape.from;
      thing.from = open(end, "from");
      end.thing = shape.to;
      thing.to = open(end, "to");
      thing.start = open(date_type(), "start");
      thing.end = open(date_type(), "end");
    } else {
      thing.date = open(date_type(), "date");
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
    add_statement(std::move(absent), make(IsNone{name_of(id)}, boolean()));
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
      OpenTerm term;
      term.name = spec().full_name(id) + ": " + one_line(sources_.text(written.span));
      term.type = written.type;
      term.span = written.span;
      const OpenTermId freed{static_cast<std::uint32_t>(spec().open_terms.size())};
      spec().open_terms.push_back(term);
      const ExprId original = make(written.node, written.type, written.span);
      spec().exprs[at.index].node = OpenRef{freed};
      Statement statement;
      statement.kind = StatementKind::wording;
      statement.clause = id;
      statement.freed = {freed};
      statement.original = {original};
      statement.own = false;
      statement.span = written.span;
      statement.text = term.name;
      add_statement(std::move(statement), equals(make(OpenRef{freed}, term.type), original));
    }
  }

  // ---- the open values of a scenario

  void fix_scenario(const Scenario& scenario) {
    const auto fix = [&](ExprId condition) { fixed_.push_back(condition); };
    for (const auto& [term, value] : scenario.terms) {
      const Type type = spec()[term].type;
      const ExprId open = make(OpenRef{term}, type);
      if (std::holds_alternative<None>(value)) fix(make(IsNone{open}, boolean()));
      else fix(equals(open, constant_expression(spec(), type, value, {})));
    }
    for (const auto& [event, day] : scenario.dates) {
      const ExprId date = make(FieldOf{name_of(event), FieldKind::date, {}}, date_type());
      fix(equals(date, day ? make(DateConst{*day}, date_type()) : make(NeverConst{}, date_type())));
    }
    for (const auto& [thing, is_there] : scenario.present)
      fix(is_there ? exists(thing) : make(IsNone{name_of(thing)}, boolean()));
  }

  void ground() {
    GroundOptions grounding = ground_options(options_);
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
  Relaxation result_;
  std::set<TypeId> types_;
  std::set<ClauseId> clauses_;
  std::vector<ExprId> probes_;
  std::vector<ExprId> fixed_;
};

}  // namespace

Relaxation relax(const Spec& spec, const Sources& sources, const Decision& decision,
                 const RelaxOptions& relaxing, const CheckOptions& options) {
  return Relaxing(spec, sources, decision, relaxing, options).run();
}

}  // namespace proviso
