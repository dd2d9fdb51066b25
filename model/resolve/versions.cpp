#include "model/resolve/versions.h"

#include <algorithm>

namespace proviso::resolving {
namespace {

const ContractSource& source_of(const Tables& tables, ContractId contract) {
  return tables.contracts[contract.index];
}

std::size_t depth_of(const Tables& tables, ContractId contract) {
  return layers_of(tables, contract).size();
}

const Version* version_of(const ContractSource& source, ClauseId id) {
  for (const Version& version : source.versions) {
    if (version.id == id) return &version;
  }
  return nullptr;
}

}  // namespace

std::vector<ClauseId> versions_of(const Tables& tables, ContractId contract,
                                  std::string_view name) {
  std::vector<ClauseId> found;
  if (!contract.valid()) return found;
  for (const Version& version : source_of(tables, contract).versions) {
    if (version.name == name) found.push_back(version.id);
  }
  return found;
}

ContractId first_of(const Tables& tables, ContractId contract) {
  while (contract.valid() && source_of(tables, contract).base.valid()) {
    contract = source_of(tables, contract).base;
  }
  return contract;
}

std::vector<ContractId> layers_of(const Tables& tables, ContractId contract) {
  std::vector<ContractId> layers;
  for (; contract.valid(); contract = source_of(tables, contract).base) layers.push_back(contract);
  std::reverse(layers.begin(), layers.end());
  return layers;
}

std::vector<ContractId> amendments_of(const Tables& tables, ContractId contract) {
  std::vector<ContractId> found;
  for (const ContractSource& source : tables.contracts) {
    if (source.id == contract) continue;
    const auto layers = layers_of(tables, source.id);
    if (std::find(layers.begin(), layers.end(), contract) != layers.end()) {
      found.push_back(source.id);
    }
  }
  return found;
}

const Frame& members_of(const Tables& tables, const Frame& frame, ContractId contract) {
  if (frame.contract.valid()) {
    const auto& views = source_of(tables, frame.contract).views;
    if (const auto view = views.find(contract); view != views.end()) return *view->second;
  }
  return *source_of(tables, contract).frame;
}

std::vector<ClauseId> texts_of_event(const Tables& tables, ClauseId named, ClauseId in,
                                     bool amendments) {
  const Clause& clause = tables.spec[named];
  if (!clause.contract.valid()) return {named};
  const ContractSource& source = source_of(tables, clause.contract);
  std::vector<ClauseId> texts = versions_of(tables, source.id, clause.name);
  if (amendments) {
    for (const ContractId amendment : amendments_of(tables, source.id)) {
      const auto more = versions_of(tables, amendment, clause.name);
      texts.insert(texts.end(), more.begin(), more.end());
    }
  }
  if (const Version* at = in.valid() ? version_of(source, in) : nullptr) {
    const std::size_t own = depth_of(tables, at->text);
    const bool same = at->name == clause.name;
    const auto unseen = [&](ClauseId id) {
      const std::size_t other = depth_of(tables, version_of(source, id)->text);
      return (same && other >= own) || (!at->cut_by.empty() && other > own);
    };
    texts.erase(std::remove_if(texts.begin(), texts.end(), unseen), texts.end());
  }
  if (texts.empty()) texts.push_back(named);
  return texts;
}

std::string rate_key(const syntax::Rate& rate) { return rate.from.text + " to " + rate.to.text; }

}  // namespace proviso::resolving
