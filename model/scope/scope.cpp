#include "model/scope/scope.h"

#include "model/scope/norm_needs.h"
#include "model/scope/slots.h"
#include "model/scope/surplus.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace proviso::scoping {
namespace {

constexpr std::size_t kMost = 12;       // of one type: more are not looked at
constexpr std::size_t kMostGuess = 3;   // where nothing says how many are enough
constexpr double kMostCombinations = 100'000;  // of things that one condition binds
constexpr std::size_t kMostEntities = 24;
constexpr std::size_t kMostRounds = 20;

// Types that something speaks of together, with all that speaks of them: how one part is made
// smaller does not matter to another.
struct Part {
  std::set<TypeId> types;
  std::vector<const Root*> roots;
};

std::vector<Part> parts_of(const Asked& asked) {
  std::vector<Part> parts;
  for (const Root& root : asked.roots) {
    Part joined{root.types, {}};
    std::vector<Part> others;
    for (Part& part : parts) {
      const bool together = std::any_of(part.types.begin(), part.types.end(),
                                        [&](TypeId type) { return root.types.count(type) > 0; }) ||
                            (part.types.empty() && root.types.empty());
      if (!together) {
        others.push_back(std::move(part));
        continue;
      }
      joined.types.insert(part.types.begin(), part.types.end());
      joined.roots.insert(joined.roots.end(), part.roots.begin(), part.roots.end());
    }
    joined.roots.push_back(&root);
    others.push_back(std::move(joined));
    parts = std::move(others);
  }
  return parts;
}

struct Answer {
  Staying need;
  std::string why;    // not empty: what is missing for an argument
  std::string how;    // the argument
};

class Counting {
 public:
  explicit Counting(const Asked& asked) : asked_(asked), slots_(asked), parts_(parts_of(asked)) {}

  Scope run() {
    settle();
    Scope scope;
    scope.reason = reason_;
    Counts counts = result_.count;
    if (!reason_.empty()) guess(counts);
    const Counts closed = slots_.close(counts);
    for (const auto& [kind, count] : closed) {
      if (asked_.is_entity(kind.first) || count == 0) continue;
      std::size_t& sum = scope.count[kind.first];
      add_to(sum, count);
    }
    limit(scope);
    for (const auto& [type, count] : scope.count) scope.why[type] = why_of(type);
    scope.fresh = slots_.fresh(closed);
    limit_fresh(scope);
    Staying all;
    all.count = closed;
    scope.ranged = in_the_way(asked_, all);
    scope.complete = scope.reason.empty();
    return scope;
  }

 private:
  // Witnesses ask for further witnesses: as many things as are enough for themselves.
  void settle() {
    Staying assumed, before;
    for (std::size_t round = 0; round < kMostRounds; ++round) {
      reason_.clear();
      how_.clear();
      failed_.clear();
      before = std::move(result_);
      Staying need;
      for (const Part& part : parts_) add_part(part, assumed, need);
      result_ = need;
      need.count = slots_.close(need.count);
      if (reason_.empty()) reason_ = slots_.why;
      if (need == assumed) return;
      assumed = std::move(need);
    }
    if (reason_.empty()) reason_ = "things that ask for further things without end";
    for (const Part& part : parts_) {
      const bool grows = std::any_of(part.types.begin(), part.types.end(), [&](TypeId type) {
        return total(result_.count, type) > total(before.count, type);
      });
      if (grows) failed_.insert(part.types.begin(), part.types.end());
    }
  }

  void add_part(const Part& part, const Staying& assumed, Staying& need) {
    std::optional<Answer> first;
    for (const Cut cut : {Cut::leave_out, Cut::few_days, Cut::one_day}) {
      const std::optional<Answer> answer = answer_with(part, assumed, cut);
      if (!answer) continue;
      if (!first || answer->why.empty()) first = answer;
      if (answer->why.empty()) break;
    }
    add_to(need.count, first->need.count);
    for (const auto& [field, kinds] : first->need.grown) need.grown[field].insert(kinds.begin(), kinds.end());
    for (const TypeId type : part.types) how_[type] = first->how;
    if (first->why.empty()) return;
    failed_.insert(part.types.begin(), part.types.end());
    if (reason_.empty()) reason_ = first->why;
  }

  // Nothing in it binds flows, or is a goal.
  bool demands_only(const Part& part) const {
    return std::none_of(part.roots.begin(), part.roots.end(), [&](const Root* root) {
      const bool binds = root->norm && root->norm->each &&
                         std::any_of(root->norm->each->binders.begin(), root->norm->each->binders.end(),
                                     [&](const Binder& binder) {
                                       return binder.type.base == BaseType::thing && !asked_.is_entity(binder.type.thing);
                                     });
      return binds || root->kind == RootKind::goal;
    });
  }

