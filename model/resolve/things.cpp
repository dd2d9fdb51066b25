#include "model/resolve/things.h"

#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

using syntax::TypeKind;

void misplaced(Tables& tables, Span span, std::string message) {
  report(tables, kinds::misplaced_part, span, std::move(message));
}

bool belongs(Tables& tables, const syntax::Declaration& written, const syntax::Name& name,
             TypeKind kind, Home home) {
  if (kind == TypeKind::flow && home != Home::deal) {
    report(tables, kinds::misplaced_declaration, name.span,
           fmt::format("`{}` is a flow, and flows are declared in deals", name.text))
        .fix = "declare it in a deal, or in a `baseline` that deals include";
    return false;
  }
  if (written.any && (kind != TypeKind::flow || home != Home::deal)) {
    misplaced(tables, name.span, "only flows of a deal come in any number (`any`)");
    return false;
  }
  if (written.any && written.presence != syntax::Presence::always) {
    misplaced(tables, name.span, "of any number of flows each may be left out anyway");
  }
  if (written.presence != syntax::Presence::always &&
      (kind == TypeKind::entity || home != Home::deal)) {
    misplaced(tables, name.span,
              "only the flows and events of a deal are `optional` or `possible`");
  }
  if (kind != TypeKind::flow && (written.from || written.to)) {
    misplaced(tables, cover(written.from ? written.from->span : Span{},
                            written.to ? written.to->span : Span{}),
              fmt::format("only a flow goes from something to something, and `{}` is {}", name.text,
                          kind == TypeKind::entity ? "an entity" : "an event"));
  }
  if (kind != TypeKind::event && written.only_if) {
    misplaced(tables, written.only_if->span, "`only if` says when an event can be brought about");
  }
  if (kind != TypeKind::event && !written.by.empty()) {
    misplaced(tables, written.by.front().span, "`by` says who can bring an event about");
  }
  return true;
}

// ---------------------------------------------------------------- fields

const syntax::Expr* edited(const Statement& statement, std::string_view part) {
  const syntax::Expr* value = nullptr;
  for (const ThingEdit& edit : statement.edits) {
    if (edit.part ? edit.part->text == part : part == "date") value = edit.value;
  }
  return value;
}

ExprId inherited(const Spec& spec, TypeId type, FieldId field) {
  for (; type.valid(); type = spec[type].base) {
    for (const auto& [given, value] : spec[type].defaults) {
      if (given == field) return value;
    }
  }
  return spec[field].value;
}

void check_given(Tables& tables, const syntax::Declaration& written, TypeId type) {
  const auto& fields = tables.spec[type].fields;
  for (auto given = written.values.begin(); given != written.values.end(); ++given) {
    const std::string& name = given->name.text;
    if (given->name.missing()) continue;
    const auto same = [&](const syntax::FieldValue& other) { return other.name.text == name; };
    if (const auto first = std::find_if(written.values.begin(), given, same); first != given) {
      relate(report(tables, kinds::given_twice, given->name.span,
                    fmt::format("`{}` is given twice", name)),
             first->name.span, "first given here");
    }
    const auto known = [&](FieldId field) { return tables.spec[field].name == name; };
    if (std::any_of(fields.begin(), fields.end(), known)) continue;
    std::vector<std::string_view> candidates;
    for (const FieldId field : fields) candidates.push_back(tables.spec[field].name);
    Diagnostic& diagnostic =
        report(tables, kinds::unknown_field, given->name.span,
               fmt::format("`{}` has no field `{}`", tables.spec[type].name, name));
    diagnostic.fix = suggestion(name, candidates);
    relate(diagnostic, tables.spec[type].span, "the type is declared here");
  }
}

// A misspelt field has been reported as unknown; it is not missing too.
bool misspelt(Tables& tables, const syntax::Declaration& written, const Thing& thing,
              const std::string& field) {
  const auto& fields = tables.spec[thing.type].fields;
  return std::any_of(written.values.begin(), written.values.end(), [&](const auto& given) {
    const bool known = std::any_of(fields.begin(), fields.end(), [&](FieldId id) {
      return tables.spec[id].name == given.name.text;
    });
    return !known && !nearest(given.name.text, {field}).empty();
  });
}

