// Random expressions: conditions, sums and quantifiers over the things of a random spec.
#pragma once

#include "tests/property/random_spec.h"

#include <string>
#include <vector>

namespace proviso::test {

using Strings = std::vector<std::string>;

// What an expression may mention where it stands.
struct Scope {
  Strings pays, links, notices, parties;  // names of that type
  bool period = false;                    // `p` is a period
  bool day = true;                        // it is read on a day
  bool breach = false;
};

class ExpressionWriter {
 protected:
  explicit ExpressionWriter(Dice& dice) : dice_(dice) {}

  std::string pick(const Strings& from) { return from[static_cast<std::size_t>(dice_.roll(static_cast<int>(from.size())))]; }
  std::string number() { return std::to_string(dice_.roll(5)); }
  std::string date(int from = 0, int days = 50) {
    const int day = from + dice_.roll(days);  // from 2026-01-01
    const int month = day < 31 ? 1 : day < 59 ? 2 : 3;
    const int in_month = month == 1 ? day + 1 : month == 2 ? day - 30 : day - 58;
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return "2026-" + two(month) + "-" + two(in_month);
  }
  std::string kind() { return pick({"red", "green", "blue"}); }
  std::string fresh() { return "v" + std::to_string(names_++); }

  std::string party(const Scope& scope) {
    Strings options{"A", "B", "C"};
    for (const std::string& x : scope.pays) options.push_back(x + (dice_.chance(50) ? ".from" : ".to"));
    for (const std::string& x : scope.links) options.push_back(x + ".to");
    options.insert(options.end(), scope.parties.begin(), scope.parties.end());
    return pick(options);
  }

  std::string money(const Scope& scope, int depth) {
    Strings options{"USD " + number()};
    for (const std::string& x : scope.pays) options.push_back(x + ".amount");
    if (!scope.pays.empty()) options.push_back("owed(" + pick(scope.pays) + ")");
    if (depth > 0) {
      if (scope.day) {
        options.push_back(sum(scope, depth));
        options.push_back(sum(scope, depth));
      }
      options.push_back("(" + money(scope, depth - 1) + pick({" + ", " - "}) + money(scope, depth - 1) + ")");
      options.push_back(pick({"2", "50%", "1.5"}) + " * " + money(scope, depth - 1));
      options.push_back(pick({"min", "max"}) + "(" + money(scope, depth - 1) + ", " + money(scope, depth - 1) + ")");
    }
    return pick(options);
  }

  std::string sum(const Scope& outer, int depth) {
    Scope scope = outer;
    const std::string x = fresh();
    scope.pays = {x};
    scope.links.clear();
    const std::string value = pick({x + ".amount", "owed(" + x + ")"});
    std::string text = "sum(" + value + " for " + x + ": Pay" + range();
    if (scope.period && dice_.chance(60)) text += " where " + x + " in p";
    else if (dice_.chance(60)) text += " where " + atom(scope, depth - 1);
    return text + ")";
  }

  std::string range() { return pick({"", "", "", " so far", " any time"}); }

  std::string integer(const Scope& scope, int depth) {
    Strings options{number()};
    for (const std::string& x : scope.notices) options.push_back(x + ".level");
    if (depth > 0 && scope.day) {
      const std::string x = fresh();
      Scope inner = scope;
      inner.pays = {x};
      options.push_back("count(" + x + ": Pay" + range() + " where " + atom(inner, depth - 1) + ")");
      options.push_back("count(" + fresh() + ": Notice" + range() + ")");
    }
    return pick(options);
  }

