#include "tests/catch.h"
#include "tests/property/agreement.h"

#include <rapidcheck.h>

using namespace proviso::test;

TEST_CASE("formulas, solver and evaluator agree on random specs", "[property]") {
  CHECK(rc::check("agreement", [] {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    Dice dice(seed);
    const std::string text = random_spec(dice);
    const Agreement agreement = compare(text, dice, 12);
    RC_TAG(agreement.checked ? agreement.verdict.substr(0, 9) : std::string("not checked"));
    if (!agreement.disagreement.empty()) RC_FAIL(agreement.disagreement + "\n" + text);
  }));
}
