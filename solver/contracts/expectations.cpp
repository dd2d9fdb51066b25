#include "solver/contracts/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

using Kind = syntax::ExpectKind;

// What an answer says about the contracts.
std::string in_words(Kind kind, Truth truth) {
  const bool yes = truth == Truth::yes;
  switch (kind) {
    case Kind::consistent:
    case Kind::inconsistent: return yes ? "consistent" : "inconsistent";
    case Kind::equivalent_to: return yes ? "equivalent" : "not equivalent";
    case Kind::changes: return yes ? "changed" : "nothing is changed";
    case Kind::entails:
    case Kind::does_not_entail: return yes ? "entailed" : "not entailed";
    case Kind::allows:
    case Kind::does_not_allow: return yes ? "allowed" : "not allowed";
    case Kind::forbids:
    case Kind::does_not_forbid: return yes ? "forbidden" : "not forbidden";
    case Kind::claims_hold:
    case Kind::claims_fail: return yes ? "holds" : "does not hold";
    case Kind::dead: return yes ? "dead" : "not dead";
    case Kind::out_of_reach: return yes ? "out of reach" : "not out of reach";
    case Kind::redundant: return yes ? "redundant" : "not redundant";
    case Kind::without_effect: return yes ? "without effect" : "not without effect";
    case Kind::unbreakable: return yes ? "unbreakable" : "something can break it";
    case Kind::blocks:
    case Kind::blocks_together: return yes ? "blocked" : "not blocked";
    default: return yes ? "it can" : "it cannot";
  }
}

class Judging {
 public:
  Judging(const Spec& spec, const Outcome& outcome, const QuestionAnswer& answer)
      : spec_(spec), outcome_(outcome), answer_(answer) {}

  ContractOutcome run() {
    ContractOutcome result;
    if (outcome_.kind == Kind::claims_fail && outcome_.depends_on.empty()) {
      result.instead = some_claim_fails();
    } else {
      for (const AskedPart& part : answer_.parts) {
        result.instead = instead(part);
        if (!result.instead.empty()) break;
      }
    }
    if (result.instead.empty() && outcome_.kind == Kind::changes) result.instead = changes();
    result.undecided = undecided_ && !result.instead.empty();
    return result;
  }

 private:
  std::string instead(const AskedPart& part) {
    const ContractAnswer& answer = part.answer;
    const std::string about = part.about.empty() ? "" : "`" + part.about + "`: ";
    if (answer.truth == Truth::undecided) {
      undecided_ = true;
      return about + "it is undecided" + (answer.reason.empty() ? "" : ": " + answer.reason);
    }
    if (answer.truth == Truth::impossible)
      return about + "the question is impossible" + (answer.reason.empty() ? "" : ": " + answer.reason);
    if (!outcome_.depends_on.empty()) return about.empty() ? depends(answer) : prefixed(about, depends(answer));
    if (answer.truth == Truth::depends) return about + choices_text(answer);
    if (answer.truth != stated(outcome_.kind)) return about + found(part);
    if (answer.truth == part.by_absence && !answer.searched.complete) return about + as_far_as(answer.searched);
    return "";
  }

  static std::string prefixed(const std::string& about, const std::string& text) {
    return text.empty() ? text : about + text;
  }

  std::string found(const AskedPart& part) const {
    const ContractAnswer& answer = part.answer;
    std::string text = in_words(outcome_.kind, answer.truth);
    if (const std::string grounds = grounds_text(answer); !grounds.empty()) text += " " + grounds;
    if (!answer.reason.empty()) text += ": " + answer.reason;
    if (answer_.consistency) text += conflicts();
    if (answer.shown && answer.because.empty() && !answer_.consistency)
      text += situation(*answer.shown);
    if (answer.truth == part.by_absence && !answer.searched.complete) text += ", " + as_far_as(answer.searched);
    return text;
  }

  // "; for instance `f`: Hosting from AWS to OpenAI"
  static std::string situation(const ShownSituation& shown) {
    std::string text;
    for (const ShownFlow& flow : shown.flows) {
      text += fmt::format("{}`{}`: {}", text.empty() ? "; for instance with " : ", ", flow.name, flow.type);
      if (!flow.event) text += fmt::format(" from {} to {}", flow.from, flow.to);
    }
    return text;
  }

  std::string conflicts() const {
    std::string text;
    for (const Conflict& conflict : answer_.consistency->conflicts) {
      std::string names;
      for (const ClauseId clause : conflict.clauses)
        names += fmt::format("{}`{}`", names.empty() ? "" : ", ", spec_.full_name(clause));
      if (names.empty()) continue;
      text += fmt::format("; not all kept are {}", names);
      if (conflict.in_play.valid()) text += fmt::format(" once `{}` is in play", spec_.full_name(conflict.in_play));
    }
    return text;
  }

