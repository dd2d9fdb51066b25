#include "model/resolve/norms.h"

#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

using syntax::NormKind;

PeriodUnit unit_of(const syntax::Binder& binder) {
  const std::string& word = binder.type.parts.front().text;
  return word == "month" ? PeriodUnit::month
         : word == "quarter" ? PeriodUnit::quarter
                             : PeriodUnit::year;
}

PeriodBinder bind_period(Typing& typing, const syntax::Binder& written) {
  PeriodBinder period;
  period.unit = unit_of(written);
  period.calendar = written.calendar;
  period.or_part = written.or_part;
  if (written.names.size() > 1) {
    report(typing.tables(), kinds::wrong_binder, written.names[1].span,
           "an `each` counts one period; its neighbours are `previous(p)` and `next(p)`");
  }
  if (written.names.empty()) return period;
  period.local = typing.bind_local(written.names.front(), basic(BaseType::period));
  return period;
}

void add_where(Typing& typing, const syntax::Expr& written, Binding& to) {
  const ExprId where = typing.condition(written);
  typing.learn(where, true);
  to.where = to.where.valid() ? typing.make(Connect{Connective::and_, to.where, where},
                                            basic(BaseType::boolean), written.span)
                              : where;
}

// What is shared comes first, then what the norm binds itself.
void bind_each(Typing& typing, const syntax::Norm& norm, const SharedParts& shared, Norm& to) {
  Binding binding;
  for (const syntax::Binding* written : {shared.each, norm.each ? &*norm.each : nullptr}) {
    if (!written) continue;
    for (const syntax::Binder& binder : written->binders) {
      if (!to.period && binding.binders.empty() && binds_period(binder)) {
        to.period = bind_period(typing, binder);
      } else {
        typing.bind_names(binder, binding, BindingUse::norm);
      }
    }
    if (written->where) add_where(typing, *written->where, binding);
  }
  if (shared.where) add_where(typing, *shared.where, binding);
  if (!binding.binders.empty() || binding.where.valid()) to.each = std::move(binding);
}

// A permission demands nothing: it cannot be late, and nothing mends it.
void check_permission(Tables& tables, const Norm& norm, const syntax::Norm& written) {
  if (norm.kind != NormKind::may) return;
  if (written.by) {
    report(tables, kinds::misplaced_part, written.by->span,
           "a permission has no deadline: `by` belongs to what must be")
        .fix = "say until when it holds: `until DATE` before `may`";
  }
  for (const syntax::Otherwise& otherwise : written.otherwise) {
    report(tables, kinds::misplaced_part, otherwise.span,
           "a permission is not broken, so there is nothing to mend by `otherwise`");
  }
}

// `unless A except B except C` excuses by A, but not where B holds, unless again C.
ExprId exception(Typing& typing, const syntax::Exception& written) {
  const Type boolean = basic(BaseType::boolean);
  const Typing::Mark before = typing.mark();
  std::vector<ExprId> parts{typing.condition(*written.condition)};
  typing.learn(parts.front(), true);
  for (const syntax::ExprPtr& except : written.excepts) parts.push_back(typing.condition(*except));
  typing.forget(before);
  ExprId result = parts.back();
  for (std::size_t i = parts.size() - 1; i-- > 0;) {
    result = typing.make(Connect{Connective::and_, parts[i], typing.negated(result, written.span)},
                         boolean, written.span);
  }
  return result;
}

ExprId exceptions(Typing& typing, const std::vector<const syntax::Exception*>& written) {
  ExprId result;
  for (const syntax::Exception* one : written) {
    const ExprId id = exception(typing, *one);
    result = result.valid() ? typing.make(Connect{Connective::or_, result, id},
                                          basic(BaseType::boolean), one->span)
                            : id;
  }
  return result;
}

Reparation reparation(Typing& typing, const syntax::Otherwise& written) {
  typing.allowed().breach = true;
  Reparation result;
  result.span = written.span;
  result.condition = typing.condition(*written.condition);
  if (written.negated) {
    result.condition = typing.negated(result.condition, written.condition->span);
  }
  if (written.by) {
    if (written.negated) {
      report(typing.tables(), kinds::prohibition_with_deadline, written.span,
             "what must not be has no deadline: it is not clear what must be so when it passes")
          .fix = "write `otherwise must (not …) by …`, or leave out `by`";
    }
    result.by = typing.fixed_date(*written.by, "a deadline");
  }
  typing.allowed().breach = false;
  return result;
}

// ---------------------------------------------------------------- rules

std::vector<LocalId> locals_of(const Norm& norm) {
  std::vector<LocalId> locals;
  if (norm.period) locals.push_back(norm.period->local);
  if (!norm.each) return locals;
  for (const Binder& binder : norm.each->binders) {
    locals.insert(locals.end(), binder.locals.begin(), binder.locals.end());
  }
  return locals;
}

void check_deadline(Tables& tables, const Norm& norm, const syntax::Norm& written) {
  if (!norm.by.valid()) return;
  if (norm.kind == NormKind::must_not || norm.kind == NormKind::never) {
    report(tables, kinds::prohibition_with_deadline, written.span,
           "what must not be has no deadline: it is not clear what must be so when it passes")
        .fix = "write `must (not …) by …` for a state to be reached, or leave out `by` for one "
               "to be kept";
  }
  if (!norm.each || !norm.condition.valid()) return;
  const std::vector<LocalId> locals = locals_of(norm);
  walk(tables.spec, norm.condition, [&](ExprId id) {
    const auto* some = std::get_if<Quantifier>(&tables.spec[id].node);
    if (!some) return true;
    if (some->kind != syntax::QuantifierKind::some || mentions(tables.spec, id, locals)) {
      return false;
    }
    Diagnostic& diagnostic =
        report(tables, kinds::unrelated_performance, tables.spec[id].span,
               "this says nothing about what the `each` binds, so one performance serves every "
               "duty that is open on its day");
    relate(diagnostic, norm.each->binders.empty() ? norm.span : norm.each->binders.front().span,
           "one duty for each of these");
    diagnostic.fix = "say in its `where` how it belongs to what the `each` binds";
    return false;
  });
}

