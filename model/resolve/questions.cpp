#include "model/resolve/questions.h"

#include "model/resolve/clause_names.h"
#include "model/resolve/expect_names.h"
#include "model/resolve/norms.h"
#include "model/resolve/paths.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace proviso::resolving {
namespace {

using syntax::ExpectKind;

class Questioning {
 public:
  Questioning(Tables& tables, const syntax::Expect& written, const std::vector<ContractId>& subjects)
      : tables_(tables), written_(written), frame_(frame_of(tables, subjects)) {
    expect_.subjects = subjects;
  }

  void run() {
    refuse_parts_of_deals();
    expect_.with_past = written_.with_past;
    expect_.span = written_.outcomes.empty() ? written_.subjects.front().span : written_.outcomes.front().span;
    Typing typing(tables_, frame_);
    for (const syntax::Edit& edit : written_.with) {
      const ExprId condition = setting(typing, edit);
      if (condition.valid()) expect_.with.push_back(condition);
    }
    for (const syntax::Outcome& outcome : written_.outcomes) {
      if (auto resolved = resolve(outcome)) expect_.outcomes.push_back(std::move(*resolved));
    }
    if (!expect_.outcomes.empty()) tables_.spec.expects.push_back(std::move(expect_));
  }

 private:
  // Of several contracts the names of all count, as in a deal under them.
  static Frame frame_of(const Tables& tables, const std::vector<ContractId>& subjects) {
    if (subjects.size() == 1) return *tables.contracts[subjects.front().index].frame;
    Frame frame;
    frame.outer = &tables.global;
    for (const ContractId subject : subjects) {
      frame.contracts.push_back(tables.contracts[subject.index].frame);
      frame.name += (frame.name.empty() ? "" : ", ") + frame.contracts.back()->name;
    }
    return frame;
  }

  void refuse_parts_of_deals() {
    if (!written_.under.empty()) {
      report(tables_, kinds::bad_expectation, written_.under.front().span,
             "`under` puts a deal under other contracts, and this is asked of contracts")
          .fix = "name the contracts before the colon: `expect A, B: …`";
    }
    if (written_.on) {
      report(tables_, kinds::bad_expectation, written_.on->span,
             "what is asked of a contract is asked of every day of it")
          .fix = "leave out `on …`; the date of an event is fixed with `with EVENT = DATE`";
    }
  }

  std::optional<Outcome> resolve(const syntax::Outcome& written) {
    if (!is_of_contracts(written.kind)) {
      not_of_contracts(written);
      return std::nullopt;
    }
    sound_ = true;
    Outcome outcome;
    outcome.kind = written.kind;
    outcome.only = written.only;
    outcome.any_time = written.any_time;
    outcome.span = written.span;
    Typing typing(tables_, frame_);
    ExpectNames names(typing, {});
    for (const syntax::Path& path : written.names) add_name(names, path, outcome);
    if (written.other) compare_with(*written.other, written, outcome);
    outcome.in_favour_of = party(written.in_favour_of);
    outcome.party = party(written.party);
    outcome.other_party = party(written.other_party);
    for (const syntax::Path& path : written.after) {
      ExpectName event;
      if (!keep(names.event(path, event))) continue;
      const auto& all = outcome.after;
      if (std::find(all.begin(), all.end(), event.thing) == all.end()) outcome.after.push_back(event.thing);
    }
    for (const syntax::Path& path : written.depends_on) {
      ExpectName name;
      if (keep(names.variable(path, name))) outcome.depends_on.push_back(std::move(name));
    }
    if (written.binding) {
      outcome.binding = typing.bind(*written.binding, BindingUse::norm);
      check_presence(tables_, *outcome.binding, {});
    }
    if (written.condition) outcome.condition = typing.condition(*written.condition);
    check_whole(written, outcome);
    if (!sound_) return std::nullopt;
    return outcome;
  }

  bool keep(bool found) {
    sound_ = sound_ && found;
    return found;
  }

  ThingId party(const std::optional<syntax::Name>& name) {
    if (!name) return {};
    const ThingId id = find_thing(tables_, frame_, *name, syntax::TypeKind::entity, "a party");
    keep(id.valid());
    return id;
  }

