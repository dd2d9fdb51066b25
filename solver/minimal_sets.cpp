#include "solver/minimal_sets.h"

#include "solver/answer.h"

#include <algorithm>
#include <string>

namespace proviso {

namespace {

constexpr std::size_t kMostMinimalSets = 20;
constexpr int kMostQuestions = 1500;

class Minimising {
 public:
  using Order = std::function<bool(std::size_t, std::size_t)>;

  Minimising(std::vector<std::size_t> all, Contradicts contradicts, const Order& goes_first)
      : all_(std::move(all)), ask_(std::move(contradicts)), goes_first_(goes_first) {}

  MinimalSets run(bool all) {
    MinimalSets result;
    if (!all) {
      if (auto core = contradicts(all_)) result.sets.push_back(shrink(*core));
      return result;
    }
    enumerate(result);
    std::stable_sort(result.sets.begin(), result.sets.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return result;
  }

 private:
  std::optional<std::vector<std::size_t>> contradicts(const std::vector<std::size_t>& these) {
    if (questions_++ > kMostQuestions) return std::nullopt;
    return ask_(these);
  }

  std::vector<std::size_t> shrink(std::vector<std::size_t> set) {
    std::vector<std::size_t> order = set;
    std::stable_sort(order.begin(), order.end(), goes_first_);
    for (const std::size_t candidate : order) {
      if (std::find(set.begin(), set.end(), candidate) == set.end()) continue;
      std::vector<std::size_t> less = set;
      std::erase(less, candidate);
      if (auto core = contradicts(less)) {
        std::sort(core->begin(), core->end());
        set = std::move(*core);
      }
    }
    std::sort(set.begin(), set.end());
    return set;
  }

  void enumerate(MinimalSets& result) {
    Formulas map;
    std::vector<VarId> in;
    for (const std::size_t i : all_) {
      Variable variable;
      variable.name = "s" + std::to_string(i);
      in.push_back(map.variable(std::move(variable)));
    }
    Asker seeds(map, {});
    std::vector<Formula> open;
    for (;;) {
      const Answer seed = seeds.ask(open, false);
      if (seed.satisfiable != Satisfiable::yes) return;
      std::vector<std::size_t> set;
      // As many as the map lets in: small sets come from large seeds.
      for (std::size_t k = 0; k < all_.size(); ++k)
        if (std::get<bool>(seed.assignment.cells[in[k].index])) set.push_back(all_[k]);
      set = grown(set, map, in, open, seeds);
      if (auto core = contradicts(set)) {
        result.sets.push_back(shrink(*core));
        std::vector<Formula> without;
        for (const std::size_t i : result.sets.back())
          without.push_back(map.not_(map.boolean(in[place(i)])));
        open.push_back(map.or_(std::move(without)));
      } else {
        std::vector<Formula> outside;
        const std::vector<std::size_t> most = satisfiable_superset(set);
        for (std::size_t k = 0; k < all_.size(); ++k)
          if (!std::binary_search(most.begin(), most.end(), all_[k])) outside.push_back(map.boolean(in[k]));
        open.push_back(map.or_(std::move(outside)));
      }
      if (result.sets.size() >= kMostMinimalSets || questions_ > kMostQuestions) {
        result.capped = true;
        return;
      }
    }
  }

  std::size_t place(std::size_t statement) const {
    return static_cast<std::size_t>(std::find(all_.begin(), all_.end(), statement) - all_.begin());
  }

  std::vector<std::size_t> grown(std::vector<std::size_t> set, Formulas& map, const std::vector<VarId>& in,
                                 const std::vector<Formula>& open, Asker& seeds) {
    std::vector<Formula> asked = open;
    for (const std::size_t i : set) asked.push_back(map.boolean(in[place(i)]));
    for (std::size_t k = 0; k < all_.size(); ++k) {
      if (std::binary_search(set.begin(), set.end(), all_[k])) continue;
      asked.push_back(map.boolean(in[k]));
      if (seeds.ask(asked, false).satisfiable != Satisfiable::yes) asked.pop_back();
      else set.insert(std::upper_bound(set.begin(), set.end(), all_[k]), all_[k]);
    }
    return set;
  }

  std::vector<std::size_t> satisfiable_superset(std::vector<std::size_t> set) {
    for (const std::size_t i : all_) {
      if (std::binary_search(set.begin(), set.end(), i)) continue;
      std::vector<std::size_t> more = set;
      more.insert(std::upper_bound(more.begin(), more.end(), i), i);
      if (!contradicts(more)) set = std::move(more);
    }
    return set;
  }

  std::vector<std::size_t> all_;
  Contradicts ask_;
  const Order& goes_first_;
  int questions_ = 0;
};

}  // namespace

MinimalSets minimal_sets(const std::vector<std::size_t>& of, Contradicts contradicts,
                         const std::function<bool(std::size_t, std::size_t)>& goes_first, bool all) {
  return Minimising(of, std::move(contradicts), goes_first).run(all);
}

}  // namespace proviso
