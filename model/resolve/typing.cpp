#include "model/resolve/typing.h"

#include "model/syntax/diagnostics.h"
#include "model/resolve/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {

Typing::Typing(Tables& tables, const Frame& frame, Allowed allowed)
    : tables_(tables), frame_(frame), allowed_(allowed) {}

ExprId Typing::make(Expr::Node node, Type type, Span span) {
  return tables_.spec.add(std::move(node), std::move(type), span);
}

ExprId Typing::wrong(Span span) { return make(BoolConst{false}, Type{}, span); }

ExprId Typing::negated(ExprId operand, Span span) {
  return make(Not{operand}, basic(BaseType::boolean), span);
}

ExprId Typing::day_after(ExprId date) {
  const Span span = tables_.spec[date].span;
  const ExprId day = make(NumberConst{Rational(1)}, basic(BaseType::days), span);
  return folded(make(Arithmetic{ArithmeticOp::add, date, day}, basic(BaseType::date), span));
}

void Typing::forget(Mark mark) {
  locals_.resize(mark.locals);
  present_.resize(mark.present);
}

ExprId Typing::infer(const syntax::Expr& expr, const Hint& hint) {
  return std::visit([&](const auto& written) { return node(written, expr, hint); }, expr.node);
}

ExprId Typing::expect(const syntax::Expr& expr, const Type& type, std::string_view what) {
  return fit(infer(expr, Hint{type}), type, what);
}

ExprId Typing::condition(const syntax::Expr& expr) {
  return expect(expr, basic(BaseType::boolean), "a condition");
}

ExprId Typing::date(const syntax::Expr& expr, std::string_view what) {
  return expect(expr, basic(BaseType::date), what);
}

ExprId Typing::fixed_date(const syntax::Expr& expr, std::string_view what) {
  const ExprId id = date(expr, what);
  const Span state = reads_state(tables_.spec, id);
  if (!state.empty()) {
    report(tables_, kinds::reads_state, state,
           fmt::format("{} is one date, but this is not the same on every day", what))
        .fix = "write `any time` after the binder, or use the date of an event";
  }
  return id;
}

ExprId Typing::as_date(ExprId id) {
  const Type type = type_of(id);
  if (!is_event(tables_.spec, type)) return id;
  Type date = basic(BaseType::date);
  // A named event that is left out never happens: its date is never, not none.
  const bool named = std::holds_alternative<ThingRef>(tables_.spec[id].node);
  date.optional = type.optional && !named;
  return date_of_event(id, date, tables_.spec[id].span);
}

// Of a clause with several texts the date of the first.
ExprId Typing::date_of_event(ExprId id, const Type& date, Span span) {
  const auto found = tables_.event_versions.find(id);
  if (found == tables_.event_versions.end()) {
    return narrowed(make(FieldOf{id, FieldKind::date, {}}, date, span));
  }
  const ClauseEvent event = std::get<ClauseEvent>(tables_.spec[id].node);
  const Type type = type_of(id);
  const std::vector<ClauseId> texts = found->second;
  std::vector<ExprId> dates;
  for (const ClauseId text : texts) {
    const ExprId one = make(ClauseEvent{text, event.kind}, type, span);
    dates.push_back(make(FieldOf{one, FieldKind::date, {}}, date, span));
  }
  return make(MinMax{true, std::move(dates)}, date, span);
}

ExprId Typing::of_any_text(ExprId event, const std::function<ExprId(ExprId)>& condition) {
  const auto found = tables_.event_versions.find(event);
  if (found == tables_.event_versions.end()) return condition(event);
  const Expr named = tables_.spec[event];
  const std::vector<ClauseId> texts = found->second;
  ExprId any;
  for (const ClauseId text : texts) {
    const auto kind = std::get<ClauseEvent>(named.node).kind;
    const ExprId one = condition(make(ClauseEvent{text, kind}, named.type, named.span));
    any = any.valid() ? make(Connect{Connective::or_, any, one}, basic(BaseType::boolean),
                             tables_.spec[one].span)
                      : one;
  }
  return any;
}

