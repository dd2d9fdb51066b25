#include "model/resolve/overrides.h"

#include "model/expr_walk.h"
#include "model/resolve/versions.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/overload.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace proviso::resolving {
namespace {

bool permits(const Clause& clause) {
  return std::any_of(clause.norms.begin(), clause.norms.end(),
                     [](const Norm& norm) { return norm.kind == syntax::NormKind::may; });
}

void add_types(const Binding& binding, std::vector<TypeId>& to) {
  for (const Binder& binder : binding.binders) {
    if (binder.type.base == BaseType::thing) to.push_back(binder.type.thing);
  }
}

std::vector<TypeId> types_permitted(const Clause& clause) {
  std::vector<TypeId> types;
  for (const Norm& norm : clause.norms) {
    if (norm.kind == syntax::NormKind::may && norm.each) add_types(*norm.each, types);
  }
  return types;
}

// The types that a clause binds anywhere: in its `each` and in its conditions.
std::vector<TypeId> types_bound(const Spec& spec, ClauseId id) {
  std::vector<TypeId> types;
  for (const Norm& norm : spec[id].norms) {
    if (norm.each) add_types(*norm.each, types);
  }
  for_each_expr(spec, id, [&](ExprId root) {
    proviso::walk(spec, root, [&](ExprId, const Expr& expr) {
      if (const Binding* binding = binding_of(expr.node)) add_types(*binding, types);
    });
  });
  return types;
}

bool speaks_of(const Spec& spec, ClauseId id, const std::vector<TypeId>& types) {
  const std::vector<TypeId> bound = types_bound(spec, id);
  return std::any_of(bound.begin(), bound.end(), [&](TypeId a) {
    return std::any_of(types.begin(), types.end(),
                       [&](TypeId b) { return spec.is_a(a, b) || spec.is_a(b, a); });
  });
}

// A permission has nothing to be broken, so nothing is left out of account for it.
bool only_permits(const Clause& clause) {
  return std::all_of(clause.norms.begin(), clause.norms.end(),
                     [](const Norm& norm) { return norm.kind == syntax::NormKind::may; });
}

class Overriding {
 public:
  explicit Overriding(Tables& tables) : tables_(tables), spec_(tables.spec) {}

  void run() {
    for (const WrittenOverride& written : tables_.overrides) {
      by_ = written.by;
      frame_ = written.frame;
      for (const syntax::Path& path : written.syntax->clauses) by_name(path);
      for (const syntax::Text& tag : written.syntax->tags) by_tag(tag);
    }
    for (const WrittenRank& rank : tables_.ranks) prevail(rank);
  }

 private:
  OverrideKind kind() const {
    return permits(spec_[by_]) ? OverrideKind::left_out : OverrideKind::displaced;
  }

  void add(ClauseId target, OverrideKind kind, Span span) {
    auto& all = spec_.clauses[target.index].overridden;
    const auto same = [&](const Override& other) { return other.by == by_ && other.kind == kind; };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(Override{by_, kind, span});
  }

  // ---- `overrides X`, `overrides Contract.X`

  void by_name(const syntax::Path& path) {
    if (path.parts.empty() || path.parts.back().missing()) return;
    std::vector<ClauseId> targets;
    if (!find(path, targets)) return;
    const auto others = std::count_if(targets.begin(), targets.end(),
                                      [&](ClauseId id) { return id != by_; });
    if (others == 0) {
      report(tables_, kinds::circular_rank, path.span,
             fmt::format("`{}` overrides itself", spec_[by_].name));
      return;
    }
    check_types(path, targets);
    for (const ClauseId target : targets) {
      if (target != by_) add(target, kind(), path.span);
    }
  }

  void check_types(const syntax::Path& path, const std::vector<ClauseId>& targets) {
    if (kind() != OverrideKind::left_out) return;
    const std::vector<TypeId> types = types_permitted(spec_[by_]);
    if (types.empty()) return;
    for (const ClauseId target : targets) {
      if (target != by_ && speaks_of(spec_, target, types)) return;
    }
    const std::string& name = path.parts.back().text;
    Diagnostic& diagnostic =
        report(tables_, kinds::nothing_left_out, path.span,
               fmt::format("`{}` speaks of no `{}`, so it is the same with and without what is "
                           "permitted here",
                           name, spec_[types.front()].name));
    relate(diagnostic, spec_[targets.front()].span, "the clause");
    diagnostic.fix = fmt::format("write an exception into `{}` instead: `unless …`", name);
  }