  static std::string_view last_part(std::string_view name) {
    const auto dot = name.find('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
  }

  bool is(const std::string& found, const ExpectName& name) const {
    if (found == name.text) return true;
    if (name.thing.valid() && found == spec_[name.thing].name) return true;
    if (name.term.valid() && (found == spec_[name.term].name || last_part(found) == last_part(spec_[name.term].name)))
      return true;
    return std::any_of(name.clauses.begin(), name.clauses.end(), [&](ClauseId clause) {
      return found == spec_.full_name(clause) || (spec_[clause].reading.valid() && found == spec_[spec_[clause].reading].name);
    });
  }

  // Events on which an answer hangs count as well.
  std::string depends(const ContractAnswer& answer) const {
    std::vector<std::string> found = answer.depends_on;
    found.insert(found.end(), answer.unless.begin(), answer.unless.end());
    if (found.empty()) return fmt::format("it depends on nothing: {}", in_words(outcome_.kind, answer.truth));
    for (const ExpectName& name : outcome_.depends_on) {
      if (std::any_of(found.begin(), found.end(), [&](const std::string& one) { return is(one, name); })) continue;
      std::string all;
      for (const std::string& one : found) all += fmt::format("{}`{}`", all.empty() ? "" : ", ", one);
      return fmt::format("it does not depend on `{}`; it depends on {}", name.text, all);
    }
    return "";
  }

  std::string some_claim_fails() {
    std::string unsettled;
    for (const AskedPart& part : answer_.parts) {
      const Truth truth = part.answer.truth;
      if (truth == Truth::no || truth == Truth::depends) return "";
      if (truth != Truth::yes && unsettled.empty()) unsettled = instead(part);
    }
    return unsettled.empty() ? "every claim holds" : unsettled;
  }

  // ---- changes

  bool named(const std::string& clause) const {
    return std::any_of(outcome_.only_in.begin(), outcome_.only_in.end(), [&](const ExpectName& name) {
      if (name.text == clause || last_part(name.text) == clause) return true;
      return std::any_of(name.clauses.begin(), name.clauses.end(),
                         [&](ClauseId id) { return spec_[id].name == clause; });
    });
  }

  std::string changes() {
    const DiffReport& found = *answer_.difference;
    std::set<std::string> changed;
    for (const ClauseChange& clause : found.clauses) {
      if (clause.change == Change::equal) continue;
      changed.insert(clause.clause);
      if (!outcome_.only_in.empty() && !named(clause.clause)) {
        undecided_ = clause.change == Change::undecided;
        return fmt::format("`{}` is {} too", clause.clause, undecided_ ? "undecided" : "changed");
      }
    }
    for (const OtherChange& other : found.others) {
      if (!other.clause.empty()) changed.insert(other.clause);
      if (outcome_.only_in.empty() || named(other.clause)) continue;
      undecided_ = other.undecided;
      return other.clause.empty() ? other.text : fmt::format("`{}` is changed too: {}", other.clause, other.text);
    }
    for (const ExpectName& name : outcome_.only_in) {
      const bool there = std::any_of(changed.begin(), changed.end(), [&](const std::string& clause) {
        return name.text == clause || last_part(name.text) == clause ||
               std::any_of(name.clauses.begin(), name.clauses.end(),
                           [&](ClauseId id) { return spec_[id].name == clause; });
      });
      if (!there) return fmt::format("`{}` is not changed", name.text);
    }
    return outcome_.in_favour_of.valid() ? favour(found) : "";
  }

  std::string favour(const DiffReport& found) const {
    const std::string& wanted = spec_[outcome_.in_favour_of].name;
    bool gains = false;
    for (const ClauseChange& clause : found.clauses) {
      if (clause.change == Change::equal) continue;
      if (clause.favours != wanted)
        return fmt::format("the change of `{}` favours {}", clause.clause, party(clause.favours));
      gains = true;
    }
    for (const OtherChange& other : found.others) {
      if (other.favours.empty()) continue;
      if (other.favours != wanted) return fmt::format("{}: this favours {}", other.text, party(other.favours));
      gains = true;
    }
    return gains ? "" : fmt::format("nothing of it favours `{}`", wanted);
  }
  static std::string party(const std::string& name) { return name.empty() ? "nobody alone" : "`" + name + "`"; }

  const Spec& spec_;
  const Outcome& outcome_;
  const QuestionAnswer& answer_;
  bool undecided_ = false;
};

}  // namespace

ContractOutcome judge_outcome(const Spec& spec, const Outcome& outcome, const QuestionAnswer& answer) {
  return Judging(spec, outcome, answer).run();
}

}  // namespace proviso
