#include "model/resolve/frames.h"

#include "model/resolve/typing.h"

namespace proviso::resolving {

void declare_define(Tables& tables, Frame& frame, const syntax::Define& define) {
  tables.definitions.push_back(Definition{&define, &frame, Progress::waiting, {}, {}, {}});
  declare(tables, frame, define.name, &tables.definitions.back());
}

Definition* define_again(Tables& tables, const Definition& definition, const Frame& home) {
  tables.definitions.push_back(
      Definition{definition.syntax, &home, Progress::waiting, {}, {}, {}});
  return &tables.definitions.back();
}

void declare_rate(Tables& tables, Frame& frame, const syntax::Rate& rate) {
  tables.rates.push_back(RateEntry{&rate, &frame, Progress::waiting, {}});
  frame.rates.push_back(&tables.rates.back());
}

void declare_term(Tables& tables, Frame& frame, const syntax::TermValue& term,
                  const std::string& full_name, const syntax::Expr* value) {
  tables.terms.push_back(
      Term{&term, value ? value : term.value.get(), &frame, full_name, Progress::waiting, {}});
  declare(tables, frame, term.name, &tables.terms.back());
}

ClauseId declare_clause(Tables& tables, Frame& frame, const syntax::Clause& clause,
                        ContractId contract, DealId deal) {
  const ClauseId id{static_cast<std::uint32_t>(tables.spec.clauses.size())};
  if (!declare(tables, frame, clause.name, id)) return {};
  Clause& placed = tables.spec.clauses.emplace_back();
  placed.name = clause.name.text;
  placed.contract = contract;
  placed.text = contract;
  placed.deal = deal;
  return id;
}

const Meaning* entered(const Frame& frame, const syntax::Name& name) {
  const auto found = frame.names.find(name.text);
  return found != frame.names.end() && found->second.span == name.span ? &found->second.meaning
                                                                       : nullptr;
}

void resolve_frame(Tables& tables, const Frame& frame) {
  Typing typing(tables, frame);
  for (const auto& [name, entry] : frame.names) {
    if (const auto* term = std::get_if<Term*>(&entry.meaning)) {
      typing.resolve_term(**term, entry.span);
    } else if (const auto* define = std::get_if<Definition*>(&entry.meaning)) {
      typing.resolve_define(**define);
    }
  }
  for (RateEntry* rate : frame.rates) {
    if (rate->syntax->value) typing.resolve_rate(*rate);
  }
}

}  // namespace proviso::resolving
