#include "model/resolve/clause_names.h"

#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

namespace proviso::resolving {
namespace {

// All texts of the clause in its contract.
std::vector<ClauseId> texts_of(const Tables& tables, ClauseId id) {
  const Clause& clause = tables.spec[id];
  if (!clause.contract.valid()) return {id};
  std::vector<ClauseId> all = versions_of(tables, clause.contract, clause.name);
  if (all.empty()) all.push_back(id);
  return all;
}

}  // namespace

std::string text_of(const syntax::Path& path) {
  std::string text;
  for (const syntax::Name& part : path.parts) text += (text.empty() ? "" : ".") + part.text;
  return text;
}

Found find_clause(const Tables& tables, const Frame& frame, const syntax::Path& path) {
  const std::string& name = path.parts.back().text;
  if (path.parts.size() == 1) return look_up(frame, name, Want::clause);
  if (path.parts.size() != 2) return {};
  const Found owner = look_up(frame, path.parts.front().text, Want::any);
  const auto* contract = owner.entry ? std::get_if<ContractId>(&owner.entry->meaning) : nullptr;
  if (!contract) return {};
  const Frame& members = *tables.contracts[contract->index].frame;
  const auto found = members.names.find(name);
  if (found == members.names.end() || !std::holds_alternative<ClauseId>(found->second.meaning)) return {};
  return Found{&found->second, &members, {}};
}

bool report_ambiguous_clause(Tables& tables, const Found& clause, const syntax::Path& path) {
  if (clause.ambiguous.empty()) return false;
  const std::string& name = path.parts.back().text;
  std::string both;
  for (const Frame* contract : clause.ambiguous) {
    both += fmt::format("{}`{}.{}`", both.empty() ? "" : " or ", contract->name, name);
  }
  report(tables, kinds::ambiguous_name, path.span,
         fmt::format("several contracts have a clause `{}`", name))
      .fix = "write " + both;
  return true;
}

void report_unknown_clause(Tables& tables, const Frame& frame, const syntax::Path& path) {
  std::vector<std::string_view> candidates;
  for (const Frame* contract : frame.contracts) add_clause_names(*contract, candidates);
  add_clause_names(frame, candidates);
  report(tables, kinds::unknown_name, path.span,
         fmt::format("no clause is called `{}` here", text_of(path)))
      .fix = suggestion(path.parts.back().text, candidates);
}

std::vector<ClauseId> texts_named(const Tables& tables, const std::vector<ContractId>& under,
                                  const Found& clause, const syntax::Path& path) {
  const auto* id = std::get_if<ClauseId>(&clause.entry->meaning);
  if (!id) return {};
  std::vector<ClauseId> result;
  if (path.parts.size() == 2) {
    for (const ContractId contract : under)
      for (const ClauseId text : versions_of(tables, contract, path.parts.back().text))
        if (tables.spec[text].text == clause.frame->contract) result.push_back(text);
  }
  return result.empty() ? texts_of(tables, *id) : result;
}

std::vector<ContractId> contracts_of(const Frame& frame) {
  if (frame.contract.valid()) return {frame.contract};
  std::vector<ContractId> contracts;
  for (const Frame* contract : frame.contracts) contracts.push_back(contract->contract);
  return contracts;
}

}  // namespace proviso::resolving
