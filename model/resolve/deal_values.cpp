#include "model/resolve/deal_values.h"

#include "model/resolve/walk.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace proviso::resolving {
namespace {

using Part = std::tuple<ThingId, FieldKind, FieldId>;

ExprId value_of(const Spec& spec, const Part& part) {
  const auto& [id, kind, field] = part;
  return part_of(spec[id], kind, field);
}

class Values {
 public:
  Values(Tables& tables, const Deal& deal) : tables_(tables), deal_(deal) {}

  void run() {
    for (const ThingId id : deal_.things) {
      const Thing thing = tables_.spec[id];
      for (const auto& [field, value] : thing.values) visit({id, FieldKind::declared, field});
      for (const FieldKind kind : {FieldKind::from, FieldKind::to, FieldKind::start,
                                   FieldKind::end, FieldKind::date}) {
        visit({id, kind, {}});
      }
    }
  }

 private:
  void visit(const Part& part) {
    const ExprId value = value_of(tables_.spec, part);
    if (!value.valid()) return;
    const auto [place, fresh] = progress_.try_emplace(part, Progress::busy);
    if (!fresh) {
      if (place->second == Progress::busy) report_cycle(part, value);
      return;
    }
    walk(tables_.spec, value, [&](ExprId id) {
      const Expr& expr = tables_.spec[id];
      if (const auto* field = std::get_if<FieldOf>(&expr.node)) follow(*field);
      if (const auto* shift = std::get_if<AddMonths>(&expr.node)) check_known(shift->date);
      return true;
    });
    progress_[part] = Progress::done;
  }

  void follow(const FieldOf& field) {
    const Expr of = tables_.spec[field.of];
    if (const auto* named = std::get_if<ThingRef>(&of.node)) {
      visit({named->thing, field.kind, field.field});
    } else if (of.type.base == BaseType::thing) {
      for (const ThingId id : deal_.things) {
        if (tables_.spec.is_a(tables_.spec[id].type, of.type.thing)) {
          visit({id, field.kind, field.field});
        }
      }
    }
  }

  void check_known(ExprId date) {
    const auto* field = std::get_if<FieldOf>(&tables_.spec[date].node);
    const auto* of = field ? std::get_if<ThingRef>(&tables_.spec[field->of].node) : nullptr;
    if (!of) return;
    const ExprId value = value_of(tables_.spec, {of->thing, field->kind, field->field});
    if (!value.valid() || !has_open_term(tables_.spec, value)) return;
    relate(report(tables_, kinds::calendar_duration, tables_.spec[date].span,
                  "months and years are only added to a date that is known, and this one is open"),
           tables_.spec[value].span, "it is open here");
  }

  void report_cycle(const Part& part, ExprId value) {
    const Thing& thing = tables_.spec[std::get<ThingId>(part)];
    report(tables_, kinds::circular_value, tables_.spec[value].span,
           fmt::format("this value of `{}` depends on itself", thing.name));
  }

  Tables& tables_;
  const Deal& deal_;
  std::map<Part, Progress> progress_;
};

}  // namespace

void check_values(Tables& tables, const Deal& deal) { Values(tables, deal).run(); }

}  // namespace proviso::resolving
