#include "tests/property/random_expressions.h"

namespace proviso::test {

namespace {

class Writer : ExpressionWriter {
 public:
  explicit Writer(Dice& dice) : ExpressionWriter(dice) {}

  std::string spec() {
    std::string text = R"(enum Kind { red, green, blue }
entity Party { kind: Kind, weight: number }
flow Pay from Party to Party { amount: money USD, kind: Kind, note: Kind?, tags: set Kind = {} }
flow Link from Party to Party
event Notice { level: int, subject: Party? }
A: Party { kind = red, weight = 1 }
B: Party { kind = green, weight = 2.5 }
C: Party { kind = blue, weight = 0 }
define owed(x: Pay): money USD = if x.kind == red then x.amount else x.amount * 2
)";
    text += dice_.chance(60) ? "define heavy(q: Party): bool = q.weight >= 1\n"
                             : "define heavy(q: Party): bool {\n  reading wide \"w\" = q.weight >= 1\n"
                               "  reading narrow \"n\" = q.weight > 1 or q == C\n}\n";
    if (dice_.chance(25)) text += "fact all x: Pay any time => x.amount >= USD 0\n";
    if (dice_.chance(15)) text += "fact each x: Pay where x.kind == red has x.from != x.to\n";
    // Two contracts share their events, which are declared outside then.
    const bool two = dice_.chance(30);
    if (two) {
      text += event("Stop") + event("Go");
      names_t_ = false;
    }
    text += contract(two);
    under_ = "K";
    if (dice_.chance(35)) text += amendment();
    if (two) text += other_contract();
    text += deal();
    return text;
  }

 private:
  // ------------------------------------------------ contracts

  std::string event(const std::string& name) {
    std::string text = "  " + name + ": Notice by " + pick({"A", "B"});
    if (dice_.chance(30)) text += " only if " + (dice_.chance(40) ? std::string(name == "Stop" ? "Go" : "Stop") + " happened"
                                                                  : condition(Scope{}, 1));
    return text + " { level = " + number() + " }\n";
  }

  std::string bound_date() {
    return pick({date(), date(), "Stop", "Go", "Stop + 5 days", "Stop + 1 month", "min(Go.date, " + date() + ")"});
  }

  std::string contract(bool shared_events) {
    std::string text = "contract K \"k\" {\n  parties A, B\n  from " + date(0, 12) + "\n";
    if (dice_.chance(40)) text += "  until " + bound_date() + (dice_.chance(20) ? " or " + bound_date() : "") + "\n";
    if (!shared_events) text += event("Stop") + event("Go");
    text += "  term t: number = " + pick({"2", "unknown 0 .. 4", "unknown {1, 3}"}) + "\n";
    text += "  term w: days = " + pick({"5 days", "unknown 2 days .. 9 days", "unknown 0 days .. 900 days"}) + "\n";
    text += "  term s: date = unknown " + date(2, 6) + " .. " + date(8, 6) + "\n";
    clauses_ = 1 + dice_.roll(3);
    for (int i = 0; i < clauses_; ++i) text += clause(i);
    if (dice_.chance(30)) text += permission("may0", dice_.chance(80) ? "c" + std::to_string(dice_.roll(clauses_)) : "tag \"t\"");
    return text + "}\n";
  }

  std::string permission(const std::string& name, const std::string& overrides) {
    std::string text = "  clause " + name + " \"m\" {\n";
    if (dice_.chance(30)) text += "    from " + date(5, 30) + "\n";
    if (dice_.chance(30)) text += "    until " + bound_date() + "\n";
    if (dice_.chance(15)) text += "    while " + condition(Scope{}, 1) + "\n";
    if (!overrides.empty()) text += "    overrides " + overrides + "\n";
    Scope scope;
    std::string bound = binder(scope);
    if (bound.rfind("new ", 0) == 0) bound = bound.substr(4);
    return text + "    may " + bound + " where " + condition(scope, 1) + "\n  }\n";
  }

  // What the amendment does to the clauses of K, each at most once.
  std::string amendment() {
    std::string text = "amendment M \"m\" of K from " + date(3, 40) + " {\n";
    if (dice_.chance(15)) text += "  until " + date(45, 14) + "\n";
    for (int i = 0; i < clauses_; ++i) {
      const std::string name = "c" + std::to_string(i);
      switch (dice_.roll(5)) {
        case 0: text += "  repeal " + name + "\n"; break;
        case 1:
        case 2: text += pick({"  replace ", "  replace ", "  restate "}) + name + " with {\n" + clause_body() + "  }\n"; break;
        default: break;
      }
    }
    if (dice_.chance(30)) text += "  term t: number = " + pick({"1", "3", "unknown 0 .. 4"}) + "\n";
    if (dice_.chance(30)) text += clause(7);
    under_ = "M";
    return text + "}\n";
  }