ExprId Typing::fit(ExprId id, const Type& type, std::string_view what) {
  if (type.base == BaseType::date && !type.set) id = as_date(id);
  const Type found = type_of(id);
  const Span span = tables_.spec[id].span;
  if (fits(tables_.spec, found, type)) return id;
  Type present = found;
  present.optional = false;
  if (found.base == BaseType::nothing) {
    report(tables_, kinds::may_be_none, span,
           fmt::format("{} is `{}`, which is never none", what, show(tables_.spec, type)))
        .fix = fmt::format("declare it as `{}?` if it may be none", show(tables_.spec, type));
  } else if (found.optional && !type.optional && fits(tables_.spec, present, type)) {
    report(tables_, kinds::may_be_none, span,
           fmt::format("{} is `{}`, but this may be none", what, show(tables_.spec, type)))
        .fix = "test it first: `if … is none then … else …`, or `… is not none and …`";
  } else {
    Diagnostic& diagnostic =
        report(tables_, kinds::type_mismatch, span,
               fmt::format("{} is `{}`, not `{}`", what, show(tables_.spec, type),
                           show(tables_.spec, found)));
    diagnostic.here = fmt::format("this is `{}`", show(tables_.spec, found));
    if (is_event(tables_.spec, found) && type.base == BaseType::boolean) {
      const auto* named = std::get_if<ThingRef>(&tables_.spec[id].node);
      diagnostic.fix = named ? fmt::format("write `{} happened`", tables_.spec[named->thing].name)
                             : "write `happened` behind it, or `happens` for the day itself";
    }
    if (found.base == BaseType::money && type.base == BaseType::money) {
      diagnostic.fix = fmt::format("declare `rate {} to {} = …` and compute the amount",
                                   found.currency, type.currency);
    }
  }
  return wrong(span);
}

// ---------------------------------------------------------------- absence

std::string Typing::key(ExprId id) const {
  const Expr& expr = tables_.spec[id];
  return std::visit(
      [&](const auto& at) -> std::string {
        using At = std::decay_t<decltype(at)>;
        if constexpr (std::is_same_v<At, ThingRef>) return fmt::format("t{}", at.thing.index);
        if constexpr (std::is_same_v<At, LocalRef>) return fmt::format("l{}", at.local.index);
        if constexpr (std::is_same_v<At, OpenRef>) return fmt::format("o{}", at.term.index);
        if constexpr (std::is_same_v<At, FieldOf>) {
          const std::string of = key(at.of);
          if (of.empty()) return {};
          return at.kind == FieldKind::declared
                     ? fmt::format("{}.{}", of, at.field.index)
                     : fmt::format("{}.#{}", of, static_cast<int>(at.kind));
        }
        return {};
      },
      expr.node);
}

ExprId Typing::narrowed(ExprId id) {
  if (!type_of(id).optional) return id;
  const std::string path = key(id);
  if (path.empty() || std::find(present_.begin(), present_.end(), path) == present_.end()) {
    return id;
  }
  tables_.spec.exprs[id.index].type.optional = false;
  return id;
}

void Typing::learn(ExprId condition, bool truth) {
  const auto known = [&](ExprId id) {
    for (;;) {
      if (std::string path = key(id); !path.empty()) present_.push_back(std::move(path));
      const auto* field = std::get_if<FieldOf>(&tables_.spec[id].node);
      if (!field) return;
      id = field->of;
    }
  };
  if (!condition.valid()) return;
  const Expr::Node node = tables_.spec[condition].node;
  if (const auto* negation = std::get_if<Not>(&node)) {
    learn(negation->operand, !truth);
  } else if (const auto* both = std::get_if<Connect>(&node)) {
    const Connective op = both->op;
    if ((op == Connective::and_ && truth) || (op == Connective::or_ && !truth)) {
      learn(both->left, truth);
      learn(both->right, truth);
    } else if (op == Connective::implies && !truth) {
      learn(both->left, true);
      learn(both->right, false);
    }
  } else if (const auto* none = std::get_if<IsNone>(&node)) {
    if (!truth) known(none->operand);
  } else if (const auto* compared = std::get_if<Compare>(&node)) {
    // With something absent `==` and the order comparisons are false, `!=` is true.
    if (truth != (compared->op == CompareOp::not_equal)) {
      known(compared->left);
      known(compared->right);
    }
  } else if (const auto* typed = std::get_if<IsType>(&node)) {
    if (truth) known(typed->operand);
  } else if (const auto* member = std::get_if<In>(&node)) {
    if (truth) known(member->member);
  }
}

