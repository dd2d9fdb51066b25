#include "solver/contracts/report.h"

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

std::string names_in_words(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "`" + names[i] + "`";
  }
  return text;
}

}  // namespace proviso
