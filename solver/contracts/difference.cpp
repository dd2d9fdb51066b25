#include "solver/contracts/difference.h"

#include "model/expr_walk.h"
#include "solver/contracts/analysis.h"
#include "solver/contracts/between.h"
#include "solver/contracts/choices.h"
#include "solver/contracts/fixed_readings.h"
#include "solver/contracts/open_to_one.h"
#include "solver/contracts/permission.h"
#include "solver/contracts/same_names.h"
#include "solver/contracts/stated_changes.h"
#include "solver/contracts/wording.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace proviso {

namespace {

Change joined(bool more, bool less) {
  if (more && less) return Change::incomparable;
  return more ? Change::more : less ? Change::less : Change::equal;
}

// One text of one contract, asked for a situation that breaks it and keeps the other contract.
struct Candidate {
  ClauseId clause;
  bool of_after = false;              // kept by the old one, broken under the new one
  std::unique_ptr<Inquiry> inquiry;
  Answer found;
  std::vector<NamedReadings> alike;   // readings under which the other contract says it too
  Truth truth = Truth::undecided;     // yes: such a situation exists
  ContractAnswer answer;
};

class Comparing {
 public:
  Comparing(const Spec& spec, const Sources& sources, ContractId before, ContractId after,
            const DifferenceOptions& options)
      : spec_(spec), read_(spec), sources_(sources), before_(before), after_(after), options_(options),
        between_(spec, before, after, options.asking), open_to_one_(spec, sources, between_, before, after, result_) {
    read_as(read_, fixed_readings(spec, options.asking.readings, options.asking.conditions));
  }

  DiffReport run() {
    result_.before = spec_[before_].name;
    result_.after = spec_[after_].name;
    for (const ContractId contract : {before_, after_})
      for (const ClauseId clause : between_.texts(contract)) add_name(spec_[clause].name);
    if (between_.never_both_in_force()) {
      if (options_.only.empty()) compare_terms(spec_, sources_, before_, after_, result_);
      result_.never_together = true;
      result_.change = Change::undecided;
      result_.reason = "they are never in force on the same day";
      return std::move(result_);
    }
    for (const std::string& name : names_) compare_others(name);
    if (options_.only.empty()) {
      open_to_one_.powers();
      compare_terms(spec_, sources_, before_, after_, result_);
    }
    // Of the clauses one by one it is said which differ, and by what.
    const bool by_clause = !(options_.only_whether_equal && options_.asking.only_truth);
    if (by_clause)
      for (const std::string& name : names_) compare_clause(name);
    if (options_.only_whether_equal && !result_.others.empty()) return std::move(result_);
    overall();
    by_reading();
    flow_types();
    return std::move(result_);
  }

 private:
  ContractId other(bool of_after) const { return of_after ? before_ : after_; }

