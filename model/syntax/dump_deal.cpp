#include "model/syntax/outline.h"
#include "model/syntax/overload.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::string edit(const Outline& out, const Edit& e) {
  return outline(e.target) + " = " + outline(e.value.get(), out.brackets());
}

void add_one_of(Outline& out, const OneOf& one_of) {
  out.node("one of", [&] {
    for (const auto& alternative : one_of.alternatives)
      out.node("alternative", [&] {
        for (const Declaration& declaration : alternative) add_declaration(out, declaration);
      });
  });
}

void add_deal_items(Outline& out, const std::vector<DealItem>& items) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  const Overload add{
      [&](const Under& i) { out.line("under" + outline(i.contracts)); },
      [&](const Includes& i) { out.line("includes" + outline(i.deals)); },
      [&](const During& i) { out.line(fmt::format("during {} {}", of(i.start), of(i.end))); },
      [&](const Judged& i) { out.line(fmt::format("judged {} {}", of(i.start), of(i.end))); },
      [&](const Declaration& i) { add_declaration(out, i); },
      [&](const OneOf& i) { add_one_of(out, i); },
      [&](const Assume& i) {
        std::string line = "assume " + of(i.subject);
        if (i.form != AssumeForm::condition) line += " " + std::string{word_of(i.form)};
        out.line(line + (i.date ? " " + of(i.date) : ""));
      },
      [&](const Allow& i) { add_allow(out, i); },
      [&](const Clause& i) { add_clause(out, "clause", i); },
      [&](const TermValue& i) { add_term_value(out, i); },
      [&](const Define& i) { add_define(out, i); },
      [&](const Fact& i) { add_fact(out, i); },
      [&](const Rate& i) { add_rate(out, i); },
      [&](const Edit& i) { out.line("edit " + edit(out, i)); },
      [&](const Drop& i) { out.line("drop" + outline(i.names)); },
  };
  for (const DealItem& item : items) std::visit(add, item.node);
}

void add_outcome(Outline& out, const Outcome& outcome) {
  std::string line{word_of(outcome.kind)};
  const auto add_paths = [&](const std::vector<Path>& paths) {
    for (const Path& path : paths) line += " " + outline(path);
  };
  if (outcome.party) line += " " + outline(*outcome.party);
  if (outcome.other_party) line += " not " + outline(*outcome.other_party);
  if (outcome.other) line += " " + outline(*outcome.other);
  if (outcome.binding) line += " " + outline(*outcome.binding, out.brackets());
  if (outcome.condition) line += " " + outline(outcome.condition.get(), out.brackets());
  add_paths(outcome.names);
  if (outcome.only) line += " only";
  if (!outcome.only_in.empty()) line += " only in";
  add_paths(outcome.only_in);
  if (outcome.in_favour_of) line += " in favour of " + outline(*outcome.in_favour_of);
  if (!outcome.after.empty()) line += " after";
  add_paths(outcome.after);
  if (outcome.any_time) line += " at any time";
  if (!outcome.depends_on.empty()) line += " depends on";
  add_paths(outcome.depends_on);
  out.line(line);
}

}  // namespace

void add_deal(Outline& out, const Deal& deal) {
  std::string head = (deal.kind == DealKind::deal ? "deal " : "baseline ") + outline(deal.name) +
                     outline_title(deal.title);
  if (deal.is) head += " is " + outline(*deal.is);
  out.node(head, [&] { add_deal_items(out, deal.items); });
}

void add_group(Outline& out, const Group& group) {
  out.node("group", [&] {
    add_deal_items(out, group.shared);
    for (const Item& item : group.deals) add_item(out, item);
  });
}

void add_expect(Outline& out, const Expect& expect) {
  std::string head = "expect" + outline(expect.subjects);
  if (!expect.under.empty()) head += " under" + outline(expect.under);
  if (expect.on) head += " on " + outline(expect.on.get(), out.brackets());
  out.node(head, [&] {
    if (expect.with_past) out.line("with a past");
    for (const Edit& with : expect.with) out.line("with " + edit(out, with));
    for (const Outcome& outcome : expect.outcomes) add_outcome(out, outcome);
  });
}

}  // namespace proviso::syntax
