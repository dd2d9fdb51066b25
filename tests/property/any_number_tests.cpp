// `any x: T`: where so many flows are said to be enough, more of them change no verdict.
#include "model/resolve/resolve.h"
#include "model/syntax/diagnostics.h"
#include "model/syntax/parser.h"
#include "solver/decide.h"
#include "tests/catch.h"
#include "tests/property/random_spec.h"

#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace proviso;
using proviso::test::Dice;

namespace {

// Conditions about two types of flows, with everything that can bind them.
class RandomAny {
 public:
  explicit RandomAny(Dice& dice) : dice_(dice) {}

  std::string text() {
    std::string spec =
        "enum K { p, q }\nentity E\nflow A from E to E { k: K, n: int }\n"
        "flow B from E to E { k: K }\nevent Ev\nX, Y: E\n";
    if (one_in(2)) spec += "fact all v: A any time => v.n >= 0\n";
    if (one_in(4)) spec += "fact " + condition({}, 1) + "\n";
    spec += "contract C {\n  parties X, Y\n  from 2026-01-01\n  Go: Ev by X\n";
    const std::size_t clauses = 1 + pick(2);
    for (std::size_t i = 0; i < clauses; ++i) spec += clause(i);
    spec += "}\ndeal D {\n  under C\n  during 2026-01-01 .. 2027-01-01\n";
    const std::size_t flows = pick(3);
    for (std::size_t i = 0; i < flows; ++i) spec += flow("f" + std::to_string(i), false);
    const std::size_t anys = 1 + pick(2);
    for (std::size_t i = 0; i < anys; ++i) spec += flow("z" + std::to_string(i), true);
    if (one_in(5)) spec += "  assume " + condition({}, 1) + "\n";
    return spec + "}\n";
  }

 private:
  using Names = std::vector<std::pair<std::string, char>>;

  std::size_t pick(std::size_t n) { return static_cast<std::size_t>(dice_.roll(static_cast<int>(n))); }
  bool one_in(std::size_t n) { return pick(n) == 0; }
  std::string of(const std::vector<std::string>& all) { return all[pick(all.size())]; }
  std::string digit(std::size_t n) { return std::to_string(pick(n)); }

  std::string atom(const Names& names) {
    if (names.empty() || one_in(6)) return of({"true", "Go happens"});
    const auto& [name, type] = names[pick(names.size())];
    const std::string& other = names[pick(names.size())].first;
    switch (pick(type == 'A' ? 5 : 4)) {
      case 0: return name + ".k == " + of({"p", "q"});
      case 1: return name + ".from == " + of({"X", "Y"});
      case 2: return name + ".to == " + other + ".to";
      case 3: return name + ".k == " + other + ".k";
      default: return name + ".n " + of({">=", "<="}) + " " + digit(3);
    }
  }

  std::string condition(const Names& names, int depth) {
    if (depth == 0 || one_in(6)) return atom(names);
    if (one_in(3)) {
      return "(" + condition(names, depth - 1) + of({" and ", " or ", " implies ", " iff "}) +
             condition(names, depth - 1) + ")";
    }
    if (one_in(8)) return "not (" + condition(names, depth - 1) + ")";
    const char type = one_in(2) ? 'A' : 'B';
    const std::string name = "v" + std::to_string(++names_);
    const std::string bound = name + ": " + type + of({"", "", " any time", " so far"}) + " where ";
    Names inner = names;
    inner.emplace_back(name, type);
    const std::string where = condition(inner, depth - 1);
    switch (pick(7)) {
      case 0: return "(all " + bound + where + " => " + condition(inner, depth - 1) + ")";
      case 1: return "(only " + bound + where + " => " + condition(inner, depth - 1) + ")";
      case 2: return "(one " + bound + where + ")";
      case 3: return "(count(" + bound + where + ")" + of({" >= ", " <= ", " == "}) + digit(3) + ")";
      case 4: return "(no " + bound + where + ")";
      case 5:
        return "(sum(w" + name + ".n for w" + name + ": A where " + condition({{"w" + name, 'A'}}, 1) + ")" +
               of({" >= ", " <= "}) + digit(4) + ")";
      default: return "(some " + bound + where + ")";
    }
  }