  [[nodiscard]] bool wanted(const std::string& name) const {
    return options_.only.empty() || std::find(options_.only.begin(), options_.only.end(), name) != options_.only.end();
  }
  void add_name(const std::string& name) {
    if (wanted(name) && std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  }

  std::vector<ClauseId> texts(ContractId contract, const std::string& name) const {
    std::vector<ClauseId> result = between_.texts(contract);
    std::erase_if(result, [&](ClauseId id) { return spec_[id].name != name; });
    return result;
  }

  [[nodiscard]] const std::string& words(ClauseId clause) {
    const auto found = words_.find(clause);
    return found != words_.end() ? found->second : words_.emplace(clause, wording(read_, clause)).first->second;
  }
  // The other contract has a text of the same words in force.
  [[nodiscard]] bool said_by_other(ClauseId clause, bool of_after) {
    const std::vector<ClauseId> there = between_.texts(other(of_after));
    return std::any_of(there.begin(), there.end(), [&](ClauseId id) { return words(id) == words(clause); });
  }

  // ---- one clause

  void compare_clause(const std::string& name) {
    const std::vector<ClauseId> old_texts = texts(before_, name);
    const std::vector<ClauseId> new_texts = texts(after_, name);
    ClauseChange row;
    row.clause = name;
    row.only_in_old = new_texts.empty();
    row.only_in_new = old_texts.empty();
    bool same = old_texts.size() == new_texts.size();
    for (std::size_t i = 0; same && i < old_texts.size(); ++i) same = words(old_texts[i]) == words(new_texts[i]);
    row.words_differ = !same;
    if (same) {
      row.change = Change::equal;
    } else {
      const bool less = differs(new_texts, old_texts, true, row);
      const bool more = differs(old_texts, new_texts, false, row);
      if (row.change != Change::undecided || row.reason.empty()) row.change = joined(more, less);
      not_more_than_was_looked_at(row.change, row.reason, row.searched);
      if (old_texts.size() == 1 && new_texts.size() == 1)
        row.moved = values_moved(spec_, sources_, old_texts.front(), new_texts.front());
      row.favours = favoured(row, old_texts, new_texts);
    }
    result_.clauses.push_back(std::move(row));
  }

  // What is not what it forbids or demands.
  void compare_others(const std::string& name) {
    const std::vector<ClauseId> old_texts = texts(before_, name);
    const std::vector<ClauseId> new_texts = texts(after_, name);
    compare_sides(spec_, old_texts, new_texts, result_);
    compare_permissions(old_texts, new_texts);
  }

  // Some situation keeps `kept` and breaks one of `broken`: the two texts by themselves.
  bool differs(const std::vector<ClauseId>& broken, const std::vector<ClauseId>& kept, bool of_after, ClauseChange& row) {
    bool found_one = false;
    for (const ClauseId clause : broken) {
      if (is_permission(spec_, clause)) continue;
      auto inquiry = inquire(clause, kept);
      const Answer found = inquiry->find();
      if (found.satisfiable == Satisfiable::unknown) {
        row.change = Change::undecided;
        row.reason = found.reason;
      }
      if (found.satisfiable == Satisfiable::no && !inquiry->searched().complete) row.searched = inquiry->searched();
      if (found.satisfiable != Satisfiable::yes) continue;
      found_one = true;
      auto& shown = of_after ? row.kept_by_old_only : row.kept_by_new_only;
      if (!shown) shown = show(*inquiry, clause, of_after);
    }
    return found_one;
  }

  [[nodiscard]] std::unique_ptr<Inquiry> inquire(ClauseId clause, std::vector<ClauseId> kept) const {
    return between_.breaks(spec_, spec_[clause], std::move(kept));
  }

  std::optional<ShownSituation> show(Inquiry& inquiry, ClauseId clause, bool of_after) {
    const ContractId keeps = other(of_after);
    const ContractId breaks = of_after ? after_ : before_;
    const std::string& name = spec_[clause].name;
    const std::string deal = fmt::format("{}{}", of_after ? "OnlyOldAllows" : "OnlyNewAllows", shown_++ == 0 ? "" : std::to_string(shown_));
    return inquiry.show_plainest(sources_, deal,
                         fmt::format("`{}` of {} is broken; as {} has it, it is not", name, spec_[breaks].name, spec_[keeps].name),
                         {breaks}, {keeps});
  }

  // Who owes gains where more is allowed, who is owed to where less is.
  std::string favoured(const ClauseChange& row, const std::vector<ClauseId>& a, const std::vector<ClauseId>& b) const {
    const ClauseId clause = b.empty() ? a.front() : b.front();
    const ThingId party = row.change == Change::more   ? spec_[clause].bearer
                          : row.change == Change::less ? spec_[clause].counterparty
                                                       : ThingId{};
    return party.valid() ? spec_[party].name : "";
  }

  // ---- what is expressly permitted

  void compare_permissions(const std::vector<ClauseId>& a, const std::vector<ClauseId>& b) {
    for (const bool of_after : {false, true})
      for (const ClauseId clause : of_after ? b : a)
        if (permits(spec_, clause) && !said_by_other(clause, of_after)) open_to_one_.permission(clause);
  }

  // ---- everything together

  void overall() {
    for (const bool of_after : {false, true}) {
      const ContractId own = of_after ? after_ : before_;
      for (const ClauseId clause : between_.texts(own)) {
        if (is_permission(spec_, clause) || !wanted(spec_[clause].name) || said_by_other(clause, of_after)) continue;
        Candidate candidate;
        candidate.clause = clause;
        candidate.of_after = of_after;
        std::vector<ClauseId> kept = between_.texts(other(of_after));
        if (!options_.only.empty()) std::erase_if(kept, [&](ClauseId id) { return !wanted(spec_[id].name); });
        candidate.inquiry = inquire(clause, kept);
        candidate.found = candidate.inquiry->find();
        if (candidate.inquiry->by_choice())
          candidate.alike = read_alike(candidate.inquiry->spec(), clause, texts(other(of_after), spec_[clause].name));
        candidate.truth =
            across_choices(*candidate.inquiry, candidate.found, Truth::yes, candidate.answer, candidate.alike);
        candidates_.push_back(std::move(candidate));
      }
    }
    bool more = false, less = false;
    for (const Candidate& one : candidates_) {
      if (one.truth == Truth::undecided) result_.reason = fmt::format("`{}`: {}", spec_.full_name(one.clause), one.answer.reason);
      if (one.found.satisfiable == Satisfiable::yes) (one.of_after ? less : more) = true;
      if (one.found.satisfiable == Satisfiable::no && !one.inquiry->searched().complete) result_.searched = one.inquiry->searched();
    }
    result_.change = !result_.reason.empty() && !(more && less) ? Change::undecided : joined(more, less);
    not_more_than_was_looked_at(result_.change, result_.reason, result_.searched);
  }

  // That two texts allow the same is not known where a larger situation may tell them apart.
  void not_more_than_was_looked_at(Change& change, std::string& reason, const Searched& searched) const {
    if (change != Change::equal || searched.complete || options_.asking.scope) return;
    change = Change::undecided;
    reason = as_far_as(searched);
  }

  // Where a candidate exists under some readings only, each combination of these is asked.
  void by_reading() {
    std::set<std::string> names;
    for (const Candidate& one : candidates_)
      for (const AnswerByChoice& choice : one.answer.by_choice)
        for (const auto& [name, member] : choice.choice) names.insert(name);
    if (names.empty()) return;
    std::vector<std::pair<std::string, std::vector<std::string>>> readings;
    std::size_t combinations = 1;
    for (const std::string& name : names) {
      // Of unknown terms there is no list.
      std::vector<std::string> members = members_of(name);
      if (members.empty()) continue;
      combinations *= members.size();
      readings.emplace_back(name, std::move(members));
    }
    constexpr std::size_t kMost = 64;
    if (readings.empty() || combinations > kMost) return;
    for (std::size_t number = 0; number < combinations; ++number) {
      ReadingDifference row;
      std::size_t rest = number;
      for (const auto& [name, members] : readings) {
        row.readings.emplace_back(name, members[rest % members.size()]);
        rest /= members.size();
      }
      if (!can_be_meant_together(row.readings)) continue;
      row.change = under(row.readings, row.searched);
      result_.by_reading.push_back(std::move(row));
    }
  }

  // What has the same readings in both contracts is read alike.
  [[nodiscard]] bool can_be_meant_together(const NamedReadings& readings) const {
    for (const auto& [name, meant] : readings)
      for (const auto& [other, differently] : readings)
        if (meant != differently && own_name(name) == own_name(other) && have_the_same_names(members_of(name), members_of(other)))
          return false;
    return true;
  }

  std::vector<std::string> members_of(const std::string& name) const {
    for (const Candidate& one : candidates_)
      if (const auto members = members_of_reading(one.inquiry->spec(), name); !members.empty()) return members;
    return {};
  }

  static bool contains(const NamedReadings& all, const NamedReadings& part) {
    return std::all_of(part.begin(), part.end(), [&](const auto& one) {
      return std::find(all.begin(), all.end(), one) != all.end();
    });
  }

  static bool says_it_too(const Candidate& one, const NamedReadings& readings) {
    return std::any_of(one.alike.begin(), one.alike.end(),
                       [&](const NamedReadings& part) { return contains(readings, part); });
  }

  // There is none under these readings, as was asked before.
  static bool found_none(const Candidate& one, const NamedReadings& readings) {
    const auto& asked = one.answer.by_choice;
    return std::any_of(asked.begin(), asked.end(), [&](const AnswerByChoice& choice) {
      return choice.truth == Truth::no && contains(readings, choice.choice);
    });
  }

  Change under(const NamedReadings& readings, Searched& searched) {
    bool more = false, less = false, open = false;
    for (Candidate& one : candidates_) {
      if (says_it_too(one, readings)) continue;
      const bool without = one.found.satisfiable == Satisfiable::no || found_none(one, readings);
      switch (without ? Satisfiable::no : one.inquiry->find(readings_fixed(readings)).satisfiable) {
        case Satisfiable::yes: (one.of_after ? less : more) = true; break;
        case Satisfiable::no:
          if (!one.inquiry->searched().complete) searched = one.inquiry->searched();
          break;
        case Satisfiable::unknown: open = true; break;
      }
    }
    return open && !(more && less) ? Change::undecided : joined(more, less);
  }

  // By the clauses that speak of them.
  void flow_types() {
    std::map<std::string, std::pair<bool, bool>> types;
    for (const Candidate& one : candidates_) {
      if (one.found.satisfiable != Satisfiable::yes) continue;
      for (const TypeId type : flows_in(one.clause)) {
        auto& [more, less] = types[spec_[type].name];
        (one.of_after ? less : more) = true;
      }
    }
    for (const auto& [name, change] : types) result_.flow_types.push_back({name, joined(change.first, change.second)});
  }

  std::set<TypeId> flows_in(ClauseId clause) const {
    std::set<TypeId> result;
    const auto see = [&](const Binding& binding) {
      for (const Binder& binder : binding.binders)
        if (binder.type.base == BaseType::thing && spec_[binder.type.thing].kind == syntax::TypeKind::flow)
          result.insert(binder.type.thing);
    };
    for (const Norm& norm : spec_[clause].norms) {
      if (norm.each) see(*norm.each);
      if (!norm.condition.valid()) continue;
      walk(spec_, norm.condition, [&](ExprId, const Expr& e) {
        if (const Binding* bound = binding_of(e.node)) see(*bound);
      });
    }
    return result;
  }

  const Spec& spec_;
  Spec read_;  // with the readings that are fixed: texts that differ only in others are the same
  const Sources& sources_;
  ContractId before_, after_;
  const DifferenceOptions& options_;
  Between between_;
  OpenToOne open_to_one_;
  std::vector<std::string> names_;
  std::map<ClauseId, std::string> words_;
  std::vector<Candidate> candidates_;
  DiffReport result_;
  int shown_ = 0;
};

}  // namespace

DiffReport difference(const Spec& spec, const Sources& sources, ContractId before, ContractId after,
                      const DifferenceOptions& options) {
  return Comparing(spec, sources, before, after, options).run();
}

ContractAnswer equivalent(const Spec& spec, const Sources& sources, ContractId before, ContractId after,
                          const DifferenceOptions& options) {
  DifferenceOptions asking = options;
  asking.only_whether_equal = true;
  const DiffReport report = difference(spec, sources, before, after, asking);
  ContractAnswer answer;
  answer.searched = report.searched;
  answer.reason = report.reason;
  for (const ClauseChange& clause : report.clauses) {
    if (clause.change == Change::equal) continue;
    answer.because.push_back(clause.clause);
    if (!answer.shown) answer.shown = clause.kept_by_old_only ? clause.kept_by_old_only : clause.kept_by_new_only;
  }
  for (const ReadingDifference& one : report.by_reading) {
    AnswerByChoice choice;
    choice.choice = one.readings;
    choice.truth = one.change == Change::undecided ? Truth::undecided
                   : one.change == Change::equal   ? Truth::yes
                                                   : Truth::no;
    for (const auto& [name, member] : one.readings)
      if (std::find(answer.depends_on.begin(), answer.depends_on.end(), name) == answer.depends_on.end())
        answer.depends_on.push_back(name);
    answer.by_choice.push_back(std::move(choice));
  }
  const bool some_equal = std::any_of(answer.by_choice.begin(), answer.by_choice.end(),
                                      [](const AnswerByChoice& c) { return c.truth == Truth::yes; });
  const auto other = std::find_if(report.others.begin(), report.others.end(), [](const OtherChange& o) { return !o.undecided; });
  if (other != report.others.end()) {
    answer.truth = Truth::no;
    answer.reason = other->text;
    if (!answer.shown) answer.shown = other->shown;
  } else if (report.change == Change::equal && !report.others.empty()) {
    answer.truth = Truth::undecided;
    answer.reason = report.others.front().text;
  } else if (report.change == Change::undecided) {
    answer.truth = report.never_together ? Truth::impossible : Truth::undecided;
  } else if (report.change == Change::equal) {
    if (!options.asking.conditions.empty() && Between(spec, before, after, options.asking).is_impossible()) {
      answer.truth = Truth::impossible;
      answer.reason = "the conditions contradict what is the same in both contracts";
      return answer;
    }
    // What nobody can keep proves nothing, of either.
    if (kept_by_nothing(spec, {before}, options.asking))
      if (auto none = kept_by_nothing(spec, {after}, options.asking)) return *none;
    answer.truth = Truth::yes;
  } else {
    answer.truth = some_equal ? Truth::depends : Truth::no;
  }
  if (answer.truth != Truth::depends) {
    answer.depends_on.clear();
    return answer;
  }
  // What is equal under some readings rests on what was looked at for these.
  answer.searched = Searched{};
  for (const ReadingDifference& one : report.by_reading)
    if (one.change == Change::equal && !one.searched.complete) answer.searched = one.searched;
  return answer;
}

}  // namespace proviso
