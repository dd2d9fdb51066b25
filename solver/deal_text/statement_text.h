// What a deal says beside its declarations: terms, clauses, assumptions. Also the readings, which it
// cannot say.
#pragma once

#include "solver/deal_text/declaration_text.h"
#include "solver/deal_text/trees.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace proviso {

class StatementText {
 public:
  StatementText(const Spec& spec, const Sources& sources, const Scenario& scenario, const Trees& trees,
                const DeclarationText& declarations, const DealTextOptions& options)
      : spec_(spec), sources_(sources), scenario_(scenario), trees_(trees), declarations_(declarations),
        options_(options) {}

  [[nodiscard]] const Sources& sources() const { return sources_; }

  // The deal's things that clauses and other statements which are written name.
  [[nodiscard]] std::set<ThingId> mentioned(const Universe& universe) const;
  // Name and member of each reading of the scenario that these contracts or the deal's clauses ask for.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> readings_of(
      const Universe& universe, const std::vector<ContractId>& contracts) const;
  // `absent`: things that are named although they are not there.
  void write(const DealNames& names, const Universe& universe, const std::vector<ContractId>& contracts,
             const std::vector<ThingId>& absent, std::string& text, DealText& result) const;

 private:
  [[nodiscard]] std::vector<ClauseId> clauses(const Universe& universe) const;
  [[nodiscard]] std::vector<DealStatement> needed_statements(const Universe& universe) const;
  [[nodiscard]] std::string statement(const DealNames& names, const DealStatement& statement) const;
  [[nodiscard]] const OpenTerm* open_term(const DealStatement& statement, OpenTermId& id) const;
  [[nodiscard]] std::set<OpenTermId> of_the_deal(const Universe& universe) const;
  void write_terms(const DealNames& names, const Universe& universe, std::string& text, DealText& result) const;
  void write_events(const DealNames& names, const Universe& universe, const std::vector<ContractId>& contracts,
                    std::string& text) const;
  void write_assumptions(const DealNames& names, const Universe& universe, std::string& text, DealText& result) const;
  [[nodiscard]] std::string assumption(const DealNames& names, const Assume& assume) const;
  [[nodiscard]] std::string setting(const Assume& assume, DealText& result) const;

  const Spec& spec_;
  const Sources& sources_;
  const Scenario& scenario_;
  const Trees& trees_;
  const DeclarationText& declarations_;
  const DealTextOptions& options_;
};

}  // namespace proviso
