#include "solver/deal_text/statement_text.h"

#include "model/expr_walk.h"
#include "model/syntax/lexer.h"
#include "solver/deal_text/deal_needs.h"

#include <algorithm>
#include <cctype>

namespace proviso {

namespace {

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> result;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') word += c;
    else if (!word.empty()) result.insert(std::exchange(word, ""));
  }
  return result;
}

void add_terms(const Spec& spec, ExprId root, std::set<OpenTermId>& to) {
  if (!root.valid()) return;
  walk(spec, root, [&](ExprId, const Expr& e) {
    if (const auto* open = std::get_if<OpenRef>(&e.node)) to.insert(open->term);
  });
}

}  // namespace

// ---------------------------------------------------------------- what is written

std::vector<ClauseId> StatementText::clauses(const Universe& universe) const {
  std::vector<ClauseId> result;
  if (!options_.own_clauses) return result;
  for (const ClauseId clause : spec_[universe.deal].clauses)
    if (!spec_[clause].whole.empty()) result.push_back(clause);
  return result;
}

// All of them where the deal stays open, else those that its clauses name.
std::vector<DealStatement> StatementText::needed_statements(const Universe& universe) const {
  const std::vector<DealStatement> all = trees_.statements(spec_[universe.deal].span);
  if (options_.keep_open) return all;
  std::set<std::string> words;
  for (const ClauseId clause : clauses(universe)) words.merge(words_of(sources_.text(spec_[clause].whole)));
  std::vector<bool> needed(all.size());
  for (bool grown = !words.empty(); grown;) {
    grown = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool rate = std::holds_alternative<syntax::Rate>(all[i].item->node);
      if (needed[i] || (!rate && words.count(all[i].name()) == 0)) continue;
      needed[i] = grown = true;
      words.merge(words_of(sources_.text(all[i].item->span)));
    }
  }
  std::vector<DealStatement> result;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (needed[i]) result.push_back(all[i]);
  return result;
}

std::set<ThingId> StatementText::mentioned(const Universe& universe) const {
  std::set<ThingId> result;
  const Deal& deal = spec_[universe.deal];
  std::set<std::string> words;
  const auto see = [&](ExprId root) {
    if (!root.valid()) return;
    walk(spec_, root, [&](ExprId, const Expr& e) {
      if (const auto* ref = std::get_if<ThingRef>(&e.node)) result.insert(ref->thing);
    });
  };
  for (const ClauseId clause : clauses(universe)) {
    for_each_expr(spec_, clause, see);
    words.merge(words_of(sources_.text(spec_[clause].whole)));
  }
  for (const DealStatement& statement : needed_statements(universe))
    words.merge(words_of(sources_.text(statement.item->span)));
  if (options_.keep_open) {
    for (const Assume& assume : deal.assumes) see(assume.condition), see(assume.date);
    for (const Fact& fact : deal.facts) {
      if (fact.each) see(fact.each->where);
      see(fact.condition);
    }
  }
  for (const ThingId thing : deal.things)
    if (words.count(spec_[thing].name) > 0) result.insert(thing);
  return result;
}

// ---------------------------------------------------------------- readings

std::vector<std::pair<std::string, std::string>> StatementText::readings_of(
    const Universe& universe, const std::vector<ContractId>& contracts) const {
  std::set<OpenTermId> asked;
  const auto in = [&](ExprId root) { add_terms(spec_, root, asked); };
  const auto clause = [&](ClauseId id) {
    for_each_expr(spec_, id, in);
    if (spec_[id].reading.valid()) asked.insert(spec_[id].reading);
  };
  for (const ContractId contract : contracts) {
    for (const ClauseId id : spec_[contract].clauses) clause(id);
    for (const Power& power : spec_[contract].powers) in(power.only_if);
    for (const ThingId event : spec_[contract].events) in(spec_[event].only_if);
    for (const Fact& fact : spec_[contract].facts) {
      if (fact.each) in(fact.each->where);
      in(fact.condition);
    }
  }
  for (const ClauseId id : clauses(universe)) clause(id);
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& [term, value] : scenario_.terms)
    if (spec_[term].kind == OpenTermKind::reading && asked.count(term) > 0)
      result.emplace_back(spec_[term].name, show(spec_, spec_[term].type, value));
  return result;
}

