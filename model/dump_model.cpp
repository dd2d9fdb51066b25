#include "model/dump_model.h"

namespace proviso {

namespace {

class Outline {
 public:
  Outline(const Spec& spec, const Sources& sources) : spec_(spec), sources_(sources) {}

  std::string write() {
    for (const Enum& one : spec_.enums) {
      line(0, "enum " + one.name);
      for (const std::string& member : one.members) line(1, member);
    }
    for (const ThingType& type : spec_.types) write_type(type);
    line(0, "instances");
    for (const ThingId id : spec_.globals) write_thing(id);
    for (const Contract& contract : spec_.contracts) write_contract(contract);
    for (const Deal& deal : spec_.deals) write_deal(deal);
    return std::move(text_);
  }

 private:
  void line(int depth, const std::string& words) {
    text_.append(static_cast<std::size_t>(2 * depth), ' ').append(words).push_back('\n');
  }

  // The author's words on one line.
  std::string source(Span span) const {
    std::string result;
    for (const char c : sources_.text(span)) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!blank) result += c;
      else if (!result.empty() && result.back() != ' ') result += ' ';
    }
    return result;
  }
  std::string source(ExprId expr) const { return expr.valid() ? source(spec_[expr].span) : "none"; }

  std::string show_type(const Type& type) const {
    std::string name;
    switch (type.base) {
      case BaseType::boolean: name = "bool"; break;
      case BaseType::integer: name = "int"; break;
      case BaseType::number: name = "number"; break;
      case BaseType::money: name = "money " + type.currency; break;
      case BaseType::date: name = "date"; break;
      case BaseType::days: name = "days"; break;
      case BaseType::enumeration: name = spec_[type.enumeration].name; break;
      case BaseType::thing: name = spec_[type.thing].name; break;
      case BaseType::period: name = "period"; break;
      case BaseType::clause_event: name = "event of a clause"; break;
      case BaseType::nothing: name = "none"; break;
      case BaseType::error: name = "error"; break;
    }
    return (type.set ? "set " : "") + name + (type.optional ? "?" : "");
  }

  void write_type(const ThingType& type) {
    static constexpr const char* kKinds[] = {"entity ", "flow ", "event "};
    std::string head = kKinds[static_cast<int>(type.kind)] + type.name;
    if (type.base.valid()) head += " is " + spec_[type.base].name;
    if (type.from.valid()) head += " from " + spec_[type.from].name;
    if (type.to.valid()) head += " to " + spec_[type.to].name;
    line(0, head);
    for (const FieldId field : type.fields)
      line(1, spec_[field].name + ": " + show_type(spec_[field].type));
  }

  void write_thing(ThingId id) {
    const Thing& thing = spec_[id];
    std::string head = thing.name + ": " + spec_[thing.type].name;
    if (thing.presence == syntax::Presence::optional) head = "optional " + head;
    if (thing.presence == syntax::Presence::possible) head = "possible " + head;
    if (thing.from.valid()) head += " from " + source(thing.from);
    if (thing.to.valid()) head += " to " + source(thing.to);
    if (thing.start.valid()) head += " starting " + source(thing.start);
    if (thing.end.valid()) head += " ending " + source(thing.end);
    if (thing.date.valid()) head += " on " + source(thing.date);
    line(1, head);
    for (const auto& [field, value] : thing.values) line(2, spec_[field].name + " = " + source(value));
    if (thing.only_if.valid()) line(2, "only if " + source(thing.only_if));
  }

  void write_bounds(int depth, const Bounds& bounds) {
    if (bounds.from.valid()) line(depth, "from " + source(bounds.from));
    for (const ExprId until : bounds.until) line(depth, "until " + source(until));
  }

  void write_clause(ClauseId id) {
    const Clause& clause = spec_[id];
    line(1, "clause " + spec_.full_name(id));
    if (clause.bearer.valid())
      line(2, spec_[clause.bearer].name + " owes " +
                  (clause.counterparty.valid() ? spec_[clause.counterparty].name : std::string("all")));
    write_bounds(2, clause.bounds);
    if (clause.while_.valid()) line(2, "while " + source(clause.while_));
    for (const Norm& norm : clause.norms) line(2, source(norm.span));
  }

  void write_contract(const Contract& contract) {
    line(0, "contract " + contract.name);
    write_bounds(1, contract.bounds);
    for (const ThingId id : contract.events) write_thing(id);
    for (const ClauseId id : contract.clauses) write_clause(id);
  }

  void write_deal(const Deal& deal) {
    line(0, (deal.kind == syntax::DealKind::deal ? "deal " : "baseline ") + deal.name);
    for (const ContractId id : deal.under) line(1, "under " + spec_[id].name);
    if (deal.judged_start.valid())
      line(1, "judged " + source(deal.judged_start) + " .. " + source(deal.judged_end));
    for (const ThingId id : deal.things) write_thing(id);
    for (const Assume& assume : deal.assumes) line(1, source(assume.span));
    for (const ClauseId id : deal.clauses) write_clause(id);
  }

  const Spec& spec_;
  const Sources& sources_;
  std::string text_;
};

}  // namespace

std::string dump_model(const Spec& spec, const Sources& sources) {
  return Outline(spec, sources).write();
}

}  // namespace proviso
