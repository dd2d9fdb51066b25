#include "solver/contracts/wording.h"

#include "model/expr_walk.h"
#include "model/syntax/overload.h"

#include <fmt/format.h>

#include <map>

namespace proviso {

namespace {

class Writing {
 public:
  // `mask`: numbers and dates are written as `#` and collected.
  Writing(const Spec& spec, bool mask) : spec_(spec), mask_(mask) {}

  void clause(ClauseId id) {
    const Clause& c = spec_[id];
    contract_ = c.contract.index;
    part("from", c.bounds.from);
    for (const ExprId until : c.bounds.until) part("until", until);
    part("cut", c.cut);
    part("while", c.while_);
    part("suspended", c.suspended_while);
    part("survives", c.survives_until);
    for (const Override& one : c.overridden)
      text += fmt::format(";under {} {{{}}}", static_cast<int>(one.kind), wording(spec_, one.by));
    for (const Norm& n : c.norms) norm(id, n);
  }

  void expr(ExprId id) {
    if (!id.valid()) {
      text += "-";
      return;
    }
    const Expr& e = spec_[id];
    text += fmt::format("({}", e.node.index());
    attributes(e, id);
    for_each_child(e.node, [&](ExprId child) { expr(child); });
    text += ")";
  }

  std::string text;
  std::vector<ExprId> constants;

 private:
  void part(std::string_view name, ExprId id) {
    if (!id.valid()) return;
    text += fmt::format(";{} ", name);
    expr(id);
  }

  void norm(ClauseId id, const Norm& n) {
    text += fmt::format(";norm {}", static_cast<int>(n.kind));
    if (n.period) {
      text += fmt::format(" period {} {} {}", static_cast<int>(n.period->unit), n.period->calendar, n.period->or_part);
      local(n.period->local);
      if (!n.period->calendar) counted_from(id);
    }
    if (n.each) {
      binders(*n.each);
      part("where", n.each->where);
    }
    part("must", n.condition);
    part("by", n.by);
    part("unless", n.unless);
    for (const Reparation& r : n.otherwise) {
      text += ";otherwise";
      part("must", r.condition);
      part("by", r.by);
    }
    part("reading", n.reading);
  }

  // Periods that are counted from a term differ with its first day.
  void counted_from(ClauseId id) {
    ClauseId first = id;
    while (spec_[first].replaces.valid()) first = spec_[first].replaces;
    part("counted", spec_[first].bounds.from);
    if (!spec_[first].bounds.from.valid() && spec_[first].contract.valid())
      part("counted", spec_[spec_[first].contract].bounds.from);
  }

  void local(LocalId id) {
    const auto [found, fresh] = locals_.emplace(id, locals_.size());
    text += fmt::format(" ${}", found->second);
  }

  void type(const Type& t) {
    text += fmt::format(" {}.{}.{}{}{}{}", static_cast<int>(t.base), t.enumeration.index, t.thing.index, t.currency,
                        t.optional ? "?" : "", t.set ? "*" : "");
  }

  void binders(const Binding& binding) {
    for (const Binder& binder : binding.binders) {
      text += fmt::format(" bind {} {}", static_cast<int>(binder.range), binder.is_new);
      type(binder.type);
      for (const LocalId id : binder.locals) local(id);
    }
  }

  void term(OpenTermId id) {
    const OpenTerm& t = spec_[id];
    text += fmt::format(" {}{}{}", static_cast<int>(t.kind), t.ours, own_name(t.name));
    if (t.kind == OpenTermKind::reading) return;
    for (const ExprId value : t.values) expr(value);
    part("low", t.low);
    part("high", t.high);
  }

  void constant(ExprId id, const std::string& shown) {
    constants.push_back(id);
    text += mask_ ? " #" : " " + shown;
  }

  void thing(ThingId id) {
    // Events belong to all versions of a contract, and go by their names.
    if (spec_[id].contract.valid()) text += " event " + spec_[id].name;
    else text += fmt::format(" @{}", id.index);
  }

  void attributes(const Expr& e, ExprId id) {
    std::visit(
        Overload{
            [&](const BoolConst& n) { text += n.value ? " true" : " false"; },
            [&](const NumberConst& n) {
              type(e.type);
              constant(id, n.value.str());
            },
            [&](const DateConst& n) { constant(id, show_day(n.day)); },
            [&](const EnumConst& n) {
              // Readings have an enum of their own in every version.
              const Enum& of = spec_[e.type.enumeration];
              text += fmt::format(" {}", of.members[n.member]);
            },
            [&](const ThingRef& n) { thing(n.thing); },
            [&](const LocalRef& n) { local(n.local); },
            [&](const OpenRef& n) { term(n.term); },
            [&](const FieldOf& n) { text += fmt::format(" {}.{}", static_cast<int>(n.kind), n.field.index); },
            [&](const Connect& n) { text += fmt::format(" {}", static_cast<int>(n.op)); },
            [&](const Compare& n) { text += fmt::format(" {}", static_cast<int>(n.op)); },
            [&](const Arithmetic& n) { text += fmt::format(" {}", static_cast<int>(n.op)); },
            [&](const AddMonths& n) { constant(id, std::to_string(n.months)); },
            [&](const IsType& n) { text += fmt::format(" {}", n.type.index); },
            [&](const Happen& n) { text += fmt::format(" {}", static_cast<int>(n.tense)); },
            [&](const MinMax& n) { text += n.min ? " min" : " max"; },
            [&](const PeriodShift& n) { text += fmt::format(" {}", n.by); },
            [&](const ClauseEvent& n) {
              text += fmt::format(" {} {{{}}}", static_cast<int>(n.kind), wording(spec_, n.clause));
            },
            [&](const Let& n) {
              for (const auto& [name, value] : n.bindings) local(name);
            },
            [&](const Quantifier& n) {
              text += fmt::format(" {}", static_cast<int>(n.kind));
              binders(n.binding);
            },
            [&](const Aggregate& n) {
              text += fmt::format(" {}", static_cast<int>(n.kind));
              binders(n.binding);
            },
            [&](const Reaches& n) { binders(n.binding); },
            // What is said of the contract's own term may differ with it.
            [&](const TermStart&) { text += fmt::format(" start {}", contract_); },
            [&](const TermEnd&) { text += fmt::format(" end {}", contract_); },
            [&](const auto&) {},
        },
        e.node);
  }

  const Spec& spec_;
  bool mask_;
  std::uint32_t contract_ = 0;
  std::map<LocalId, std::size_t> locals_;
};

Writing written(const Spec& spec, ClauseId clause, bool mask) {
  Writing writing(spec, mask);
  writing.clause(clause);
  return writing;
}

}  // namespace

std::string wording(const Spec& spec, ClauseId clause) { return written(spec, clause, false).text; }

std::string wording(const Spec& spec, ExprId expr) {
  Writing writing(spec, false);
  writing.expr(expr);
  return writing.text;
}

std::vector<std::pair<ExprId, ExprId>> moved_values(const Spec& spec, ClauseId before, ClauseId after) {
  const Writing a = written(spec, before, true);
  const Writing b = written(spec, after, true);
  std::vector<std::pair<ExprId, ExprId>> result;
  if (a.text != b.text || a.constants.size() != b.constants.size()) return result;
  for (std::size_t i = 0; i < a.constants.size(); ++i)
    if (wording(spec, a.constants[i]) != wording(spec, b.constants[i]))
      result.emplace_back(a.constants[i], b.constants[i]);
  return result;
}

std::string_view own_name(std::string_view name) {
  const auto dot = name.find('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

}  // namespace proviso
