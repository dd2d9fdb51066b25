// Deadlines under suspensions whose days are open and lie close together.
#include "tests/catch.h"
#include "tests/property/agreement.h"

#include <rapidcheck.h>

#include <vector>

using namespace proviso::test;

namespace {

class SuspensionWriter {
 public:
  explicit SuspensionWriter(Dice& dice) : dice_(dice) {}

  std::string spec() {
    return R"(enum Kind { red, green }
entity Party
flow Pay from Party to Party
flow Stay from Party to Party { kind: Kind }
event Note
A, B: Party
Stop, Go, Call: Note
contract K "k" {
  parties A, B
  from 2026-01-)" + day(1, 9) + "\n  term w: days = " + pick({"3 days", "unknown 0 days .. 500 days"}) +
           "\n  clause c \"c\" {\n    A owes B\n    suspended while " + suspension() + "\n" + norm() + otherwise() + "  }\n" +
           (dice_.chance(30) ? "  clause d \"d\" { never p: Pay where c.breach happened }\n" : "") + "}\n" + deal();
  }

 private:
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<std::size_t>(dice_.roll(static_cast<int>(from.size())))];
  }
  std::string number(int below) { return std::to_string(dice_.roll(below)); }
  std::string day(int from, int days) {
    const int n = from + dice_.roll(days);
    return (n < 10 ? "0" : "") + std::to_string(n);
  }
  std::string january(int from, int days) { return "2026-01-" + day(from, days); }
  std::string some_day() {
    return pick({january(4, 12), "unknown " + january(2, 8) + " .. " + january(10, 12)});
  }

  std::string suspension() {
    return pick({"some s: Stay where s.kind == red", "some s: Stay", "no s: Stay where s.kind == red",
                 "count(s: Stay) == 1", "Stop happened and not (Go happened)", "Stop happened iff Go happened",
                 "Go happened or some s: Stay where s.kind == red"});
  }
  std::string norm() {
    switch (dice_.roll(4)) {
      case 0: return "    must some p: Pay by " + january(4, 20) + "\n";
      case 1: return "    must some p: Pay by " + pick({"Call + ", "Go + "}) + number(4) + " days\n";
      case 2:
        return "    each p: calendar month or part\n    must some q: Pay where q in p by p.end " + pick({"+ ", "- "}) +
               number(9) + " days\n";
      default:
        return "    each n: Note where n == " + pick({"Call", "Go"}) + "\n    must some p: Pay by n.date + " + pick({"w", number(9) + " days"}) + "\n";
    }
  }
  std::string otherwise() {
    if (dice_.chance(75)) return "";
    return "    otherwise must some s: Stay where s.kind == green by breach + " + number(6) + " days\n";
  }

  std::string deal() {
    std::string text = "deal D {\n  under K\n  judged 2026-01-" + day(1, 5) + " .. " + pick({"2026-03-01", "2026-02-01", ""}) + "\n";
    const int stays = dice_.roll(3);
    for (int i = 0; i < stays; ++i)
      text += pick({"  ", "  ", "  possible "}) + "s" + std::to_string(i) + ": Stay from A to B { kind = " +
              pick({"red", "red", "green", "unknown"}) + " } starting " + some_day() +
              pick({" ending " + january(22, 3), " ending unknown " + january(5, 10) + " .. " + january(22, 9), ""}) + "\n";
    text += pick({"  ", "  possible "}) + "p0: Pay from A to B on unknown 2026-01-02 .. 2026-02-20\n";
    if (dice_.chance(60)) text += "  assume Call on " + some_day() + "\n";
    if (dice_.chance(40)) text += "  assume Stop on " + some_day() + "\n";
    return text + "}\n";
  }

  Dice& dice_;
};

}  // namespace

TEST_CASE("formulas, solver and evaluator agree on moved deadlines", "[property]") {
  CHECK(rc::check("moved deadlines", [] {
    Dice dice(*rc::gen::arbitrary<std::uint32_t>());
    const std::string text = SuspensionWriter(dice).spec();
    const Agreement agreement = compare(text, dice, 40);
    RC_TAG(agreement.checked ? agreement.verdict.substr(0, 9) : std::string("not checked"));
    if (!agreement.disagreement.empty()) RC_FAIL(agreement.disagreement + "\n" + text);
  }));
}
