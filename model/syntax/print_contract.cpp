#include "model/syntax/lexer.h"
#include "model/syntax/overload.h"
#include "model/syntax/printer.h"
#include "model/syntax/words.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace proviso::syntax {

void Printer::print(const TermBound& bound) {
  text(std::string{word_of(bound.kind)} + " ");
  for (const ExprPtr& date : bound.dates) {
    if (&date != &bound.dates.front()) text(" or ");
    print_expression(*date, &date != &bound.dates.back());
  }
}

void Printer::print(const Power& power) {
  text("power " + (power.name ? power.name->text + ": " : "") + power.type.text);
  if (!power.by.empty()) {
    text(" by ");
    names(power.by);
  }
  if (!power.only_if) return;
  out_.group([&] {
    out_.indented([&] {
      line_before(power.only_if->span.begin);
      text("only if ");
      print_expression(*power.only_if, false);
    });
  });
}

void Printer::print(const Change& change, std::uint32_t end) {
  text(std::string{word_of(change.kind)} + " ");
  names(change.clauses);
  if (!change.with) return;
  text(" with");
  title(change.with->title);
  print_clause_body(*change.with, end);
}

void Printer::print(const Overrides& overrides) {
  text("overrides ");
  paths(overrides.clauses);
  for (const Text& tag : overrides.tags) {
    const bool first = &tag == &overrides.tags.front() && overrides.clauses.empty();
    text((first ? "tag " : ", tag ") + quote(tag.text));
  }
}

void Printer::print(const Allow& allow) {
  text("allow ");
  path(allow.what);
  title(allow.reason);
  if (!allow.until) return;
  text(" until ");
  print_expression(*allow.until, false);
}

void Printer::print(const Attribute& attribute) {
  std::visit(Overload{
                 [&](const Cite& a) { text("cite " + quote(a.text.text)); },
                 [&](const Owes& a) { text(a.bearer.text + " owes " + a.counterparty.text); },
                 [&](const TermBound& a) { print(a); },
                 [&](const While& a) { print_under_word("while", *a.condition); },
                 [&](const SuspendedWhile& a) { print_under_word("suspended while", *a.condition); },
                 [&](const SurvivesUntil& a) { print_under_word("survives until", *a.date); },
                 [&](const Overrides& a) { print(a); },
                 [&](const Tag& a) {
                   text("tag ");
                   for (const Text& tag : a.tags)
                     text((&tag == &a.tags.front() ? "" : ", ") + quote(tag.text));
                 },
                 [&](const Negotiable&) { text("negotiable"); },
                 [&](const Allow& a) { print(a); },
             },
             attribute.node);
}

void Printer::print_under_word(std::string_view word, const Expr& expr) {
  out_.group([&] {
    text(std::string{word} + " ");
    print_expression(expr, false);
  });
}

void Printer::print(const Exception& exception) {
  out_.group([&] {
    print_under_word("unless", *exception.condition);
    out_.indented([&] {
      for (const ExprPtr& except : exception.excepts) {
        line_before(except->span.begin);
        print_under_word("except", *except);
      }
    });
  });
}

void Printer::print(const Otherwise& otherwise) {
  out_.group([&] {
    print_under_word(otherwise.negated ? "otherwise must not" : "otherwise must",
                     *otherwise.condition);
    if (!otherwise.by) return;
    out_.indented([&] {
      line_before(otherwise.by->span.begin);
      print_under_word("by", *otherwise.by);
    });
  });
}

