#include "tests/unit/judge_case.h"

#include "model/ground/problem.h"
#include "model/judge/judge.h"
#include "model/resolve/resolve.h"
#include "model/syntax/parser.h"
#include "model/syntax/render_diagnostic.h"

#include <algorithm>
#include <stdexcept>

namespace proviso::test {

namespace {

constexpr const char* kVocabulary = R"(enum Kind { red, green, blue }
entity Party { kind: Kind }
flow Pay from Party to Party { amount: int = 1, kind: Kind = red }
flow Link from Party to Party
event Notice { kind: Kind = red }
A: Party { kind = red }
B: Party { kind = green }
C: Party { kind = blue }
)";

std::string word(ObligationStatus status) {
  switch (status) {
    case ObligationStatus::kept: return "kept";
    case ObligationStatus::broken: return "broken";
    case ObligationStatus::mended: return "mended";
    case ObligationStatus::pending: return "pending";
    case ObligationStatus::not_judged: return "not judged";
    case ObligationStatus::lapsed: return "lapsed";
    case ObligationStatus::left_out: return "left out";
  }
  return "";
}

std::string show(const Date& date) { return date.day ? show_day(*date.day) : "never"; }

Day parse_date(const std::string& text) {
  return day_of(std::stoi(text.substr(0, 4)), static_cast<unsigned>(std::stoi(text.substr(5, 2))),
                static_cast<unsigned>(std::stoi(text.substr(8, 2))));
}

}  // namespace

JudgeCase::JudgeCase(const std::string& text) {
  Diagnostics diagnostics;
  const FileId file = sources_.add("case.proviso", kVocabulary + text);
  const syntax::File tree = syntax::parse(sources_, file, diagnostics);
  spec_ = resolve(sources_, {&tree}, diagnostics);
  for (const Diagnostic& one : diagnostics) {
    if (one.kind->severity == Severity::error) throw std::runtime_error(render(one, sources_, false));
  }
  const DealId deal{static_cast<std::uint32_t>(spec_.deals.size() - 1)};
  universe_ = ground_deal(spec_, deal).universe;
}

JudgeCase& JudgeCase::choose(const std::string& name, Constant value) {
  scenario_.terms[term(name)] = std::move(value);
  return *this;
}

JudgeCase& JudgeCase::choose(const std::string& name, const std::string& member) {
  const std::vector<std::string>& members = spec_[spec_[term(name)].type.enumeration].members;
  const auto found = std::find(members.begin(), members.end(), member);
  if (found == members.end()) throw std::runtime_error("no member " + member);
  return choose(name, Constant{Member{static_cast<std::uint32_t>(found - members.begin())}});
}

JudgeCase& JudgeCase::date(const std::string& event, const std::string& day) {
  scenario_.dates[thing(event)] =
      day == "never" ? std::nullopt : std::optional<Day>(parse_date(day));
  return *this;
}

JudgeCase& JudgeCase::leave_out(const std::string& name) {
  scenario_.present[thing(name)] = false;
  return *this;
}

std::vector<std::string> JudgeCase::outcome() const {
  const Judgement judgement = judge(spec_, universe_, scenario_);
  JudgeOptions every_day;
  every_day.every_day = true;
  const Judgement daily = judge(spec_, universe_, scenario_, every_day);
  if (daily.obligations.size() != judgement.obligations.size()) {
    throw std::runtime_error("the instants are not enough");
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < judgement.obligations.size(); ++i) {
    const Obligation& one = judgement.obligations[i];
    const Obligation& same = daily.obligations[i];
    if (one.status != same.status || !(one.due == same.due)) {
      throw std::runtime_error("the instants are not enough");
    }
    std::string line = spec_.full_name(one.clause) + " " + word(one.status);
    if (one.status != ObligationStatus::kept) line += " " + show(one.due);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> JudgeCase::of(const std::string& clause) const {
  std::vector<std::string> lines;
  for (const std::string& line : outcome()) {
    const std::size_t dot = line.find('.');
    const std::size_t space = line.find(' ');
    const bool full = line.compare(0, space, clause) == 0;
    if (full || line.compare(dot + 1, space - dot - 1, clause) == 0) lines.push_back(line.substr(space + 1));
  }
  return lines;
}

bool JudgeCase::admissible() const { return judge(spec_, universe_, scenario_).violated.empty(); }

ThingId JudgeCase::thing(const std::string& name) const {
  for (const ThingId id : universe_.things) {
    if (spec_[id].name == name) return id;
  }
  throw std::runtime_error("no thing " + name);
}

OpenTermId JudgeCase::term(const std::string& name) const {
  for (std::uint32_t i = 0; i < spec_.open_terms.size(); ++i) {
    if (spec_.open_terms[i].name == name) return OpenTermId{i};
  }
  throw std::runtime_error("no open term " + name);
}

}  // namespace proviso::test