  std::string atom(const Scope& scope, int depth) {
    Strings options{party(scope) + pick({" == ", " != "}) + party(scope)};
    options.push_back(party(scope) + ".kind" + pick({" == ", " != "}) + kind());
    options.push_back(party(scope) + ".kind" + pick({" in ", " not in "}) + "{red, " + kind() + "}");
    options.push_back("heavy(" + party(scope) + ")");
    options.push_back(party(scope) + ".weight" + order() + party(scope) + ".weight");
    options.push_back(money(scope, depth) + order() + money(scope, depth));
    options.push_back(integer(scope, depth) + order() + integer(scope, depth));
    if (names_t_) options.push_back("t" + order() + number());
    if (names_t_ && !scope.pays.empty())
      options.push_back(scope.pays.front() + ".end - " + scope.pays.front() + ".start" + order() + pick({"w", "3 days + w"}));
    if (scope.day) {
      options.push_back(pick({"Stop", "Go"}) + " happened");
      options.push_back(pick({"Stop", "Go"}) + " happens");
    }
    for (const std::string& x : scope.pays) {
      options.push_back(x + ".kind == " + kind());
      options.push_back(x + ".note is none");
      options.push_back(kind() + pick({" in ", " not in "}) + x + ".tags");
      options.push_back("{" + kind() + "} <= " + x + ".tags");
      options.push_back(x + ".note" + pick({" == ", " != "}) + pick({kind(), x + ".kind"}));
      options.push_back(x + pick({".start", ".end"}) + order() + date());
      options.push_back(x + ".end - " + x + ".start" + order() + number() + " days");
      options.push_back("count_days(" + x + ".end - " + x + ".start)" + order() + number() + " * 5");
      options.push_back(x + ".end - " + x + ".start" + order() + pick({"Stop", "Go"}) + ".date - " + x + ".start");
      options.push_back(x + ".start + (" + x + ".end - " + pick({"Stop", "Go"}) + ".date)" + order() +
                        pick({date(), "Go.date", x + ".end + 3 days"}));
      options.push_back("(" + x + ".end - " + x + ".start)" + pick({" + ", " - "}) + "(Go.date - " + x + ".start)" +
                        order() + number() + " days");
      options.push_back(x + ".start + 1 month" + order() + pick({date(20, 39), "Stop.date"}));
      options.push_back("abs(" + x + ".start - " + pick({"Stop", "Go"}) + ".date)" + order() + number() + " days");
      options.push_back(x + ".start" + order() + pick({"Stop", "Go"}) + ".date" + pick({"", " + 5 days"}));
    }
    for (const std::string& x : scope.notices) {
      options.push_back(x + ".date" + order() + date());
      options.push_back(x + ".subject" + pick({" == ", " != "}) + party(Scope{}));
    }
    if (scope.period) options.push_back(money(scope, 1) + order() + "sum(q.amount for q: Pay where q in previous(p))");
    return pick(options);
  }

  std::string order() { return pick({" < ", " <= ", " > ", " >= ", " == "}); }

  std::string quantified(const Scope& outer, int depth) {
    Scope scope = outer;
    const std::string x = fresh();
    std::string type = pick({"Pay", "Pay", "Link", "Notice", "Party"});
    std::string how = type == "Party" ? "" : range();
    if (type == "Pay") scope.pays.push_back(x);
    if (type == "Link") scope.links.push_back(x);
    if (type == "Notice") scope.notices.push_back(x);
    if (type == "Party") scope.parties.push_back(x);
    const std::string where = " where " + atom(scope, depth - 1);
    const std::string body = condition(scope, depth - 1);
    const std::string head = x + ": " + type + how;
    return "(" + pick({"some " + head + where, "no " + head + where, "one " + head + where,
                       "all " + head + where + " => " + body, "only " + head + where + " => " + body}) + ")";
  }

  std::string condition(const Scope& scope, int depth) {
    if (depth <= 0) return atom(scope, 0);
    switch (dice_.roll(9)) {
      case 0: return "(" + condition(scope, depth - 1) + " and " + condition(scope, depth - 1) + ")";
      case 1: return "(" + condition(scope, depth - 1) + " or " + condition(scope, depth - 1) + ")";
      case 2: return "not " + ("(" + condition(scope, depth - 1) + ")");
      case 3: return "(" + condition(scope, depth - 1) + pick({" implies ", " iff "}) + condition(scope, depth - 1) + ")";
      case 4:
        if (scope.day && dice_.chance(40)) {
          const std::string hop = fresh();
          const std::string where = dice_.chance(40) ? " where " + hop + ".to != " + party(scope)
                                    : dice_.chance(30) ? " where " + hop + ".start <= " + date() : "";
          return "reaches(" + pick({"A", "B", party(scope)}) + ", " + pick({"B", "C", party(scope)}) + ", " + hop +
                 ": Link" + range() + where + ")";
        }
        return atom(scope, depth);
      case 5:
      case 6: if (scope.day) return quantified(scope, depth); return atom(scope, depth);
      default: return atom(scope, depth);
    }
  }

  Dice& dice_;
  int names_ = 0;
  bool names_t_ = true;  // the terms t, w and s of the contract
};

}  // namespace proviso::test