void Printer::print(const Norm& norm, bool own_lines) {
  const auto next = [&](std::uint32_t begin) {
    own_lines ? hardline_before(begin) : line_before(begin);
  };
  const bool binds = norm.kind == NormKind::never || norm.kind == NormKind::may;
  if (norm.each) {
    text(binds ? (norm.kind == NormKind::never ? "never " : "may ") : "each ");
    print(*norm.each);
  }
  const auto deadline = [&] {
    if (!norm.by) return;
    out_.indented([&] {
      line_before(norm.by->span.begin);
      print_under_word("by", *norm.by);
    });
  };
  if (!binds) {
    if (norm.each) next(norm.condition->span.begin);
    out_.group([&] {
      const bool negated = norm.kind == NormKind::must_not;
      print_under_word(negated ? "must not" : "must", *norm.condition);
      deadline();
    });
  } else {
    out_.group(deadline);
  }
  for (const Exception& exception : norm.unless) {
    next(exception.span.begin);
    print(exception);
  }
  for (const Otherwise& otherwise : norm.otherwise) {
    next(otherwise.span.begin);
    print(otherwise);
  }
}

void Printer::print(const ClauseReading& reading) {
  text("reading " + reading.head.name.text);
  title(reading.head.title);
  text(" {");
  out_.group([&] {
    const std::size_t parts = (reading.where ? 1 : 0) + reading.bounds.size() + reading.norms.size();
    if (parts > 1) out_.break_groups();
    out_.indented([&] {
      if (reading.where) {
        line_before(reading.where->span.begin);
        print_under_word("where", *reading.where);
      }
      for (const TermBound& bound : reading.bounds) {
        line_before(bound.span.begin);
        print(bound);
      }
      for (const Norm& norm : reading.norms) {
        line_before(norm.span.begin);
        print(norm, false);
      }
      lead(reading.span.end - 1);
    });
    out_.line();
  });
  text("}");
}

// In the order written: an `each` before readings belongs to what stands behind it.
void Printer::print_clause_body(const Clause& clause, std::uint32_t end) {
  std::vector<std::pair<std::uint32_t, std::function<void()>>> parts;
  const auto each = [&](const auto& list, auto show) {
    for (const auto& part : list) parts.emplace_back(part.span.begin, [&part, show] { show(part); });
  };
  each(clause.attributes, [&](const Attribute& a) { print(a); });
  if (clause.shared) {
    parts.emplace_back(clause.shared->span.begin, [&] {
      text("each ");
      print(*clause.shared);
    });
  }
  each(clause.norms, [&](const Norm& n) { print(n, true); });
  each(clause.readings, [&](const ClauseReading& r) { print(r); });
  each(clause.shared_unless, [&](const Exception& e) { print(e); });
  each(clause.shared_otherwise, [&](const Otherwise& o) { print(o); });
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  block(end, [&] {
    for (const auto& [begin, show] : parts) {
      statement_at(begin);
      show();
    }
  });
}

void Printer::print(const Clause& clause, std::uint32_t end) {
  text("clause " + clause.name.text);
  title(clause.title);
  print_clause_body(clause, end);
}

void Printer::print(const Contract& contract, std::uint32_t end) {
  text((contract.amendment ? "amendment " : "contract ") + contract.name.text);
  title(contract.title);
  if (contract.of) text(" of " + contract.of->text);
  if (contract.effective) {
    text(" from ");
    print_expression(*contract.effective, false);
  }
  block(end, [&] {
    for (const ContractItem& item : contract.items) {
      const std::uint32_t item_end = item.span.end;
      statement_at(item.span.begin);
      std::visit(Overload{
                     [&](const Parties& i) { text("parties "), names(i.names); },
                     [&](const TermBound& i) { print(i); },
                     [&](const PrevailsOver& i) { text("prevails over "), names(i.contracts); },
                     [&](const Declaration& i) { print(i); },
                     [&](const Power& i) { print(i); },
                     [&](const TermValue& i) { print(i); },
                     [&](const Clause& i) { print(i, item_end); },
                     [&](const Change& i) { print(i, item_end); },
                     [&](const Claims& i) {
                       text(i.clauses.empty() ? "claims no change" : "claims no change to ");
                       names(i.clauses);
                     },
                     [&](const Allow& i) { print(i); },
                     [&](const Define& i) { print(i, item_end); },
                     [&](const Fact& i) { print(i); },
                     [&](const Rate& i) { print(i); },
                 },
                 item.node);
    }
  });
}

}  // namespace proviso::syntax