  void add_name(ExpectNames& names, const syntax::Path& path, Outcome& to) {
    ExpectName name;
    if (to.kind == ExpectKind::can_bring_about || to.kind == ExpectKind::cannot_bring_about) {
      if (keep(event_type(path, name) || names.event(path, name))) to.names.push_back(std::move(name));
      return;
    }
    if (!keep(names.clause(path, name))) return;
    const auto& subjects = expect_.subjects;
    const bool theirs = std::any_of(name.clauses.begin(), name.clauses.end(), [&](ClauseId clause) {
      return std::find(subjects.begin(), subjects.end(), tables_.spec[clause].contract) != subjects.end();
    });
    if (!theirs) {
      keep(false);
      report(tables_, kinds::bad_expectation, path.span,
             fmt::format("`{}` is no clause of the contracts that are asked about", name.text))
          .fix = "name its contract before the colon too";
    } else if (is_of_permissions(to.kind) && !permits(name)) {
      keep(false);
      relate(report(tables_, kinds::bad_expectation, path.span,
                    fmt::format("`{}` permits nothing: only a permission can be {}", name.text,
                                to.kind == ExpectKind::without_effect ? "without effect" : "blocked")),
             tables_.spec[name.clauses.front()].span, "it has no `may`");
    } else if (to.kind == ExpectKind::unbreakable && !demands(name)) {
      keep(false);
      auto& found = report(tables_, kinds::bad_expectation, path.span,
                           fmt::format("`{}` demands nothing that could be broken", name.text));
      relate(found, tables_.spec[name.clauses.front()].span, "it has no `must` or `never`");
      found.fix = fmt::format("ask for `without effect {}`", name.text);
    } else {
      to.names.push_back(std::move(name));
    }
  }

  // Powers are held over events of a type, too.
  bool event_type(const syntax::Path& path, ExpectName& name) const {
    if (path.parts.size() != 1) return false;
    const Found found = look_up(frame_, path.parts.front().text);
    const auto* type = found.entry ? std::get_if<TypeId>(&found.entry->meaning) : nullptr;
    if (!type || tables_.spec[*type].kind != syntax::TypeKind::event) return false;
    name.text = path.parts.front().text;
    name.span = path.span;
    name.type = *type;
    return true;
  }

  static bool is_of_permissions(ExpectKind kind) {
    return kind == ExpectKind::blocks || kind == ExpectKind::blocks_together || kind == ExpectKind::without_effect;
  }
  static bool is_may(const Norm& norm) { return norm.kind == syntax::NormKind::may; }
  bool permits(const ExpectName& name) const {
    return has_norm(name, [](const Norm& norm) { return is_may(norm); });
  }
  bool demands(const ExpectName& name) const {
    return has_norm(name, [](const Norm& norm) { return !is_may(norm); });
  }
  bool has_norm(const ExpectName& name, const std::function<bool(const Norm&)>& is_one) const {
    return std::any_of(name.clauses.begin(), name.clauses.end(), [&](ClauseId clause) {
      const std::vector<Norm>& norms = tables_.spec[clause].norms;
      return std::any_of(norms.begin(), norms.end(), is_one);
    });
  }

  // `changes B only in X, Y`: clauses of either side.
  void compare_with(const syntax::Name& other, const syntax::Outcome& written, Outcome& to) {
    bool silenced = false;
    to.other = find_contract(tables_, other, silenced);
    if (!keep(to.other.valid())) return;
    const Frame& theirs = *tables_.contracts[to.other.index].frame;
    std::vector<ContractId> both = expect_.subjects;
    both.push_back(to.other);
    for (const syntax::Path& path : written.only_in) {
      if (path.parts.empty() || path.parts.front().missing()) continue;
      ExpectName name;
      name.text = text_of(path);
      name.span = path.span;
      for (const Frame* frame : {&frame_, &theirs}) {
        const Found found = find_clause(tables_, *frame, path);
        if (!found.entry) continue;
        if (!keep(!report_ambiguous_clause(tables_, found, path))) break;
        for (const ClauseId clause : texts_named(tables_, both, found, path)) {
          const auto& all = name.clauses;
          if (std::find(all.begin(), all.end(), clause) == all.end()) name.clauses.push_back(clause);
        }
      }
      if (sound_ && !keep(!name.clauses.empty())) report_unknown_clause(tables_, frame_, path);
      to.only_in.push_back(std::move(name));
    }
  }

