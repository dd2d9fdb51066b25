#include "solver/contracts/clause_changes.h"

#include "model/expr_walk.h"
#include "solver/contracts/rewrite.h"
#include "solver/world_view.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace proviso {

namespace {

// Where a clause holds expressions, in a fixed order.
std::vector<ExprId*> roots_of(Clause& clause) {
  std::vector<ExprId*> roots{&clause.bounds.from};
  for (ExprId& until : clause.bounds.until) roots.push_back(&until);
  roots.insert(roots.end(), {&clause.while_, &clause.suspended_while, &clause.survives_until});
  for (Norm& norm : clause.norms) {
    if (norm.each) roots.push_back(&norm.each->where);
    roots.insert(roots.end(), {&norm.condition, &norm.by, &norm.unless});
    for (Reparation& reparation : norm.otherwise) roots.insert(roots.end(), {&reparation.condition, &reparation.by});
  }
  return roots;
}

struct Edit {
  std::size_t root = 0;
  ExprId target;
  ExprId replacement;  // invalid: the whole root is left out
};

// The same words may stand in several norms (what readings share): they are changed in all of them.
struct Planned {
  std::string what;
  Span span;
  std::string before, after;
  std::vector<Edit> edits;
};

constexpr const char* kLeftOut = "left out";

class Changing {
 public:
  Changing(Spec& spec, const Sources& sources, ClauseId id) : spec_(spec), sources_(sources), clause_(spec[id]) {}

