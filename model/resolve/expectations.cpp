// Expectations of deals; those of contracts are told apart here.
#include "model/resolve/clause_names.h"
#include "model/resolve/expect_names.h"
#include "model/resolve/paths.h"
#include "model/resolve/questions.h"
#include "model/resolve/vocabulary.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

class Expecting {
 public:
  Expecting(Tables& tables, const syntax::Expect& written) : tables_(tables), written_(written) {}

  void run() {
    if (!tell_subjects_apart() || written_.outcomes.empty()) return;
    if (!contracts_.empty()) return resolve_contract_expect(tables_, written_, contracts_);
    for (const auto& [deal, name] : deals_) expect(*deal, *name);
  }

 private:
  bool tell_subjects_apart() {
    const syntax::Name* first_contract = nullptr;
    for (const syntax::Name& subject : written_.subjects) {
      if (subject.missing()) return false;
      const auto found = tables_.global.names.find(subject.text);
      if (found == tables_.global.names.end()) {
        unknown(subject);
        continue;
      }
      const Entry& entry = found->second;
      if (const auto* deal = std::get_if<DealSource*>(&entry.meaning)) {
        deals_.emplace_back(*deal, &subject);
      } else if (const auto* contract = std::get_if<ContractId>(&entry.meaning)) {
        if (first_contract == nullptr) first_contract = &subject;
        if (std::find(contracts_.begin(), contracts_.end(), *contract) == contracts_.end()) {
          contracts_.push_back(*contract);
        }
      } else if (!std::holds_alternative<Silenced>(entry.meaning)) {
        report_wrong_kind(tables_, subject, "a deal or a contract", entry);
      }
    }
    if (deals_.empty() || contracts_.empty()) return true;
    Diagnostic& diagnostic =
        report(tables_, kinds::bad_expectation, first_contract->span,
               fmt::format("`{}` is a contract and `{}` a deal, and nothing is expected of both",
                           first_contract->text, deals_.front().second->text));
    relate(diagnostic, deals_.front().second->span, "the deal");
    diagnostic.fix = "write one expectation for deals and one for contracts";
    return false;
  }

  void unknown(const syntax::Name& subject) {
    std::vector<std::string_view> candidates;
    for (const DealSource& deal : tables_.deals) candidates.push_back(deal.syntax->name.text);
    for (const ContractSource& contract : tables_.contracts) {
      candidates.push_back(contract.syntax->name.text);
    }
    Diagnostic& diagnostic = report(tables_, kinds::unknown_name, subject.span,
                                    fmt::format("nothing is called `{}` here", subject.text));
    diagnostic.fix = suggestion(subject.text, candidates);
    if (diagnostic.fix.empty()) diagnostic.here = "a deal or a contract is wanted";
  }

  void expect(const DealSource& deal, const syntax::Name& subject) {
    if (!deal.frame) return;
    if (deal.syntax->kind == syntax::DealKind::baseline) {
      relate(report(tables_, kinds::bad_expectation, subject.span,
                    fmt::format("`{}` is a baseline and has no verdict of its own", subject.text)),
             deal.syntax->name.span, "declared here");
      return;
    }
    Expect expect;
    expect.deal = deal.id;
    expect.span = written_.outcomes.front().span;
    frame_ = *deal.frame;
    if (!stand_under(expect)) return;
    if (written_.with_past) {
      report(tables_, kinds::bad_expectation, subject.span,
             fmt::format("`{}` is a deal, and a deal says itself what came before", subject.text))
          .fix = "leave out `a past`, and include a baseline that states it";
      return;
    }
    Typing typing(tables_, frame_);
    for (const syntax::Edit& edit : written_.with) {
      const ExprId condition = setting(typing, edit);
      if (condition.valid()) expect.with.push_back(condition);
    }
    if (written_.on && !fix_day(typing, expect)) return;
    for (const syntax::Outcome& written : written_.outcomes) add(typing, written, subject, expect);
    if (!expect.outcomes.empty()) tables_.spec.expects.push_back(std::move(expect));
  }

  void add(Typing& typing, const syntax::Outcome& written, const syntax::Name& subject, Expect& to) {
    if (is_of_contracts(written.kind)) return report_not_of_deals(tables_, written, to.deal);
    if (written.kind == syntax::ExpectKind::can && !written_.on) {
      report(tables_, kinds::bad_expectation, written.span,
             "what can be done is asked of a day, and none is given")
          .fix = fmt::format("write `expect {} on DATE: can …`", subject.text);
      return;
    }
    Outcome outcome;
    outcome.kind = written.kind;
    outcome.only = written.only;
    outcome.span = written.span;
    ExpectNames names(typing, to.deal);
    for (const syntax::Path& path : written.names) {
      ExpectName name;
      if (find(names, written.kind, path, name)) outcome.names.push_back(std::move(name));
    }
    to.outcomes.push_back(std::move(outcome));
  }

  static bool find(ExpectNames& names, syntax::ExpectKind kind, const syntax::Path& path,
                   ExpectName& name) {
    switch (kind) {
      case syntax::ExpectKind::can: return names.event(path, name);
      case syntax::ExpectKind::conflicts:
      case syntax::ExpectKind::breaks:
      case syntax::ExpectKind::keeps:
      case syntax::ExpectKind::pending: return names.clause(path, name);
      default: return names.variable(path, name);
    }
  }

  // `expect D under C` reads the names of C in place of those of D's own contracts.
  bool stand_under(Expect& expect) {
    if (written_.under.empty()) return true;
    frame_.contracts.clear();
    for (const syntax::Name& name : written_.under) {
      bool silenced = false;
      const ContractId id = find_contract(tables_, name, silenced);
      if (!id.valid()) continue;
      expect.under.push_back(id);
      frame_.contracts.push_back(tables_.contracts[id.index].frame);
    }
    return expect.under.size() == written_.under.size();
  }

  bool fix_day(Typing& typing, Expect& expect) {
    const ExprId day = typing.fixed_date(*written_.on, "the day of the expectation");
    if (is_wrong(typing.type_of(day))) return false;
    if (std::holds_alternative<DateConst>(tables_.spec[day].node)) {
      expect.on = day;
      return true;
    }
    report(tables_, kinds::bad_expectation, written_.on->span,
           "what is so on a day is expected of a day that is known")
        .fix = "write a date, such as `on 2026-07-10`";
    return false;
  }

  Tables& tables_;
  const syntax::Expect& written_;
  std::vector<std::pair<const DealSource*, const syntax::Name*>> deals_;
  std::vector<ContractId> contracts_;
  Frame frame_;
};

}  // namespace

void resolve_expects(Tables& tables, const Inventory& inventory) {
  for (const syntax::Expect* expect : inventory.expects) Expecting(tables, *expect).run();
}

}  // namespace proviso::resolving
