#include "solver/contracts/report.h"

#include <fmt/format.h>

namespace proviso {

const char* word(Truth truth) {
  switch (truth) {
    case Truth::yes: return "yes";
    case Truth::no: return "no";
    case Truth::depends: return "depends";
    case Truth::impossible: return "impossible";
    case Truth::undecided: return "undecided";
  }
  return "";
}

const char* word(Change change) {
  switch (change) {
    case Change::equal: return "equal";
    case Change::more: return "more";
    case Change::less: return "less";
    case Change::incomparable: return "incomparable";
    case Change::undecided: return "undecided";
  }
  return "";
}

namespace {

std::string joined_names(const std::vector<std::string>& names, const char* before_last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? before_last : ", ";
    text += "`" + names[i] + "`";
  }
  return text;
}

}  // namespace

std::string if_enough(std::size_t of_each) {
  return fmt::format("if {} of each {} enough", of_each, of_each == 1 ? "is" : "are");
}

std::string names_in_words(const std::vector<std::string>& names) { return joined_names(names, " and "); }
std::string any_in_words(const std::vector<std::string>& names) { return joined_names(names, " or "); }

Truth negated(Truth truth) {
  switch (truth) {
    case Truth::yes: return Truth::no;
    case Truth::no: return Truth::yes;
    default: return truth;
  }
}

void negate(ContractAnswer& answer) {
  answer.truth = negated(answer.truth);
  for (AnswerByChoice& one : answer.by_choice) one.truth = negated(one.truth);
}

}  // namespace proviso