  // False after a report.
  bool find(const syntax::Path& path, std::vector<ClauseId>& targets) {
    const syntax::Name& name = path.parts.back();
    if (path.parts.size() == 1) return frame_->contract.valid() ? in_own(name, targets)
                                                                : in_deal(name, targets);
    if (path.parts.size() > 2) return unknown(name, *frame_);
    const Found owner = look_up(*frame_, path.parts.front().text, Want::any);
    const auto* contract = owner.entry ? std::get_if<ContractId>(&owner.entry->meaning) : nullptr;
    if (!contract) return no_contract(path.parts.front(), owner);
    if (in_family(*contract)) return in_own(name, targets);
    targets = versions_of(tables_, *contract, name.text);
    if (targets.empty()) return unknown(name, *tables_.contracts[contract->index].frame);
    // What stands outside means the clause in whichever version a deal is under.
    for (const ContractId amendment : amendments_of(tables_, *contract)) {
      const auto more = versions_of(tables_, amendment, name.text);
      targets.insert(targets.end(), more.begin(), more.end());
    }
    return true;
  }

  // Whether the clause stands in a version of that contract.
  bool in_family(ContractId contract) const {
    return frame_->contract.valid() &&
           first_of(tables_, contract) == first_of(tables_, frame_->contract);
  }

  bool in_own(const syntax::Name& name, std::vector<ClauseId>& targets) {
    targets = versions_of(tables_, frame_->contract, name.text);
    return !targets.empty() || unknown(name, *frame_);
  }

  bool in_deal(const syntax::Name& name, std::vector<ClauseId>& targets) {
    const Found found = look_up(*frame_, name.text, Want::clause);
    const auto* id = found.entry ? std::get_if<ClauseId>(&found.entry->meaning) : nullptr;
    if (!id) return unknown(name, *frame_);
    if (!found.ambiguous.empty()) {
      Diagnostic& diagnostic = report(tables_, kinds::ambiguous_name, name.span,
                                      fmt::format("several contracts have a clause `{}`", name.text));
      for (const Frame* contract : found.ambiguous) {
        relate(diagnostic, contract->names.find(name.text)->second.span, "one of them");
      }
      diagnostic.fix = fmt::format("write `{}.{}`", found.ambiguous.front()->name, name.text);
      return false;
    }
    targets = versions_of(tables_, spec_[*id].contract, name.text);
    if (targets.empty()) targets.push_back(*id);
    return true;
  }

  bool no_contract(const syntax::Name& name, const Found& found) {
    if (found.entry && std::holds_alternative<Silenced>(found.entry->meaning)) return false;
    if (found.entry) {
      report_wrong_kind(tables_, name, "a contract", *found.entry);
      return false;
    }
    std::vector<std::string_view> candidates;
    for (const Contract& contract : spec_.contracts) candidates.push_back(contract.name);
    report(tables_, kinds::unknown_name, name.span,
           fmt::format("no contract is called `{}`", name.text))
        .fix = suggestion(name.text, candidates);
    return false;
  }

  bool unknown(const syntax::Name& name, const Frame& frame) {
    if (const Found other = look_up(frame, name.text, Want::value); other.entry) {
      if (std::holds_alternative<Silenced>(other.entry->meaning)) return false;
      report_wrong_kind(tables_, name, "a clause", *other.entry);
      return false;
    }
    std::vector<std::string_view> candidates;
    add_clause_names(frame, candidates);
    for (const Frame* contract : frame.contracts) add_clause_names(*contract, candidates);
    report(tables_, kinds::unknown_name, name.span,
           fmt::format("no clause is called `{}` here", name.text))
        .fix = suggestion(name.text, candidates);
    return false;
  }

  // ---- `overrides tag "…"`

  void by_tag(const syntax::Text& tag) {
    const Clause by = spec_[by_];
    bool borne = false;
    for (std::uint32_t i = 0; i < spec_.clauses.size(); ++i) {
      const Clause& clause = spec_.clauses[i];
      if (std::find(clause.tags.begin(), clause.tags.end(), tag.text) == clause.tags.end()) continue;
      borne = true;
      if (!meets(by, clause)) continue;
      if (kind() == OverrideKind::left_out && only_permits(clause)) continue;
      add(ClauseId{i}, kind(), tag.span);
    }
    if (borne) return;
    std::vector<std::string_view> candidates;
    for (const Clause& clause : spec_.clauses) {
      candidates.insert(candidates.end(), clause.tags.begin(), clause.tags.end());
    }
    Diagnostic& diagnostic = report(tables_, kinds::unknown_tag, tag.span,
                                    fmt::format("no clause bears the tag \"{}\"", tag.text));
    diagnostic.fix = suggestion(tag.text, candidates);
    if (!diagnostic.fix.empty() || candidates.empty()) return;
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    diagnostic.fix = fmt::format("the tags here are \"{}\"", fmt::join(candidates, "\", \""));
  }

  // Clauses that a deal can be under together, other than two texts of one.
  bool meets(const Clause& a, const Clause& b) const {
    if (!a.contract.valid()) {
      return b.contract.valid() || (a.deal == b.deal && a.name != b.name);
    }
    if (!b.contract.valid()) return false;
    if (a.contract == b.contract) return a.name != b.name;
    return first_of(tables_, a.contract) != first_of(tables_, b.contract);
  }