  // Nothing if this way of cutting is not for this part.
  std::optional<Answer> answer_with(const Part& part, const Staying& assumed, Cut cut) {
    Answer answer;
    Needs needs(asked_, assumed, cut);
    Stages stages;
    std::set<std::size_t> goals;
    for (const Root* root : part.roots) {
      if (root->kind == RootKind::goal) goals.insert(root->goal);
    }
    if (cut == Cut::one_day && goals.size() > 1) return std::nullopt;
    if (cut == Cut::few_days) {
      stages = stages_of(asked_, part.roots, needs);
      if (part.types.size() != 1 || stages.empty()) return std::nullopt;
    }
    for (const Root* root : part.roots) {
      const auto days = stages.find(root->norm);
      if (root->kind != RootKind::goal) need_of(asked_, *root, needs, days == stages.end() ? 1 : days->second);
    }
    answer.need = needs.need;
    answer.why = needs.why;
    answer.how = how(cut, stages.size());
    for (const std::size_t goal : goals) add_goal(part, assumed, cut, goal, answer);
    // With a goal or prohibitions on every such day there soon are more than can be looked at in good time.
    std::size_t all = 0;
    for (const auto& [kind, count] : answer.need.count) add_to(all, count);
    if (cut == Cut::few_days && all > kMostGuess && !demands_only(part) && answer.why.empty())
      answer.why = fmt::format("{} of `{}` would have to be looked at", all, name(*part.types.begin()));
    return answer;
  }

  // Of several norms one is broken, or arises.
  void add_goal(const Part& part, const Staying& assumed, Cut cut, std::size_t goal, Answer& answer) {
    Counts most;
    for (const Root* root : part.roots) {
      if (root->kind != RootKind::goal || root->goal != goal) continue;
      Needs needs(asked_, assumed, cut);
      need_of(asked_, *root, needs);
      raise_to(most, needs.need.count);
      for (const auto& [field, kinds] : needs.need.grown) {
        answer.need.grown[field].insert(kinds.begin(), kinds.end());
      }
      if (answer.why.empty()) answer.why = needs.why;
    }
    add_to(answer.need.count, most);
  }

  static std::string how(Cut cut, std::size_t stages) {
    switch (cut) {
      case Cut::leave_out: return "all others can be left out";
      case Cut::few_days:
        return stages == 1 ? "what is there on the first day of a term can stay"
                           : fmt::format("what is there on the first days of {} terms can stay", stages);
      case Cut::one_day: return "all can be cut to one day, and all others left out";
    }
    return {};
  }

  std::string why_of(TypeId type) const {
    if (failed_.count(type) > 0) return reason_;
    const auto found = how_.find(type);
    return found == how_.end() || found->second.empty() ? "named by others that stay" : found->second;
  }

  // Where nothing says how many are enough: what a goal binds, and one more; one of all else.
  void guess(Counts& counts) const {
    std::map<TypeId, std::size_t> bound;
    for (const Root& root : asked_.roots) {
      if (root.kind != RootKind::goal) continue;
      std::map<TypeId, std::size_t> here;
      asked_.each_binding(root, [&](const Binding& binding) {
        for (const Binder& binder : binding.binders) {
          if (binder.type.base == BaseType::thing) here[binder.type.thing] += binder.locals.size();
        }
      });
      for (const auto& [type, count] : here) bound[type] = std::max(bound[type], count);
    }
    for (const TypeId type : failed_) {
      const auto found = bound.find(type);
      const std::size_t wanted = found == bound.end() ? 1 : std::min(kMostGuess, found->second + 1);
      std::size_t there = 0;
      for (auto& [kind, count] : counts) {
        if (kind.first != type) continue;
        count = std::min(count, kMostGuess - there);
        there += count;
      }
      if (there < wanted) counts[{type, {}}] += wanted - there;
    }
  }

  // So many of a type that are bound together that all their combinations can still be looked at.
  std::size_t most_of(TypeId type) const {
    std::size_t together = 1;
    for (const Root& root : asked_.roots) {
      std::size_t here = 0;
      asked_.each_binding(root, [&](const Binding& binding) {
        for (const Binder& binder : binding.binders)
          if (binder.type.base == BaseType::thing && binder.type.thing == type) here += binder.locals.size();
      });
      together = std::max(together, here);
    }
    const auto combinations = [&](std::size_t count) { return std::pow(static_cast<double>(count), static_cast<double>(together)); };
    std::size_t most = kMost;
    while (most > kMostGuess && combinations(most) > kMostCombinations) --most;
    return most;
  }

  void limit(Scope& scope) const {
    for (auto& [type, count] : scope.count) {
      const std::size_t most = scope.reason.empty() ? most_of(type) : kMostGuess;
      if (count <= most) continue;
      if (scope.reason.empty()) {
        scope.reason = count >= kMany ? fmt::format("too many of `{}` would have to be looked at", name(type))
                                      : fmt::format("{} of `{}` would have to be looked at", count, name(type));
      }
      count = kMostGuess;
    }
  }

  void limit_fresh(Scope& scope) const {
    for (auto& [type, count] : scope.fresh) {
      if (count <= kMostEntities) continue;
      if (scope.reason.empty()) {
        scope.reason = fmt::format("{} of `{}` would have to be looked at", count, name(type));
      }
      count = kMostEntities;
    }
  }

  const std::string& name(TypeId type) const { return asked_.spec[type].name; }

  const Asked& asked_;
  Slots slots_;
  std::vector<Part> parts_;
  Staying result_;
  std::string reason_;
  std::set<TypeId> failed_;
  std::map<TypeId, std::string> how_;
};

}  // namespace

Scope enough_for(const Spec& spec, const Question& question) {
  const Asked asked(spec, question);
  return Counting(asked).run();
}

}  // namespace proviso::scoping