  std::string other_contract() {
    std::string text = "contract L \"l\" {\n  parties A, B\n  from " + date(0, 30) + "\n";
    if (dice_.chance(50)) text += "  until " + date(30, 29) + "\n";
    const bool prevails = dice_.chance(60);
    if (prevails) text += "  prevails over K\n";
    if (dice_.chance(50)) text += permission("may1", "");
    text += clause(prevails && dice_.chance(60) ? 0 : 8);
    under_ += ", L";
    return text + "}\n";
  }

  std::string clause(int index) {
    const std::string name = "c" + std::to_string(index);
    std::string text = "  clause " + name + " \"c\" {\n    A owes B\n";
    if (dice_.chance(20)) text += "    tag \"t\"\n";
    if (index > 0 && index < 7 && dice_.chance(12)) text += "    overrides c" + std::to_string(index - 1) + "\n";
    if (dice_.chance(15)) return text + readings() + "  }\n";
    return text + clause_body() + "  }\n";
  }

  std::string readings() {
    Scope scope;
    const std::string each = "each " + binder(scope);
    return "    " + each + "\n    reading one \"1\" { must " + condition(scope, 1) + " }\n    reading two \"2\" { " +
           (dice_.chance(40) ? "until " + date(10, 40) + " " : "") + "must " + condition(scope, 1) +
           (dice_.chance(40) ? " by " + deadline_date(scope) : "") + " }\n" + unless(scope);
  }

  // Begins and ends on open days, mostly more than once.
  std::string suspension() {
    const std::string x = fresh();
    Scope pays, links;
    pays.pays = {x};
    links.links = {x};
    return pick({"Go happened", "Go happened and not (Stop happened)", "Go happened iff Stop happened",
                 "some " + x + ": Link" + range() + " where " + atom(links, 0),
                 "some " + x + ": Pay where " + atom(pays, 0), "no " + x + ": Pay where " + atom(pays, 0),
                 condition(Scope{}, 1)});
  }

  std::string clause_body() {
    std::string text;
    const int form = dice_.roll(10);
    const bool deadline = form >= 6 && form < 8;
    const bool period = form >= 8;
    if (dice_.chance(30)) text += "    from " + pick({date(5, 30), names_t_ ? "s" : "Stop", "Go", "term.start + 7 days"}) + "\n";
    if (dice_.chance(30)) text += "    until " + bound_date() + "\n";
    else if (dice_.chance(10)) text += "    survives until " + bound_date() + "\n";
    if (!deadline && !period && dice_.chance(25)) text += "    while " + condition(Scope{}, 1) + "\n";
    if (dice_.chance(deadline || period ? 35 : 10)) text += "    suspended while " + suspension() + "\n";
    Scope scope;
    std::string each;
    if (period) {
      scope.period = true;
      each = "each p: " + std::string(dice_.chance(30) ? "calendar " : "") + pick({"month", "month", "quarter"}) +
             (dice_.chance(40) ? " or part" : "");
    } else if (form != 0) {
      each = "each " + binder(scope);
    }
    if (form == 1) {
      text += "    never " + each.substr(5) + " where " + condition(scope, 1) + "\n";
      return text + unless(scope);
    }
    if (!each.empty()) {
      if (dice_.chance(50) && !period) each += " where " + condition(scope, 1);
      text += "    " + each + "\n";
    }
    const bool negated = !deadline && dice_.chance(20);
    text += std::string("    must ") + (negated ? "not " : "") + "(" + condition(scope, 2) + ")";
    if (deadline) text += " by " + deadline_date(scope);
    if (period && !negated && dice_.chance(30)) text += " by p.end + " + number() + " days";
    text += "\n" + unless(scope);
    if (dice_.chance(30)) text += otherwise(scope);
    return text;
  }

  std::string binder(Scope& scope) {
    const std::string x = fresh();
    switch (dice_.roll(4)) {
      case 0: scope.notices.push_back(x); return x + ": Notice";
      case 1: scope.links.push_back(x); return x + ": Link" + pick({"", " so far"});
      case 2: scope.pays.push_back(x); return "new " + x + ": Pay";
      default: scope.pays.push_back(x); return x + ": Pay" + pick({"", "", " so far", " any time"});
    }
  }