  // ---- `prevails over`

  void prevail(const WrittenRank& rank) {
    if (first_of(tables_, rank.above) == first_of(tables_, rank.below)) {
      report(tables_, kinds::circular_rank, rank.span,
             fmt::format("`{}` and `{}` are versions of one contract: an amendment changes what it "
                         "amends and does not prevail over it",
                         spec_[rank.above].name, spec_[rank.below].name))
          .fix = "leave out `prevails over`, or make it a contract of its own";
      return;
    }
    std::vector<ContractId> below{rank.below};
    for (const ContractId amendment : amendments_of(tables_, rank.below)) below.push_back(amendment);
    for (const ClauseId above : spec_[rank.above].clauses) {
      by_ = above;
      for (const ContractId contract : below) over(contract, rank.span);
    }
  }

  void over(ContractId contract, Span span) {
    const std::vector<TypeId> types = types_permitted(spec_[by_]);
    for (const ClauseId target : spec_[contract].clauses) {
      if (spec_[target].name == spec_[by_].name) {
        add(target, OverrideKind::stands_in, span);
      } else if (!types.empty() && !only_permits(spec_[target]) && speaks_of(spec_, target, types)) {
        add(target, OverrideKind::left_out, span);
      }
    }
  }

  Tables& tables_;
  Spec& spec_;
  ClauseId by_;
  const Frame* frame_ = nullptr;
};

// ---------------------------------------------------------------- circles

// Reports what comes back to itself. `Edge`: where one goes to, and the words that say so.
struct Edge {
  std::uint32_t to = 0;
  Span span;
};

class Rounds {
 public:
  Rounds(std::size_t count, std::function<std::vector<Edge>(std::uint32_t)> edges,
         std::function<void(std::uint32_t, std::uint32_t, Span)> found)
      : progress_(count), edges_(std::move(edges)), found_(std::move(found)) {}

  void run() {
    for (std::uint32_t i = 0; i < progress_.size(); ++i) visit(i);
  }

 private:
  void visit(std::uint32_t at) {
    if (progress_[at] != Progress::waiting) return;
    progress_[at] = Progress::busy;
    for (const Edge& edge : edges_(at)) {
      if (progress_[edge.to] == Progress::busy) found_(at, edge.to, edge.span);
      visit(edge.to);
    }
    progress_[at] = Progress::done;
  }

  std::vector<Progress> progress_;
  std::function<std::vector<Edge>(std::uint32_t)> edges_;
  std::function<void(std::uint32_t, std::uint32_t, Span)> found_;
};

void check_clauses(Tables& tables) {
  const Spec& spec = tables.spec;
  const auto edges = [&](std::uint32_t clause) {
    std::vector<Edge> all;
    for (const Override& one : spec.clauses[clause].overridden) {
      all.push_back(Edge{one.by.index, one.span});
    }
    return all;
  };
  const auto found = [&](std::uint32_t below, std::uint32_t above, Span span) {
    const std::string one = spec.full_name(ClauseId{above});
    const std::string other = spec.full_name(ClauseId{below});
    Diagnostic& diagnostic =
        report(tables, kinds::circular_rank, span,
               one == other ? fmt::format("`{}` overrides itself", one)
                            : fmt::format("`{}` overrides `{}`, which in the end overrides it",
                                          one, other));
    relate(diagnostic, spec.clauses[below].span, "overridden here");
    diagnostic.fix = "leave out one `overrides`: of two clauses one comes first";
  };
  Rounds(spec.clauses.size(), edges, found).run();
}

// True after a report.
bool check_ranks(Tables& tables) {
  const Spec& spec = tables.spec;
  bool circular = false;
  const auto edges = [&](std::uint32_t contract) {
    std::vector<Edge> all;
    for (const WrittenRank& rank : tables.ranks) {
      if (rank.above.index == contract) all.push_back(Edge{rank.below.index, rank.span});
    }
    return all;
  };
  const auto found = [&](std::uint32_t above, std::uint32_t below, Span span) {
    if (above == below) return;
    circular = true;
    report(tables, kinds::circular_rank, span,
           fmt::format("`{}` prevails over `{}`, which in the end prevails over it",
                       spec.contracts[above].name, spec.contracts[below].name))
        .fix = "leave out one `prevails over`";
  };
  Rounds(spec.contracts.size(), edges, found).run();
  return circular;
}

}  // namespace

void resolve_overrides(Tables& tables) {
  Overriding(tables).run();
  // Contracts that go round make their clauses do so too: one message is enough.
  if (!check_ranks(tables)) check_clauses(tables);
}

}  // namespace proviso::resolving