// ---------------------------------------------------------------- literals and simple nodes

ExprId Typing::node(const syntax::Hole&, Node expr, const Hint&) { return wrong(expr.span); }

ExprId Typing::node(const syntax::BoolLiteral& literal, Node expr, const Hint&) {
  return make(BoolConst{literal.value}, basic(BaseType::boolean), expr.span);
}

ExprId Typing::node(const syntax::NumberLiteral& literal, Node expr, const Hint&) {
  const auto value = parse_decimal(literal.digits);
  if (!value) return wrong(expr.span);
  if (literal.percent) {
    return make(NumberConst{*value / 100}, basic(BaseType::number), expr.span);
  }
  const bool whole = literal.digits.find('.') == std::string::npos;
  return make(NumberConst{*value}, basic(whole ? BaseType::integer : BaseType::number), expr.span);
}

ExprId Typing::node(const syntax::MoneyLiteral& literal, Node expr, const Hint&) {
  const auto value = parse_decimal(literal.digits);
  if (!value) return wrong(expr.span);
  Type type = basic(BaseType::money);
  type.currency = literal.code;
  return make(NumberConst{*value * suffix_factor(literal.suffix)}, type, expr.span);
}

ExprId Typing::node(const syntax::DateLiteral& literal, Node expr, const Hint&) {
  return make(DateConst{day_of(literal.year, literal.month, literal.day)}, basic(BaseType::date),
              expr.span);
}

ExprId Typing::node(const syntax::DurationLiteral& literal, Node expr, const Hint&) {
  if (literal.unit != syntax::DurationUnit::days) {
    report(tables_, kinds::calendar_duration, expr.span,
           "months and years have no fixed length: they are only added to a date")
        .fix = "write `DATE + 3 months`, or count in days";
    return wrong(expr.span);
  }
  const auto value = parse_decimal(literal.digits);
  if (!value) return wrong(expr.span);
  if (denominator(*value) != 1) {
    report(tables_, kinds::type_mismatch, expr.span, "time is counted in whole days");
    return wrong(expr.span);
  }
  return make(NumberConst{*value}, basic(BaseType::days), expr.span);
}

ExprId Typing::node(const syntax::NoneLiteral&, Node expr, const Hint&) {
  return make(NoneConst{}, basic(BaseType::nothing), expr.span);
}

ExprId Typing::node(const syntax::NeverLiteral&, Node expr, const Hint&) {
  return make(NeverConst{}, basic(BaseType::date), expr.span);
}

ExprId Typing::node(const syntax::SetLiteral& literal, Node expr, const Hint& hint) {
  const bool hinted = !is_wrong(hint.type) && hint.type.set;
  Type element = hinted ? element_of(solid(hint.type)) : Type{};
  if (literal.members.empty()) {
    if (hinted) return make(SetOf{}, set_of(element), expr.span);
    if (is_wrong(hint.type)) {
      report(tables_, kinds::bad_set, expr.span, "what `{}` is an empty set of is not clear here");
    }
    return wrong(expr.span);
  }
  std::vector<ExprId> members;
  for (const syntax::ExprPtr& member : literal.members) {
    const ExprId id = infer(*member, Hint{element});
    const auto common = join(tables_.spec, type_of(id), element);
    if (!common) {
      report(tables_, kinds::type_mismatch, member->span,
             fmt::format("the members of a set are of one type: this is `{}`, not `{}`",
                         show(tables_.spec, type_of(id)), show(tables_.spec, element)));
      return wrong(expr.span);
    }
    if (!hinted || is_wrong(element)) element = *common;
    if (is_wrong(type_of(id))) return wrong(expr.span);
    members.push_back(id);
  }
  return make(SetOf{std::move(members)}, set_of(element), expr.span);
}

ExprId Typing::node(const syntax::ParenExpr& paren, Node, const Hint& hint) {
  return infer(*paren.inner, hint);
}

ExprId Typing::node(const syntax::OpenExpr& open, Node expr, const Hint&) {
  return misplaced_open(open.ours, expr.span);
}