bool is_date_of(const Spec& spec, ExprId id, FieldKind a, FieldKind b, LocalId local) {
  bool found = false;
  walk(spec, id, [&](ExprId at) {
    const auto* field = std::get_if<FieldOf>(&spec[at].node);
    if (!field || (field->kind != a && field->kind != b)) return !found;
    const auto* of = std::get_if<LocalRef>(&spec[field->of].node);
    if (of && of->local == local) found = true;
    return !found;
  });
  return found;
}

struct Bound {
  LocalId local;
  const Binder* binder;
};

void never_together(Tables& tables, Span span, const Bound& a, const Bound& b,
                    std::string_view why) {
  Diagnostic& diagnostic =
      report(tables, kinds::never_together, span,
             fmt::format("`{}` and `{}` are never present together: {}",
                         tables.spec[a.local].name, tables.spec[b.local].name, why));
  relate(diagnostic, a.binder->span, fmt::format("`{}` is bound here", tables.spec[a.local].name));
  if (b.binder->span == span) {
    diagnostic.here = fmt::format("`{}` is bound here", tables.spec[b.local].name);
  } else {
    relate(diagnostic, b.binder->span, fmt::format("`{}` is bound here", tables.spec[b.local].name));
  }
  const std::string& type = tables.spec[b.binder->type.thing].name;
  diagnostic.fix = fmt::format("write `{0}: {1} so far` or `{0}: {1} any time`",
                               tables.spec[b.local].name, type);
}

void compared_dates(Tables& tables, const std::vector<ExprId>& parts, const Bound& flow,
                    const Bound& event) {
  const Spec& spec = tables.spec;
  const auto of_flow = [&](ExprId id) {
    return is_date_of(spec, id, FieldKind::start, FieldKind::end, flow.local);
  };
  const auto of_event = [&](ExprId id) {
    return is_date_of(spec, id, FieldKind::date, FieldKind::date, event.local);
  };
  for (const ExprId part : parts) {
    walk(spec, part, [&](ExprId id) {
      const auto* compare = std::get_if<Compare>(&spec[id].node);
      if (!compare) return true;
      const bool meets = (of_flow(compare->left) && of_event(compare->right)) ||
                         (of_flow(compare->right) && of_event(compare->left));
      if (meets) {
        never_together(tables, tables.spec[id].span, event, flow,
                       "the event has a single day, and on it the flow is active");
      }
      return !meets;
    });
  }
}

void check_norm_presence(Tables& tables, const Norm& norm) {
  // In a norm with a period what has started or happened counts.
  if (!norm.each || norm.period) return;
  std::vector<ExprId> parts;
  if (norm.condition.valid()) parts.push_back(norm.condition);
  check_presence(tables, *norm.each, parts);
}

}  // namespace

bool binds_period(const syntax::Binder& binder) {
  if (binder.calendar || binder.or_part) return !binder.type.parts.empty();
  if (binder.type.parts.size() != 1) return false;
  const std::string& word = binder.type.parts.front().text;
  return word == "year" || word == "month" || word == "quarter";
}

void check_presence(Tables& tables, const Binding& each, const std::vector<ExprId>& parts) {
  std::vector<Bound> events;
  std::vector<Bound> flows;
  for (const Binder& binder : each.binders) {
    if (binder.range != syntax::Range::standard) continue;
    for (const LocalId local : binder.locals) {
      if (is_event(tables.spec, binder.type)) events.push_back({local, &binder});
      if (is_flow(tables.spec, binder.type)) flows.push_back({local, &binder});
    }
  }
  if (events.size() > 1) {
    never_together(tables, events[1].binder->span, events[0], events[1],
                   "each event is present on its own day only");
    return;
  }
  if (events.empty()) return;
  std::vector<ExprId> conditions = parts;
  if (each.where.valid()) conditions.push_back(each.where);
  for (const Bound& flow : flows) compared_dates(tables, conditions, flow, events.front());
}

Norm resolve_norm(Typing& typing, const syntax::Norm& written, const SharedParts& shared) {
  Tables& tables = typing.tables();
  const Typing::Mark before = typing.mark();
  Norm norm;
  norm.kind = written.kind;
  norm.span = written.span;
  bind_each(typing, written, shared, norm);
  if (written.condition) norm.condition = typing.condition(*written.condition);
  if (written.by) norm.by = typing.fixed_date(*written.by, "a deadline");
  std::vector<const syntax::Exception*> unless;
  for (const syntax::Exception& one : written.unless) unless.push_back(&one);
  if (shared.unless) {
    for (const syntax::Exception& one : *shared.unless) unless.push_back(&one);
  }
  norm.unless = exceptions(typing, unless);
  for (const auto* list : {&written.otherwise, shared.otherwise}) {
    if (!list || (list == shared.otherwise && norm.kind == NormKind::may)) continue;
    for (const syntax::Otherwise& otherwise : *list) {
      norm.otherwise.push_back(reparation(typing, otherwise));
    }
  }
  typing.forget(before);
  check_permission(tables, norm, written);
  check_deadline(tables, norm, written);
  check_norm_presence(tables, norm);
  return norm;
}

}  // namespace proviso::resolving