void missing_field(Tables& tables, const Thing& thing, const Field& field, Home home) {
  Diagnostic& diagnostic = report(tables, kinds::missing_field, thing.span,
                                  fmt::format("`{}` of `{}` has no value and no default",
                                              field.name, thing.name));
  relate(diagnostic, field.span, "the field is declared here");
  diagnostic.fix =
      home == Home::deal
          ? fmt::format("write its value, `{0} = choose …` if it is ours to decide, or "
                        "`{0} = unknown` if it is not",
                        field.name)
          : fmt::format("write `{{ {} = … }}`", field.name);
}

// What `any x: T` does not state is unknown, also where its type has a default.
ExprId unstated(Typing& typing, const Thing& thing, const Type& type, std::string_view part) {
  syntax::Expr unknown;
  unknown.node = syntax::OpenExpr{false, nullptr, nullptr, nullptr};
  unknown.span = thing.span;
  return typing.value(unknown, type, fmt::format("`{}`", part), fmt::format("{}.{}", thing.name, part));
}

void fill_fields(Typing& typing, ThingId id, const Statement& statement) {
  Tables& tables = typing.tables();
  const Thing thing = tables.spec[id];
  check_given(tables, *statement.written, thing.type);
  std::vector<std::pair<FieldId, ExprId>> values;
  const std::vector<FieldId> fields = tables.spec[thing.type].fields;
  for (const FieldId field_id : fields) {
    const Field field = tables.spec[field_id];
    const syntax::Expr* written = edited(statement, field.name);
    for (const syntax::FieldValue& given : statement.written->values) {
      if (!written && given.name.text == field.name) written = given.value.get();
    }
    ExprId value;
    if (written) {
      value = typing.value(*written, field.type, fmt::format("field `{}`", field.name),
                           thing.name + "." + field.name);
    } else if (statement.any) {
      value = unstated(typing, thing, field.type, field.name);
    } else {
      value = inherited(tables.spec, thing.type, field_id);
    }
    if (!value.valid() && field.type.optional) {
      value = typing.make(NoneConst{}, basic(BaseType::nothing), thing.span);
    }
    if (!value.valid()) {
      if (!misspelt(tables, *statement.written, thing, field.name)) {
        missing_field(tables, thing, field, statement.home);
      }
      value = typing.wrong(thing.span);
    }
    values.emplace_back(field_id, value);
  }
  tables.spec.things[id.index].values = std::move(values);
}

// ---------------------------------------------------------------- ends of flows

ExprId end_of(Typing& typing, const Thing& thing, const syntax::Expr* written, TypeId wanted,
              std::string_view part, bool any) {
  Tables& tables = typing.tables();
  if (!written && any && wanted.valid()) return unstated(typing, thing, thing_type(wanted), part);
  if (!written) {
    report(tables, kinds::wrong_endpoint, thing.span,
           fmt::format("`{}` does not say where it {}", thing.name,
                       part == "from" ? "comes from" : "goes to"))
        .fix = fmt::format("write `{}: {} from … to …`", thing.name, tables.spec[thing.type].name);
    return typing.wrong(thing.span);
  }
  const Type type = wanted.valid() ? thing_type(wanted) : Type{};
  const std::string what = fmt::format("the `{}` of `{}`", part, thing.name);
  if (std::holds_alternative<syntax::OpenExpr>(without_parens(*written).node)) {
    return typing.value(*written, type, what, fmt::format("{}.{}", thing.name, part));
  }
  const ExprId id = typing.infer(*written, Hint{type});
  // An end that may be left out is an end all the same.
  if (fits(tables.spec, solid(typing.type_of(id)), type) &&
      typing.type_of(id).base != BaseType::nothing) {
    return id;
  }
  Diagnostic& diagnostic =
      report(tables, kinds::wrong_endpoint, written->span,
             fmt::format("a `{}` goes {} a `{}`, but this is `{}`", tables.spec[thing.type].name,
                         part, tables.spec[wanted].name,
                         show(tables.spec, typing.type_of(id))));
  relate(diagnostic, tables.spec[thing.type].span, "the flow is declared here");
  return typing.wrong(written->span);
}