// ---------------------------------------------------------------- terms

const OpenTerm* StatementText::open_term(const DealStatement& statement, OpenTermId& id) const {
  const auto* term = std::get_if<syntax::TermValue>(&statement.item->node);
  if (!term) return nullptr;
  const syntax::Expr* value = statement.value ? statement.value : term->value.get();
  for (std::uint32_t i = 0; value && i < spec_.open_terms.size(); ++i) {
    id = OpenTermId{i};
    if (spec_[id].name == term->name.text && spec_[id].span == value->span) return &spec_[id];
  }
  return nullptr;
}

std::string StatementText::statement(const DealNames& names, const DealStatement& statement) const {
  const std::string whole(sources_.text(statement.item->span));
  const auto* term = std::get_if<syntax::TermValue>(&statement.item->node);
  if (!term || !term->value) return whole;
  const Span first{statement.item->span.file, statement.item->span.begin, term->value->span.begin};
  const std::string start(sources_.text(first));
  OpenTermId id;
  if (const OpenTerm* open = open_term(statement, id))
    if (const auto found = scenario_.terms.find(id); found != scenario_.terms.end())
      return start + declarations_.constant(names, open->type, found->second, open->span);
  return statement.value ? start + std::string(sources_.text(statement.value->span)) : whole;
}

// Terms of which the deal's declarations, assumptions and statements have taken care.
std::set<OpenTermId> StatementText::of_the_deal(const Universe& universe) const {
  std::set<OpenTermId> result;
  for (const ThingId id : universe.things) {
    const Thing& thing = spec_[id];
    if (declared_elsewhere(spec_, id)) continue;
    for (const auto& [field, value] : thing.values) add_terms(spec_, value, result);
    for (const ExprId place : {thing.from, thing.to, thing.start, thing.end, thing.date})
      add_terms(spec_, place, result);
    if (thing.alternative) result.insert(thing.alternative->choice);
  }
  for (const Assume& assume : spec_[universe.deal].assumes) add_terms(spec_, assume.date, result);
  for (const DealStatement& statement : trees_.statements(spec_[universe.deal].span))
    if (OpenTermId id; open_term(statement, id)) result.insert(id);
  return result;
}

void StatementText::write_terms(const DealNames& names, const Universe& universe, std::string& text,
                                DealText& result) const {
  const std::set<OpenTermId> own = of_the_deal(universe);
  for (const auto& [id, value] : scenario_.terms) {
    const OpenTerm& term = spec_[id];
    const std::string member = show(spec_, term.type, value);
    if (term.kind == OpenTermKind::reading) result.readings.emplace_back(term.name, member);
    if (term.kind != OpenTermKind::value) continue;
    const std::size_t dot = term.name.find('.');
    const auto owns = [&](const Contract& c) { return c.name == term.name.substr(0, dot); };
    const bool contract =
        dot != std::string::npos && std::any_of(spec_.contracts.begin(), spec_.contracts.end(), owns);
    if (own.count(id) > 0 && !contract) continue;
    if (!contract) {
      result.lost.push_back("`" + term.name + "` = " + member);
      continue;
    }
    const bool none = std::holds_alternative<None>(value);
    const std::string is = none ? " is none" : " == " + declarations_.constant(names, term.type, value, term.span);
    text += "assume " + term.name + is + "\n";
  }
}

// ---------------------------------------------------------------- assumptions

