#include "model/dump_model.h"

#include <algorithm>

namespace proviso {

namespace {

class Outline {
 public:
  Outline(const Spec& spec, const Sources& sources) : spec_(spec), sources_(sources) {}

  std::string write() {
    for (std::uint32_t i = 0; i < spec_.enums.size(); ++i) {
      if (!is_of_choice(EnumId{i})) write_enum(spec_.enums[i]);
    }
    for (const OpenTerm& term : spec_.open_terms) write_choice(term);
    for (const ThingType& type : spec_.types) write_type(type);
    line(0, "instances");
    for (const ThingId id : spec_.globals) write_thing(id);
    for (const Contract& contract : spec_.contracts) write_contract(contract);
    for (const Deal& deal : spec_.deals) write_deal(deal);
    for (const Expect& expect : spec_.expects)
      if (!expect.subjects.empty()) write_question(expect);
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

  // Made for a choice and written there.
  bool is_of_choice(EnumId id) const {
    return std::any_of(spec_.open_terms.begin(), spec_.open_terms.end(), [&](const OpenTerm& term) {
      return term.kind != OpenTermKind::value && term.type.enumeration == id;
    });
  }

  void write_enum(const Enum& one) {
    line(0, "enum " + one.name);
    for (const std::string& member : one.members) line(1, member);
  }

  // What only the world decides and no value of the spec shows.
  void write_choice(const OpenTerm& term) {
    if (term.kind == OpenTermKind::value) return;
    line(0, (term.kind == OpenTermKind::reading ? "reading of " : "alternative ") + term.name);
    const std::vector<std::string>& members = spec_[term.type.enumeration].members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const bool titled = i < term.titles.size() && !term.titles[i].empty();
      line(1, members[i] + (titled ? " \"" + term.titles[i] + "\"" : ""));
    }
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

  // What a flow of any number does not state is unknown, and stands where its name does.
  std::string value(const Thing& thing, ExprId expr) const {
    const bool unstated = expr.valid() && std::holds_alternative<OpenRef>(spec_[expr].node) &&
                          spec_[expr].span == thing.span;
    return unstated ? "unknown" : source(expr);
  }

  void write_thing(ThingId id) {
    const Thing& thing = spec_[id];
    std::string head = thing.name + ": " + spec_[thing.type].name;
    if (thing.presence == syntax::Presence::optional) head = "optional " + head;
    if (thing.presence == syntax::Presence::possible) head = "possible " + head;
    if (thing.alternative) {
      const OpenTerm& choice = spec_[thing.alternative->choice];
      head = choice.name + " (" + spec_[choice.type.enumeration].members[thing.alternative->member] + "): " + head;
    }
    if (thing.from.valid()) head += " from " + value(thing, thing.from);
    if (thing.to.valid()) head += " to " + value(thing, thing.to);
    if (thing.start.valid()) head += " starting " + value(thing, thing.start);
    if (thing.end.valid()) head += " ending " + value(thing, thing.end);
    if (thing.date.valid()) head += " on " + source(thing.date);
    line(1, head);
    for (const auto& [field, of] : thing.values) line(2, spec_[field].name + " = " + value(thing, of));
    if (thing.only_if.valid()) line(2, "only if " + source(thing.only_if));
  }

  void write_any(const AnyNumber& any) {
    line(1, "any " + any.name + ": " + spec_[any.type].name + ", " + std::to_string(any.copies.size()) +
                (any.complete ? (any.copies.size() == 1 ? " is enough: " : " are enough: ")
                              : " are looked at, perhaps not enough: ") + any.why);
  }

  void write_bounds(int depth, const Bounds& bounds) {
    if (bounds.from.valid()) line(depth, where_meant(bounds.from) + "from " + source(bounds.from));
    for (const ExprId until : bounds.until)
      line(depth, where_meant(until) + "until " + source(until));
  }

  void write_clause(ClauseId id) {
    const Clause& clause = spec_[id];
    line(1, "clause " + spec_.full_name(id) + (clause.reading.valid() ? " (with readings)" : ""));
    if (clause.bearer.valid())
      line(2, spec_[clause.bearer].name + " owes " +
                  (clause.counterparty.valid() ? spec_[clause.counterparty].name : std::string("all")));
    write_bounds(2, clause.bounds);
    if (clause.while_.valid()) line(2, "while " + source(clause.while_));
    write_version(clause);
    for (const Allowance& allowance : clause.allows) line(2, source(allowance.span));
    for (const Norm& norm : clause.norms) write_norm(norm);
    for (const Override& one : clause.overridden) {
      static constexpr const char* kWords[] = {" leaves things out of account here",
                                               " displaces this", " stands in for this"};
      line(2, full_text(one.by) + kWords[static_cast<int>(one.kind)]);
    }
  }

  // Two texts of one clause are told apart by who wrote them.
  std::string full_text(ClauseId id) const {
    const Clause& clause = spec_[id];
    const bool kept = !clause.text.valid() || clause.text == clause.contract;
    return spec_.full_name(id) + (kept ? "" : " (text of " + spec_[clause.text].name + ")");
  }

  void write_version(const Clause& clause) {
    if (clause.text.valid() && clause.text != clause.contract)
      line(2, "text of " + spec_[clause.text].name);
    if (clause.since.valid()) line(2, "since " + source(clause.since));
    if (clause.cut.valid()) line(2, "cut on " + source(clause.cut));
    if (clause.replaces.valid()) line(2, "replaces " + full_text(clause.replaces));
    if (clause.replaced_by.valid()) line(2, "replaced by " + full_text(clause.replaced_by));
  }

  void write_norm(const Norm& norm) { line(2, meant(norm.reading) + source(norm.span)); }

  // "if only_azure: ", or nothing for what counts under every reading.
  std::string meant(ExprId condition) const {
    if (!condition.valid()) return "";
    const auto* compare = std::get_if<Compare>(&spec_[condition].node);
    if (!compare || !std::holds_alternative<OpenRef>(spec_[compare->left].node)) return "";
    const auto* member = std::get_if<EnumConst>(&spec_[compare->right].node);
    if (!member) return "";
    const Type& type = spec_[compare->right].type;
    return "if " + spec_[type.enumeration].members[member->member] + ": ";
  }
  std::string where_meant(ExprId value) const {
    const auto* cases = std::get_if<If>(&spec_[value].node);
    return cases ? meant(cases->condition) : "";
  }

  void write_contract(const Contract& contract) {
    line(0, "contract " + contract.name);
    if (contract.amends.valid())
      line(1, "amends " + spec_[contract.amends].name + " from " + source(contract.effective));
    for (const ContractId id : contract.prevails_over) line(1, "prevails over " + spec_[id].name);
    write_bounds(1, contract.bounds);
    for (const Claim& claim : contract.claims) {
      std::string names;
      for (const std::string& name : claim.clauses) names += (names.empty() ? " to " : ", ") + name;
      line(1, "claims no change" + names);
    }
    for (const Allowance& allowance : contract.allows) line(1, source(allowance.span));
    for (const ThingId id : contract.events) write_thing(id);
    for (const ClauseId id : contract.clauses) write_clause(id);
  }

  // "allows L.first, L.first (text of K) until 2026-01-31: an old debt (included)"
  void write_allowed(const AllowedBreach& allowed) {
    std::string text = "allows ";
    for (const ClauseId id : allowed.clauses)
      text += (id == allowed.clauses.front() ? "" : ", ") + full_text(id);
    if (allowed.until) text += " until " + show_day(*allowed.until);
    if (!allowed.reason.empty()) text += ": " + allowed.reason;
    line(1, text + (allowed.included ? " (included)" : ""));
  }

  void write_deal(const Deal& deal) {
    line(0, (deal.kind == syntax::DealKind::deal ? "deal " : "baseline ") + deal.name);
    for (const ContractId id : deal.under) line(1, "under " + spec_[id].name);
    if (deal.judged_start.valid())
      line(1, "judged " + source(deal.judged_start) + " .. " + source(deal.judged_end));
    for (const ThingId id : deal.things) write_thing(id);
    for (const AnyNumber& any : deal.any) write_any(any);
    for (const Assume& assume : deal.assumes) line(1, source(assume.span));
    for (const AllowedBreach& allowed : deal.allows) write_allowed(allowed);
    for (const ClauseId id : deal.clauses) write_clause(id);
  }

  // What is expected of contracts, with what its names stand for.
  void write_question(const Expect& expect) {
    std::string subjects;
    for (const ContractId id : expect.subjects)
      subjects += (subjects.empty() ? "" : ", ") + spec_[id].name;
    line(0, "asked of " + subjects + (expect.with_past ? " with a past" : ""));
    for (const ExprId with : expect.with) line(1, "with " + source(with));
    for (const Outcome& outcome : expect.outcomes) {
      line(1, source(outcome.span));
      for (const ExpectName& name : outcome.names) write_name("", name);
      if (outcome.other.valid()) line(2, "other: contract " + spec_[outcome.other].name);
      for (const ExpectName& name : outcome.only_in) write_name("only in ", name);
      for (const ThingId event : outcome.after) line(2, "after " + spec_[event].name);
      for (const ExpectName& name : outcome.depends_on) write_name("depends on ", name);
    }
  }
  void write_name(const std::string& lead, const ExpectName& name) {
    std::string text;
    for (const ClauseId id : name.clauses) text += (text.empty() ? "clause " : ", ") + full_text(id);
    if (name.term.valid()) text += (text.empty() ? "open " : ", open ") + spec_[name.term].name;
    if (name.thing.valid()) text += "event " + spec_[name.thing].name;
    if (name.type.valid()) text += "events of " + spec_[name.type].name;
    line(2, lead + name.text + ": " + text);
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