// ---------------------------------------------------------------- periods

struct Dates {
  const syntax::Expr* start = nullptr;
  const syntax::Expr* end = nullptr;
  bool endless = false;   // `starting A`, `during A ..`
  bool one_day = false;   // `on A`
};

void given_period_twice(Tables& tables, const syntax::Period& period, std::string_view what) {
  report(tables, kinds::given_twice, period.span, fmt::format("the {} is given twice", what));
}

Dates read_periods(Tables& tables, const syntax::Declaration& written) {
  Dates dates;
  bool ends = false;
  for (const syntax::Period& period : written.periods) {
    const bool own_start = period.kind != syntax::PeriodKind::ending;
    const bool own_end = period.kind != syntax::PeriodKind::starting;
    if (own_start && dates.start) {
      given_period_twice(tables, period, "start");
    } else if (own_end && ends) {
      given_period_twice(tables, period, "end");
    }
    if (own_start) dates.start = period.start.get();
    ends = ends || own_end;
    if (period.kind == syntax::PeriodKind::on) dates.one_day = true;
    if (period.kind == syntax::PeriodKind::ending || period.kind == syntax::PeriodKind::during) {
      dates.end = period.end.get();
    }
    dates.endless = dates.endless || (own_end && period.kind != syntax::PeriodKind::on && !dates.end);
  }
  // `starting A` alone never ends.
  dates.endless = dates.endless || (dates.start && !ends);
  return dates;
}

void apply_edits(Dates& dates, const Statement& statement) {
  if (const auto* start = edited(statement, "start")) dates.start = start;
  if (const auto* end = edited(statement, "end")) {
    dates.end = end;
    dates.endless = dates.one_day = false;
  }
}

void check_order(Typing& typing, const Thing& thing) {
  Tables& tables = typing.tables();
  const bool constants =
      std::holds_alternative<DateConst>(tables.spec[thing.start].node) &&
      std::holds_alternative<DateConst>(tables.spec[thing.end].node);
  if (!constants || compare_constants(tables.spec, thing.start, thing.end) < 0) return;
  Diagnostic& diagnostic =
      report(tables, kinds::bad_range, tables.spec[thing.end].span,
             fmt::format("`{}` ends before it begins: every flow lasts at least one day, and its "
                         "last day is left out",
                         thing.name));
  relate(diagnostic, tables.spec[thing.start].span, "it begins here");
}

void fill_period(Typing& typing, ThingId id, const Statement& statement) {
  Tables& tables = typing.tables();
  Thing thing = tables.spec[id];
  Dates dates = read_periods(tables, *statement.written);
  apply_edits(dates, statement);
  const syntax::During* during = statement.during;
  const bool stated = dates.start || dates.end;
  if (!dates.start && during) dates.start = during->start.get();
  if (!stated && during) {
    dates.end = during->end.get();
    dates.endless = !dates.end;
  }
  if (!dates.end && !dates.endless && !dates.one_day && during) {
    dates.end = during->end.get();
    dates.endless = !dates.end;
  }
  if (!dates.start) {
    report(tables, kinds::missing_period, thing.span,
           fmt::format("`{}` does not say when it begins, and there is no default", thing.name))
        .fix = "write `on DATE`, `starting DATE` or `during DATE .. DATE` here, or `during` at "
               "the head of the deal";
    thing.start = thing.end = typing.wrong(thing.span);
  } else {
    const Type date = basic(BaseType::date);
    thing.start = typing.value(*dates.start, date, fmt::format("the start of `{}`", thing.name),
                               thing.name + ".start");
    if (dates.one_day) {
      thing.end = is_wrong(typing.type_of(thing.start)) ? thing.start
                                                        : typing.day_after(thing.start);
    } else if (dates.end) {
      thing.end = typing.value(*dates.end, date, fmt::format("the end of `{}`", thing.name),
                               thing.name + ".end");
    } else {
      thing.end = typing.make(NeverConst{}, date, thing.span);
    }
    check_order(typing, thing);
  }
  if (dates.one_day) tables.one_day[thing.type.index] = true;
  tables.spec.things[id.index] = std::move(thing);
}