  std::string clause(std::size_t index) {
    Names names;
    std::string each;
    const std::size_t bound = pick(3);
    for (std::size_t i = 0; i < bound; ++i) {
      const char type = one_in(2) ? 'A' : 'B';
      names.emplace_back("v" + std::to_string(++names_), type);
      each += (each.empty() ? "each " : ", ") + names.back().first + ": " + type;
    }
    const bool yearly = one_in(8);
    if (yearly) each = each.empty() ? "each y: calendar year" : "each y: calendar year, " + each.substr(5);
    if (bound > 0 && one_in(2)) each += " where " + condition(names, 1);
    const bool by = one_in(4);
    std::string text = "  clause c" + std::to_string(index) + " { " + each;
    text += (by || one_in(2) ? " must (" : " must not (") + condition(names, 2) + ")";
    if (by) text += " by " + (names.empty() ? "2026-06-01" : names[0].first + ".start + " + of({"0", "40"}) + " days");
    if (one_in(4)) text += " unless " + condition(names, 1);
    if (!yearly && one_in(6)) text += " otherwise must " + condition(names, 1) + of({"", " by breach + 20 days"});
    return text + " }\n";
  }

  std::string flow(const std::string& name, bool any) {
    const bool a = one_in(2);
    std::string text = "  " + (any ? "any " : of({"", "possible ", "optional "})) + name + (a ? ": A" : ": B");
    if (!any || one_in(2)) text += " from " + of({"X", "Y"});
    if (!any || one_in(2)) text += " to " + of({"X", "Y"});
    std::string fields;
    if (!any || one_in(2)) fields += "k = " + of({"p", "q", "unknown"});
    if (a && (!any || one_in(2))) {
      fields += (fields.empty() ? "n = " : ", n = ") + of({"0", "1", "unknown 0 .. 2", "unknown"});
    }
    if (!fields.empty()) text += " { " + fields + " }";
    return text + of({"", "", " on 2026-03-01", " on unknown 2026-02-01 .. 2026-04-01", " starting 2026-02-01"}) +
           "\n";
  }

  Dice& dice_;
  int names_ = 0;
};

// The verdict with so many flows; nothing where the spec is wrong or too large, or for want of steps.
struct Checked {
  std::optional<Verdict> verdict;
  bool complete = false;
  std::size_t count = 0;
};
Checked outcome(const std::string& text, std::optional<int> scope) {
  Checked result;
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("random.proviso", text);
  const syntax::File tree = syntax::parse(sources, file, diagnostics);
  ResolveOptions options;
  options.scope = scope;
  const Spec spec = resolve(sources, {&tree}, diagnostics, options);
  if (has_errors(diagnostics) || spec.deals.empty()) return result;
  result.complete = true;
  for (const AnyNumber& any : spec.deals.back().any) {
    result.complete = result.complete && any.complete;
    result.count = std::max(result.count, any.copies.size());
  }
  if (!result.complete || result.count > 5) return result;
  CheckOptions check;
  check.limits.rlimit = 4'000'000;
  check.accept_scope = true;
  const Decision decision = decide(spec, DealId{static_cast<std::uint32_t>(spec.deals.size() - 1)}, check);
  if (decision.verdict != Verdict::undecided) result.verdict = decision.verdict;
  return result;
}

}  // namespace

TEST_CASE("more flows than are enough change no verdict", "[property]") {
  CHECK(rc::check("any number", [] {
    Dice dice(*rc::gen::arbitrary<std::uint32_t>());
    const std::string text = RandomAny(dice).text();
    const Checked enough = outcome(text, std::nullopt);
    RC_TAG(std::string(!enough.complete ? "no bound" : enough.count > 3 ? "many" : enough.verdict ? word(*enough.verdict) : "undecided"));
    if (!enough.complete || enough.count > 3 || !enough.verdict) return;
    const Checked more = outcome(text, static_cast<int>(enough.count) + 2);
    if (more.verdict && *more.verdict != *enough.verdict) {
      RC_FAIL(std::string(word(*enough.verdict)) + " with " + std::to_string(enough.count) + ", " +
              word(*more.verdict) + " with two more\n" + text);
    }
  }));
}