  std::string deadline_date(const Scope& scope) {
    Strings options{date(), date(10, 60), "Go", "Stop + 10 days", "Go.date + 1 month"};
    if (names_t_ && !scope.pays.empty()) options.push_back(scope.pays.front() + ".start + w");
    if (names_t_) options.push_back(pick({"Go - w", "Stop + 2 * w"}));
    for (const std::string& x : scope.pays) options.push_back(x + ".start + " + number() + " days");
    for (const std::string& x : scope.notices) options.push_back(x + ".date" + pick({" + 6 days", " - 3 days", " + 1 month"}));
    return pick(options);
  }

  std::string unless(const Scope& scope) {
    std::string text;
    if (dice_.chance(25)) text += "    unless " + condition(scope, 1) + "\n";
    if (dice_.chance(8)) text += "    unless " + atom(scope, 1) + " except " + atom(scope, 0) + "\n";
    return text;
  }

  std::string otherwise(const Scope& scope) {
    std::string text = "    otherwise must (" + condition(scope, 1) + ")";
    if (dice_.chance(70)) text += " by breach + " + number() + " days";
    text += "\n";
    if (dice_.chance(20)) text += "    otherwise must (" + condition(scope, 1) + ") by breach + 4 days\n";
    return text;
  }

  // ------------------------------------------------ deals

  std::string open_date() {
    return pick({date(), date(), date(), "choose " + date(0, 20) + " .. " + date(20, 30),
                 "unknown " + date(0, 20) + " .. " + date(20, 30), "choose {" + date(0, 25) + ", " + date(26, 25) + "}"});
  }
  std::string open_party() { return pick({"A", "B", "C", "choose {A, B}", "unknown {B, C}", "unknown"}); }

  std::string period() {
    switch (dice_.roll(4)) {
      case 0: return " on " + open_date();
      case 1: return " starting " + open_date();
      case 2: return " starting " + open_date() + " ending " + pick({date(20, 40), "unknown " + date(20, 10) + " .. " + date(30, 40)});
      default: return " during " + date(0, 25) + " .. " + date(26, 30);
    }
  }

  std::string deal() {
    std::string text = "deal D {\n  under " + under_ + "\n  judged " + date(0, 20) + " .. " + pick({date(30, 40), "2026-04-20", ""}) + "\n";
    const int pays = 1 + dice_.roll(3);
    for (int i = 0; i < pays; ++i) {
      // Amounts may refer to pay0, so that is always there.
      text += "  " + (i == 0 ? std::string() : pick({"", "", "optional ", "possible "})) + "pay" + std::to_string(i) + ": Pay from " +
              open_party() + " to " + open_party() + " { amount = " +
              pick({"USD " + number(), "USD " + number(), "choose USD 0 .. USD 4", "unknown USD 0 .. USD 6",
                    "unknown {USD 1, USD 3}", i > 0 ? "2 * pay0.amount" : "USD 2"}) +
              ", kind = " + pick({"red", "green", "blue", "unknown", "choose {red, blue}"}) +
              pick({"", "", ", note = red", ", note = unknown"}) +
              pick({"", "", ", tags = {red}", ", tags = unknown", ", tags = choose {{}, {red, blue}}"}) + " }" + period() + "\n";
    }
    if (dice_.chance(20))
      text += "  unknown one of { alt0: Pay from " + open_party() + " to B { amount = USD 1, kind = red }" + period() +
              " | alt1: Link from " + open_party() + " to " + open_party() + period() + " }\n";
    if (dice_.chance(8)) text += "  any more: Link from " + open_party() + " to " + open_party() + period() + "\n";
    const int links = dice_.roll(3);
    for (int i = 0; i < links; ++i)
      text += "  " + pick({"", "", "optional "}) + "link" + std::to_string(i) + ": Link from " + open_party() +
              " to " + open_party() + period() + "\n";
    if (dice_.chance(40)) text += "  " + pick({"", "possible "}) + "note0: Notice { level = " + number() + " }" +
                                  pick({" on " + open_date(), ""}) + "\n";
    if (dice_.chance(30)) text += "  assume Stop " + pick({"never", "on " + date(), "after " + date(), "open"}) + "\n";
    if (dice_.chance(10)) text += "  fact " + condition(Scope{}, 1) + "\n";
    if (dice_.chance(20)) text += "  assume " + condition(Scope{}, 1) + "\n";
    if (dice_.chance(15)) text += clause(9);
    return text + "}\n";
  }

  int clauses_ = 0;
  std::string under_;
};

}  // namespace

std::string random_spec(Dice& dice) { return Writer(dice).spec(); }

}  // namespace proviso::test