  std::vector<TextChange> run() {
    leave_out_clause();
    leave_out_parts();
    const std::vector<ExprId*> roots = roots_of(clause_);
    for (std::size_t i = 0; i < roots.size(); ++i) {
      if (!roots[i]->valid()) continue;
      root_ = i;
      change_inside(*roots[i]);
    }
    for (const Planned& planned : planned_) carry_out(planned);
    std::stable_sort(result_.begin(), result_.end(), [](const TextChange& a, const TextChange& b) {
      return a.span.begin < b.span.begin;
    });
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string words(Span span) const { return span.empty() ? "" : one_line(sources_.text(span)); }
  [[nodiscard]] bool here(Span span) const {
    const Span& whole = clause_.whole;
    return !span.empty() && span.file == whole.file && whole.begin <= span.begin && span.end <= whole.end;
  }
  [[nodiscard]] Span span_of(ExprId id) const { return spec_[id].span; }

  void plan(const std::string& what, Span span, const std::string& after, ExprId target, ExprId replacement,
            const std::string& before = "") {
    if (!here(span)) return;
    const auto same = std::find_if(planned_.begin(), planned_.end(), [&](const Planned& p) {
      return p.span == span && p.what == what && p.after == after;
    });
    const std::string shown = before.empty() ? words(span) : before;
    Planned& planned = same != planned_.end() ? *same : planned_.emplace_back(Planned{what, span, shown, after, {}});
    planned.edits.push_back({root_, target, replacement});
  }

  void carry_out(const Planned& planned) {
    Clause body = clause_;
    const std::vector<ExprId*> roots = roots_of(body);
    for (const Edit& edit : planned.edits)
      *roots[edit.root] = edit.replacement.valid() ? rewrite(spec_, *roots[edit.root], edit.target, edit.replacement)
                                                   : ExprId{};
    auto& until = body.bounds.until;
    std::erase_if(until, [](ExprId id) { return !id.valid(); });
    for (Norm& norm : body.norms)
      std::erase_if(norm.otherwise, [](const Reparation& r) { return !r.condition.valid(); });
    result_.push_back({planned.what, planned.span, planned.before, planned.after, std::move(body)});
  }

  // ---- whole parts

  void leave_out_clause() {
    Clause body = clause_;
    body.norms.clear();
    const std::string what = std::string("clause ") + kLeftOut;
    result_.push_back({what, clause_.span, "clause " + clause_.name, "", std::move(body)});
    std::vector<Span> spans;
    for (const Norm& norm : clause_.norms)
      if (std::find(spans.begin(), spans.end(), norm.span) == spans.end()) spans.push_back(norm.span);
    if (spans.size() < 2) return;
    for (const Span span : spans) {
      Clause rest = clause_;
      std::erase_if(rest.norms, [&](const Norm& norm) { return norm.span == span; });
      result_.push_back({std::string("norm ") + kLeftOut, span, words(span), "", std::move(rest)});
    }
  }

  void leave_out(const std::string& what, const ExprId* place) {
    const std::vector<ExprId*> roots = roots_of(clause_);
    root_ = static_cast<std::size_t>(std::find(roots.begin(), roots.end(), place) - roots.begin());
    if (place->valid()) plan(what + " " + kLeftOut, span_of(*place), "", *place, {});
  }
  void a_day_later(const std::string& what, const ExprId* place) {
    const std::vector<ExprId*> roots = roots_of(clause_);
    root_ = static_cast<std::size_t>(std::find(roots.begin(), roots.end(), place) - roots.begin());
    if (!place->valid() || spec_[*place].type.base != BaseType::date) return;
    for (const int days : {-1, 1}) {
      const ExprId moved = shifted(*place, days);
      if (!moved.valid()) continue;
      plan(what + (days > 0 ? " a day later" : " a day earlier"), span_of(*place), moved_words(*place, moved, days),
           *place, moved);
    }
  }

  void leave_out_parts() {
    leave_out("first day", &clause_.bounds.from);
    a_day_later("first day", &clause_.bounds.from);
    for (const ExprId& until : clause_.bounds.until) {
      leave_out("end", &until);
      a_day_later("end", &until);
    }
    leave_out("condition of the term", &clause_.while_);
    leave_out("suspension", &clause_.suspended_while);
    leave_out("survival", &clause_.survives_until);
    a_day_later("survival", &clause_.survives_until);
    for (const Norm& norm : clause_.norms) {
      if (norm.each && norm.each->where.valid()) leave_out_conditions(&norm.each->where);
      leave_out("exception", &norm.unless);
      a_day_later("deadline", &norm.by);
      for (const Reparation& reparation : norm.otherwise) {
        leave_out("reparation", &reparation.condition);
        a_day_later("deadline", &reparation.by);
      }
    }
  }

  // A guard of one condition is left out as a whole; single conditions are left out in `change_inside`.
  void leave_out_conditions(const ExprId* place) {
    const auto* join = std::get_if<Connect>(&spec_[*place].node);
    if (!join || join->op != Connective::and_) leave_out("condition", place);
  }

  [[nodiscard]] ExprId shifted(ExprId date, int days) {
    const Expr expr = spec_[date];
    if (const auto* day = std::get_if<DateConst>(&expr.node))
      return spec_.add(DateConst{day->day + days}, expr.type, expr.span);
    if (std::holds_alternative<NeverConst>(expr.node)) return {};
    const ExprId number = spec_.add(NumberConst{Rational(days)}, basic(BaseType::days), expr.span);
    return spec_.add(Arithmetic{ArithmeticOp::add, date, number}, expr.type, expr.span);
  }
  [[nodiscard]] std::string moved_words(ExprId before, ExprId moved, int days) const {
    if (const auto* day = std::get_if<DateConst>(&spec_[moved].node)) return show_day(day->day);
    return words(span_of(before)) + (days > 0 ? " + 1 day" : " - 1 day");
  }

  // ---- inside conditions

  void change_inside(ExprId root) {
    std::vector<std::pair<ExprId, Expr>> all;
    walk(spec_, root, [&](ExprId id, const Expr& e) {
      if (here(e.span)) all.emplace_back(id, e);
    });
    for (const auto& [id, expr] : all) {
      if (const auto* join = std::get_if<Connect>(&expr.node)) leave_out_operand(id, *join);
      if (const Binding* binding = binding_of(expr.node)) leave_out_guard(id, expr, *binding);
      if (const auto* compare = std::get_if<Compare>(&expr.node)) change_comparison(id, expr, *compare);
      if (const auto* number = std::get_if<NumberConst>(&expr.node); number && !moves(root, id))
        change_number(id, expr, number->value);
      // The whole of a bound or deadline is moved with the bound.
      if (std::holds_alternative<DateConst>(expr.node) && id != root) change_date(id);
    }
  }

  // `D + 30 days` as a bound or deadline is moved by a day anyhow.
  [[nodiscard]] bool moves(ExprId root, ExprId number) const {
    const auto* sum = std::get_if<Arithmetic>(&spec_[root].node);
    return sum && spec_[root].type.base == BaseType::date && (sum->left == number || sum->right == number);
  }

  void leave_out_operand(ExprId id, const Connect& join) {
    const bool both = join.op == Connective::and_;
    if (!both && join.op != Connective::or_) return;
    const std::string what = std::string(both ? "condition " : "alternative ") + kLeftOut;
    for (const bool left : {true, false}) {
      const ExprId out = left ? join.left : join.right;
      const auto* inner = std::get_if<Connect>(&spec_[out].node);
      if (inner && inner->op == join.op) continue;  // its parts are left out one by one
      plan(what, span_of(out), "", id, left ? join.right : join.left);
    }
  }

  void leave_out_guard(ExprId id, const Expr& expr, const Binding& binding) {
    if (!binding.where.valid()) return;
    const auto* join = std::get_if<Connect>(&spec_[binding.where].node);
    if (join && join->op == Connective::and_) return;
    Expr::Node node = expr.node;
    if (auto* quantifier = std::get_if<Quantifier>(&node)) quantifier->binding.where = {};
    if (auto* aggregate = std::get_if<Aggregate>(&node)) aggregate->binding.where = {};
    if (auto* reaches = std::get_if<Reaches>(&node)) reaches->binding.where = {};
    const Span span = span_of(binding.where);
    if (!here(span)) return;
    plan(std::string("condition ") + kLeftOut, span, "", id, spec_.add(std::move(node), expr.type, expr.span));
  }

  void change_comparison(ExprId id, const Expr& expr, const Compare& compare) {
    struct Row {
      CompareOp from, to;
      const char *before, *after;
    };
    static constexpr Row kOpposites[] = {
        {CompareOp::less, CompareOp::less_equal, "<", "<="},
        {CompareOp::less_equal, CompareOp::less, "<=", "<"},
        {CompareOp::greater, CompareOp::greater_equal, ">", ">="},
        {CompareOp::greater_equal, CompareOp::greater, ">=", ">"},
    };
    if (spec_[compare.left].type.set) return;
    for (const Row& row : kOpposites) {
      if (row.from != compare.op) continue;
      Compare other = compare;
      other.op = row.to;
      const std::string right = " " + words(span_of(compare.right));
      plan(std::string("`") + row.before + "` made `" + row.after + "`", expr.span, row.after + right, id,
           spec_.add(other, expr.type, expr.span), row.before + right);
    }
  }

  void change_number(ExprId id, const Expr& expr, const Rational& value) {
    if (value == 0) return;
    const BaseType base = expr.type.base;
    const bool whole = base == BaseType::integer || base == BaseType::days;
    const Rational size = value < 0 ? Rational(-value) : value;
    const Rational step = base == BaseType::integer || base == BaseType::days ? Rational(1) : Rational(size / 10);
    const std::string unit = base == BaseType::days ? "a day" : base == BaseType::integer ? "one" : "a tenth";
    const bool percent = words(expr.span).ends_with("%");
    for (const int sign : {-1, 1}) {
      const Rational moved = value + sign * step;
      const ExprId other = spec_.add(NumberConst{moved}, expr.type, expr.span);
      const std::string after = percent && !whole ? show_number(Rational(moved * 100)) + "%"
                                                  : show(spec_, expr.type, Constant(moved));
      plan((sign < 0 ? "lowered by " : "raised by ") + unit, expr.span, after, id, other);
    }
  }

  void change_date(ExprId id) {
    for (const int days : {-1, 1}) {
      const ExprId moved = shifted(id, days);
      plan(days > 0 ? "a day later" : "a day earlier", span_of(id), moved_words(id, moved, days), id, moved);
    }
  }

  Spec& spec_;
  const Sources& sources_;
  Clause clause_;
  std::size_t root_ = 0;
  std::vector<Planned> planned_;
  std::vector<TextChange> result_;
};

}  // namespace

std::vector<TextChange> changes_of(Spec& spec, const Sources& sources, ClauseId clause) {
  return Changing(spec, sources, clause).run();
}

}  // namespace proviso