  void check_whole(const syntax::Outcome& written, const Outcome& outcome) {
    const Span subject = written_.subjects.front().span;
    if (written.kind == ExpectKind::blocks_together && written.names.size() < 2) {
      keep(false);
      report(tables_, kinds::bad_expectation, written.span,
             "two permissions at least are blocked together, and this names one")
          .fix = "write `blocks P`";
    }
    if (outcome.kind != ExpectKind::claims_hold && outcome.kind != ExpectKind::claims_fail) return;
    for (const ContractId id : expect_.subjects) {
      const Contract& contract = tables_.spec[id];
      if (!contract.claims.empty()) continue;
      keep(false);
      const bool amends = contract.amends.valid();
      Diagnostic& diagnostic =
          report(tables_, kinds::bad_expectation, subject,
                 fmt::format("`{}` {}claims nothing", contract.name,
                             amends ? "" : "is no amendment, so it "));
      relate(diagnostic, contract.span, "declared here");
      diagnostic.fix = amends ? "write `claims no change` in it, or expect `equivalent to …`"
                              : "expect `equivalent to …` or `changes …`";
      return;
    }
  }

  void not_of_contracts(const syntax::Outcome& written) {
    Diagnostic& diagnostic = report(
        tables_, kinds::bad_expectation, written.span,
        fmt::format("`{}` is expected of a deal, and `{}` is a contract", word_of(written.kind),
                    written_.subjects.front().text));
    if (written.kind == ExpectKind::depends) {
      diagnostic.fix = "say what differs: `allows … depends on X`, `consistent depends on X`";
    } else if (written.kind == ExpectKind::can) {
      diagnostic.fix = "ask who: `can PARTY bring about EVENT`, `can PARTY end CLAUSE`";
    } else if (written.kind == ExpectKind::complies || written.kind == ExpectKind::conflicts) {
      diagnostic.fix = written.kind == ExpectKind::complies ? "expect `consistent`" : "expect `inconsistent`";
    } else {
      diagnostic.fix = "declare a deal under it, and expect this of the deal";
    }
  }

  Tables& tables_;
  const syntax::Expect& written_;
  const Frame frame_;   // the names that count
  Expect expect_;
  bool sound_ = true;   // of the outcome at hand
};

}  // namespace

bool is_of_contracts(ExpectKind kind) {
  switch (kind) {
    case ExpectKind::complies:
    case ExpectKind::conflicts:
    case ExpectKind::depends:
    case ExpectKind::impossible:
    case ExpectKind::undecided:
    case ExpectKind::achievable:
    case ExpectKind::not_achievable:
    case ExpectKind::breaks:
    case ExpectKind::keeps:
    case ExpectKind::pending:
    case ExpectKind::can: return false;
    default: return true;
  }
}

void report_not_of_deals(Tables& tables, const syntax::Outcome& outcome, DealId deal) {
  const Deal& asked = tables.spec[deal];
  std::string contracts;
  for (const ContractId contract : asked.under) {
    contracts += (contracts.empty() ? "" : ", ") + tables.spec[contract].name;
  }
  Diagnostic& diagnostic = report(tables, kinds::bad_expectation, outcome.span,
                                  fmt::format("`{}` is expected of contracts, and `{}` is a deal",
                                              word_of(outcome.kind), asked.name));
  relate(diagnostic, asked.span, "declared here");
  diagnostic.fix = contracts.empty() ? "name a contract" : fmt::format("expect it of `{}`", contracts);
}

void resolve_contract_expect(Tables& tables, const syntax::Expect& written,
                             const std::vector<ContractId>& subjects) {
  Questioning(tables, written, subjects).run();
}

}  // namespace proviso::resolving
