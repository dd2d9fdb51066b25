// A small spec and one of its scenarios, judged: what becomes of each clause, as one line of text.
#pragma once

#include "model/scenario.h"
#include "model/spec.h"
#include "model/syntax/source.h"
#include "model/universe.h"

#include <string>
#include <vector>

namespace proviso::test {

class JudgeCase {
 public:
  // The contracts and the one deal of the text, in a vocabulary of its own: see judge_case.cpp.
  explicit JudgeCase(const std::string& text);

  // Of the scenario; whatever is left open is not there, never happens or has no value.
  JudgeCase& choose(const std::string& open_term, const std::string& member);
  JudgeCase& choose(const std::string& open_term, Constant value);
  JudgeCase& date(const std::string& event, const std::string& day);  // or "never"
  JudgeCase& leave_out(const std::string& thing);

  // "K.minimum broken 2026-12-31", one for each obligation; `kept` without its date.
  [[nodiscard]] std::vector<std::string> outcome() const;
  // Only those of the clause of this name, without the name.
  [[nodiscard]] std::vector<std::string> of(const std::string& clause) const;
  [[nodiscard]] bool admissible() const;

 private:
  [[nodiscard]] ThingId thing(const std::string& name) const;
  [[nodiscard]] OpenTermId term(const std::string& name) const;

  Sources sources_;
  Spec spec_;
  Universe universe_;
  Scenario scenario_;
};

}  // namespace proviso::test