// ---------------------------------------------------------------- events

void fill_event(Typing& typing, ThingId id, const Statement& statement) {
  Tables& tables = typing.tables();
  Thing thing = tables.spec[id];
  const syntax::Expr* date = nullptr;
  for (const syntax::Period& period : statement.written->periods) {
    if (period.kind != syntax::PeriodKind::on) {
      report(tables, kinds::misplaced_period, period.span,
             fmt::format("`{}` is an event and has a date, not a period", thing.name))
          .fix = "write `on DATE`";
      continue;
    }
    if (date) given_period_twice(tables, period, "date");
    date = period.start.get();
  }
  if (const auto* other = edited(statement, "date")) date = other;
  if (date) {
    thing.date = typing.value(*date, basic(BaseType::date),
                              fmt::format("the date of `{}`", thing.name), thing.name + ".date");
  }
  for (const syntax::Name& name : statement.written->by) {
    const ThingId party = find_thing(tables, typing.frame(), name, TypeKind::entity, "a party");
    if (party.valid()) thing.by.push_back(party);
  }
  if (statement.written->only_if) thing.only_if = typing.condition(*statement.written->only_if);
  tables.spec.things[id.index] = std::move(thing);
}

void check_edits(Tables& tables, const Thing& thing, const Statement& statement) {
  for (const ThingEdit& edit : statement.edits) {
    const ThingType& type = tables.spec[thing.type];
    std::vector<std::string_view> parts;
    for (const FieldId field : type.fields) parts.push_back(tables.spec[field].name);
    if (type.kind == TypeKind::flow) parts.insert(parts.end(), {"from", "to", "start", "end"});
    if (type.kind == TypeKind::event) parts.push_back("date");
    if (!edit.part) {
      if (type.kind == TypeKind::event) continue;
      report(tables, kinds::bad_edit, edit.span,
             fmt::format("of `{}` only single parts can be set: `{}.… = …`", thing.name,
                         thing.name));
      continue;
    }
    if (std::find(parts.begin(), parts.end(), edit.part->text) != parts.end()) continue;
    report(tables, kinds::unknown_field, edit.part->span,
           fmt::format("`{}` has no `{}`", thing.name, edit.part->text))
        .fix = suggestion(edit.part->text, parts);
  }
}

}  // namespace

ThingId announce(Tables& tables, const syntax::Declaration& written, const syntax::Name& name,
                 Home home) {
  const TypeId type = find_type(tables, written.type);
  if (!type.valid() || name.missing()) return {};
  if (!belongs(tables, written, name, tables.spec[type].kind, home)) return {};
  Thing thing;
  thing.name = name.text;
  thing.type = type;
  thing.presence = written.presence;
  thing.span = name.span;
  thing.whole = written.span;
  tables.spec.things.push_back(std::move(thing));
  return ThingId{static_cast<std::uint32_t>(tables.spec.things.size() - 1)};
}

void describe_thing(Typing& typing, ThingId id, const Statement& statement) {
  Tables& tables = typing.tables();
  check_edits(tables, tables.spec[id], statement);
  fill_fields(typing, id, statement);
  const Thing thing = tables.spec[id];
  const ThingType type = tables.spec[thing.type];
  switch (type.kind) {
    case TypeKind::entity:
      for (const syntax::Period& period : statement.written->periods) {
        report(tables, kinds::misplaced_period, period.span,
               fmt::format("`{}` is an entity, and entities are timeless", thing.name));
      }
      return;
    case TypeKind::event:
      fill_event(typing, id, statement);
      return;
    case TypeKind::flow: {
      const auto* from = edited(statement, "from");
      const auto* to = edited(statement, "to");
      const ExprId from_end = end_of(typing, thing, from ? from : statement.written->from.get(),
                                     type.from, "from", statement.any);
      const ExprId to_end = end_of(typing, thing, to ? to : statement.written->to.get(), type.to,
                                   "to", statement.any);
      tables.spec.things[id.index].from = from_end;
      tables.spec.things[id.index].to = to_end;
      fill_period(typing, id, statement);
      return;
    }
  }
}

}  // namespace proviso::resolving