ExprId Typing::misplaced_open(bool ours, Span span) {
  const std::string word = ours ? "choose" : "unknown";
  report(tables_, kinds::open_misplaced, span,
         fmt::format("`{}` stands only as the whole value of a field, a date, an endpoint or a "
                     "`term`, in a deal or as the `term` of a contract",
                     word))
      .fix = fmt::format("name it first: `term x = {} …`, then use `x`", word);
  return wrong(span);
}

ExprId Typing::node(const syntax::IfExpr& expr, Node at, const Hint& hint) {
  const ExprId test = condition(*expr.condition);
  const Mark before = mark();
  learn(test, true);
  ExprId then = infer(*expr.then, Hint{hint.type});
  forget(before);
  learn(test, false);
  Hint other{hint.type};
  if (is_wrong(other.type)) other.type = type_of(then);
  ExprId otherwise = infer(*expr.otherwise, other);
  forget(before);
  if (type_of(then).base == BaseType::date) otherwise = as_date(otherwise);
  if (type_of(otherwise).base == BaseType::date) then = as_date(then);
  const auto type = join(tables_.spec, type_of(then), type_of(otherwise));
  if (!type) {
    report(tables_, kinds::operands_differ, at.span,
           fmt::format("the branches of `if` are of one type, but these are `{}` and `{}`",
                       show(tables_.spec, type_of(then)), show(tables_.spec, type_of(otherwise))));
    return wrong(at.span);
  }
  return make(If{test, then, otherwise}, *type, at.span);
}

ExprId Typing::node(const syntax::IsExpr& expr, Node at, const Hint&) {
  const ExprId operand = infer(*expr.operand);
  const Type type = type_of(operand);
  const Type boolean = basic(BaseType::boolean);
  if (is_wrong(type)) return make(BoolConst{false}, Type{}, at.span);
  if (expr.is_none) {
    const ExprId test = make(IsNone{operand}, boolean, at.span);
    return expr.negated ? negated(test, at.span) : test;
  }
  const TypeId wanted = find_type(tables_, expr.type);
  if (!wanted.valid()) return wrong(at.span);
  const bool related = type.base == BaseType::thing && !type.set &&
                       (tables_.spec.is_a(wanted, type.thing) ||
                        tables_.spec.is_a(type.thing, wanted));
  if (!related) {
    report(tables_, kinds::operands_differ, at.span,
           fmt::format("a `{}` is never a `{}`", show(tables_.spec, type),
                       tables_.spec[wanted].name));
    return wrong(at.span);
  }
  const ExprId test = make(IsType{operand, wanted}, boolean, at.span);
  return expr.negated ? negated(test, at.span) : test;
}

ExprId Typing::node(const syntax::HappenExpr& expr, Node at, const Hint&) {
  const ExprId event = infer(*expr.event);
  const Type type = type_of(event);
  if (is_wrong(type)) return wrong(at.span);
  if (!is_event(tables_.spec, type)) {
    report(tables_, kinds::not_an_event, expr.event->span,
           fmt::format("only events happen, but this is `{}`", show(tables_.spec, type)));
    return wrong(at.span);
  }
  return of_any_text(event, [&](ExprId one) {
    return make(Happen{one, expr.tense}, basic(BaseType::boolean), at.span);
  });
}

ExprId Typing::node(const syntax::UnaryExpr& expr, Node at, const Hint& hint) {
  if (expr.op == syntax::UnaryOp::not_) return negated(condition(*expr.operand), at.span);
  const ExprId operand = infer(*expr.operand, Hint{hint.type});
  const Type type = type_of(operand);
  if (is_wrong(type) || !has_value(operand)) return wrong(at.span);
  if (!is_number(type) && type.base != BaseType::money && type.base != BaseType::days) {
    report(tables_, kinds::operands_differ, at.span,
           fmt::format("`{}` has no negative", show(tables_.spec, type)));
    return wrong(at.span);
  }
  return folded(make(Negate{operand}, type, at.span));
}

const syntax::Expr& without_parens(const syntax::Expr& expr) {
  const syntax::Expr* at = &expr;
  while (const auto* paren = std::get_if<syntax::ParenExpr>(&at->node)) at = paren->inner.get();
  return *at;
}

}  // namespace proviso::resolving
