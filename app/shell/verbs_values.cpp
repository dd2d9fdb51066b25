// least, most, =
#include "app/shell/names.h"
#include "app/shell/values.h"
#include "app/shell/verbs.h"

namespace proviso::shell {

namespace {

void least(Session& session, const std::string& text, Reply& reply) { write_bound(session, text, false, reply); }
void most(Session& session, const std::string& text, Reply& reply) { write_bound(session, text, true, reply); }
void value(Session& session, const std::string& text, Reply& reply) { write_value(session, text, reply); }

std::string least_example(Session& session) { return "least " + example_number(session); }
std::string most_example(Session& session) { return "most " + example_number(session); }
std::string value_example(Session& session) { return "= " + example_path(session); }

}  // namespace

std::vector<Verb> value_verbs() {
  return {
      {"least", "EXPRESSION", "the smallest value, or the earliest date, with which the deal complies; exact", least, least_example},
      {"most", "EXPRESSION", "the largest value, or the latest date, with which it complies", most, most_example},
      {"=", "EXPRESSION [on DATE]", "its value in the last counterexample; the `=` may be left out", value, value_example},
  };
}

}  // namespace proviso::shell
