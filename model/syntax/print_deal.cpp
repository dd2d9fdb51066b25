#include "model/syntax/overload.h"
#include "model/syntax/printer.h"
#include "model/syntax/words.h"

#include <algorithm>

namespace proviso::syntax {
namespace {

// `expect A entails (E)`: outcomes that read as the verb of the sentence take no colon.
bool is_verb(ExpectKind kind) {
  switch (kind) {
    case ExpectKind::equivalent_to:
    case ExpectKind::changes:
    case ExpectKind::entails:
    case ExpectKind::allows:
    case ExpectKind::forbids:
    case ExpectKind::does_not_entail:
    case ExpectKind::does_not_allow:
    case ExpectKind::does_not_forbid: return true;
    default: return false;
  }
}

}  // namespace

void Printer::print(const Assume& assume) {
  text("assume ");
  print_expression(*assume.subject, false);
  if (assume.form != AssumeForm::condition) text(" " + std::string{word_of(assume.form)});
  if (!assume.date) return;
  text(" ");
  print_expression(*assume.date, false);
}

void Printer::print(const Edit& edit) {
  path(edit.target);
  text(" = ");
  print_expression(*edit.value, false);
}

void Printer::print(const OneOf& one_of, std::uint32_t end) {
  text("unknown one of");
  block(end, [&] {
    for (const auto& alternative : one_of.alternatives) {
      const bool first = &alternative == &one_of.alternatives.front();
      for (const Declaration& declaration : alternative) {
        if (!first && &declaration == &alternative.front()) {
          // The bar stands in the indentation of what it separates.
          lead(declaration.span.begin);
          out_.dedent();
          out_.hardline();
          text("| ");
          out_.indent();
        } else {
          statement_at(declaration.span.begin);
        }
        print(declaration);
      }
    }
  });
}

void Printer::print(const DealItem& item) {
  const std::uint32_t end = item.span.end;
  std::visit(Overload{
                 [&](const Under& i) { text("under "), names(i.contracts); },
                 [&](const Includes& i) { text("includes "), names(i.deals); },
                 [&](const During& i) { print_range("during", i.start, i.end); },
                 [&](const Judged& i) { print_range("judged", i.start, i.end); },
                 [&](const Declaration& i) { print(i); },
                 [&](const OneOf& i) { print(i, end); },
                 [&](const Assume& i) { print(i); },
                 [&](const Allow& i) { print(i); },
                 [&](const Clause& i) { print(i, end); },
                 [&](const TermValue& i) { print(i); },
                 [&](const Define& i) { print(i, end); },
                 [&](const Fact& i) { print(i); },
                 [&](const Rate& i) { print(i); },
                 [&](const Edit& i) { print(i); },
                 [&](const Drop& i) { text("drop "), names(i.names); },
             },
             item.node);
}

namespace {

bool only_edits(const Deal& deal) {
  return !deal.items.empty() &&
         std::all_of(deal.items.begin(), deal.items.end(), [](const DealItem& item) {
           return std::holds_alternative<Edit>(item.node) || std::holds_alternative<Drop>(item.node);
         });
}

}  // namespace

// `{ shop.from = OpenAI, drop home }`: on one line where it fits.
void Printer::print_edits(const Deal& deal, std::uint32_t end) {
  text(" {");
  out_.group([&] {
    out_.indented([&] {
      for (const DealItem& item : deal.items) {
        if (&item != &deal.items.front()) text(",");
        line_before(item.span.begin);
        print(item);
      }
      lead(end - 1);
    });
    out_.line();
  });
  text("}");
}

void Printer::print(const Deal& deal, std::uint32_t end) {
  text((deal.kind == DealKind::deal ? "deal " : "baseline ") + deal.name.text);
  title(deal.title);
  if (deal.is) {
    text(" is " + deal.is->text);
    if (deal.items.empty()) return;
    text(" with");
    if (only_edits(deal)) return print_edits(deal, end);
  }
  block(end, [&] {
    for (const DealItem& item : deal.items) {
      statement_at(item.span.begin);
      print(item);
    }
  });
}

// Statements of all deals and those between them, in the order of the source.
void Printer::print(const Group& group, std::uint32_t end) {
  text("group");
  block(end, [&] {
    auto shared = group.shared.begin();
    auto deal = group.deals.begin();
    while (shared != group.shared.end() || deal != group.deals.end()) {
      const bool next_is_shared =
          deal == group.deals.end() ||
          (shared != group.shared.end() && shared->span.begin < deal->span.begin);
      if (next_is_shared) {
        statement_at(shared->span.begin);
        print(*shared++);
      } else {
        statement_at(deal->span.begin);
        print_item(*deal++);
      }
    }
  });
}

void Printer::print_suffixes(const Outcome& outcome) {
  if (!outcome.after.empty()) {
    text(" after ");
    paths(outcome.after);
  }
  if (outcome.any_time) text(" at any time");
  if (!outcome.depends_on.empty()) {
    text(" depends on ");
    paths(outcome.depends_on);
  }
}

void Printer::print(const Outcome& outcome) {
  if (outcome.party) {
    const std::string_view words = word_of(outcome.kind);
    const std::size_t first = is_of_power(outcome.kind) ? words.find(' ') : words.size();
    text(std::string{words.substr(0, first)} + " " + outcome.party->text);
    text(is_of_power(outcome.kind) ? std::string{words.substr(first)} : " do");
    if (outcome.other_party) text(" that " + outcome.other_party->text + " may not");
    if (outcome.condition) text(" if");
  } else {
    text(word_of(outcome.kind));
  }
  if (!outcome.names.empty()) {
    if (outcome.kind == ExpectKind::conflicts) text(" with");
    if (outcome.kind == ExpectKind::depends) text(" on");
    text(" ");
    paths(outcome.names);
  }
  if (outcome.only) text(" only");
  if (outcome.other) text(" " + outcome.other->text);
  if (!outcome.only_in.empty()) {
    text(" only in ");
    paths(outcome.only_in);
  }
  if (outcome.in_favour_of) text(" in favour of " + outcome.in_favour_of->text);
  if (outcome.binding) {
    text(" ");
    print(*outcome.binding);
  }
  if (outcome.condition) {
    text(" ");
    print_expression(*outcome.condition, false);
  }
  print_suffixes(outcome);
}

void Printer::print_head(const Expect& expect) {
  text("expect ");
  names(expect.subjects);
  if (!expect.under.empty()) {
    text(" under ");
    names(expect.under);
  }
  if (expect.with_past) text(" with a past");
  for (const Edit& edit : expect.with) {
    text(&edit == &expect.with.front() && !expect.with_past ? " with " : ", ");
    print(edit);
  }
  if (expect.on) {
    text(" on ");
    print_expression(*expect.on, false);
  }
}

void Printer::print(const Expect& expect) {
  print_head(expect);
  if (expect.outcomes.empty()) return;
  if (!is_verb(expect.outcomes.front().kind)) text(":");
  out_.group([&] {
    out_.indented([&] {
      for (const Outcome& outcome : expect.outcomes) {
        if (&outcome == &expect.outcomes.front()) {
          text(" ");
        } else {
          text(",");
          line_before(outcome.span.begin);
        }
        print(outcome);
      }
    });
  });
}

}  // namespace proviso::syntax