// Where the scenario says when they come, or that they never do.
void StatementText::write_events(const DealNames& names, const Universe& universe,
                                 const std::vector<ContractId>& contracts, std::string& text) const {
  std::vector<ThingId> events = universe.things;
  for (const ContractId contract : contracts)
    for (const ThingId event : spec_[contract].events)
      if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(event);
  for (const ThingId event : events) {
    const bool open = spec_[spec_[event].type].kind == syntax::TypeKind::event && !spec_[event].date.valid();
    if (!open || !declared_elsewhere(spec_, event) || names.of(event).empty()) continue;
    if (options_.keep_open && scenario_.dates.count(event) == 0) continue;
    const Date date = declarations_.world().date_of_event(event);
    text += "assume " + names.of(event) + (date.day ? " on " + show_day(*date.day) : " never") + "\n";
  }
}

// `term = value` or `define = reading`, which an edit of the deal has set.
std::string StatementText::setting(const Assume& assume, DealText& result) const {
  const std::string written = one_line(sources_.text(assume.span));
  const std::size_t equal = written.find('=');
  if (equal == std::string::npos) return "";
  const auto trimmed = [](std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text.substr(std::min(text.size(), text.find_first_not_of(' ')));
  };
  const std::string path = trimmed(written.substr(0, equal)), value = trimmed(written.substr(equal + 1));
  std::set<OpenTermId> terms;
  add_terms(spec_, assume.condition, terms);
  const bool reading = std::any_of(terms.begin(), terms.end(),
                                   [&](OpenTermId term) { return spec_[term].kind == OpenTermKind::reading; });
  if (reading) result.readings.emplace_back(path, value);
  if (reading) return "";
  return "assume " + path + (value == "none" ? " is none" : " == " + value) + "\n";
}

std::string StatementText::assumption(const DealNames& names, const Assume& assume) const {
  const std::string written = assume.span.empty() ? "" : one_line(sources_.text(assume.span));
  if (written.starts_with("assume")) return written;
  const std::string text = "assume " + (assume.event.valid() ? names.of(assume.event) : "");
  const auto date = [&] { return " " + declarations_.value(names, assume.date, basic(BaseType::date)); };
  switch (assume.form) {
    case syntax::AssumeForm::on: return text + " on" + date();
    case syntax::AssumeForm::after: return text + " after" + date();
    case syntax::AssumeForm::never: return text + " never";
    case syntax::AssumeForm::open: return text + " open";
    case syntax::AssumeForm::condition: break;
  }
  return "";
}

void StatementText::write_assumptions(const DealNames& names, const Universe& universe, std::string& text,
                                      DealText& result) const {
  if (!options_.keep_open) return;
  const Deal& deal = spec_[universe.deal];
  for (const Assume& assume : deal.assumes) {
    if (assume.event.valid() && scenario_.dates.count(assume.event) > 0 && declared_elsewhere(spec_, assume.event))
      continue;
    if (const std::string said = assumption(names, assume); !said.empty()) text += said + "\n";
    else if (!assume.span.empty()) text += setting(assume, result);
    else result.lost.push_back("an assumption that was added");
  }
  for (const Fact& fact : deal.facts)
    if (!fact.span.empty()) text += std::string(sources_.text(fact.span)) + "\n";
  for (const AllowedBreach& allowed : deal.allows)
    if (!allowed.span.empty()) text += std::string(sources_.text(allowed.span)) + "\n";
}

void StatementText::write(const DealNames& names, const Universe& universe, const std::vector<ContractId>& contracts,
                          const std::vector<ThingId>& absent, std::string& text, DealText& result) const {
  std::string part;
  const auto end_part = [&] {
    if (!part.empty()) text += "\n" + part;
    part.clear();
  };
  for (const DealStatement& one : needed_statements(universe)) part += statement(names, one) + "\n";
  end_part();
  for (const ClauseId clause : clauses(universe)) part += std::string(sources_.text(spec_[clause].whole)) + "\n";
  end_part();
  for (const ThingId thing : absent) part += "assume " + names.of(thing) + " is none\n";
  write_terms(names, universe, part, result);
  write_events(names, universe, contracts, part);
  write_assumptions(names, universe, part, result);
  end_part();
}

}  // namespace proviso
