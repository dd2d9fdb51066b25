#include "report/text_finding.h"

#include "model/syntax/snippet.h"
#include "report/finding.h"
#include "report/finding_details.h"
#include "report/lines.h"
#include "report/result.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso {
namespace {

constexpr std::size_t kMarkedFlows = 4;         // of each role; the others are listed
constexpr std::size_t kMarkedRequirements = 3;
constexpr std::size_t kListed = 8;
constexpr std::size_t kPlacedFact = 120;       // of a line with a place and a text
constexpr std::size_t kFactText = 50;           // that much of the text at least

std::string in_quotes(std::string_view text) { return fmt::format("`{}`", text); }

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

// Fields of a flow that the clause reads and that do not stand as they are in its declaration.
std::string computed_fields(const Sources& sources, const ShownFlow& flow) {
  std::string list;
  for (const ShownField& field : flow.fields) {
    const bool written = sources.text(flow.span).find(field.value) != std::string_view::npos;
    if (!field.matters || written) continue;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", field_text(field));
  }
  return list;
}

std::string flow_mark_text(const Sources& sources, const Finding& finding, const ShownFlow& flow) {
  std::string text;
  if (flow.event) {
    text = flow.start.empty() || flow.start == "never" ? "never happens" : "happens on " + flow.start;
  } else if (flow.role == Role::violating) {
    text = fmt::format("breaks {}", in_quotes(short_clause(finding.clause)));
  } else {
    text = "the breach rests on this";
  }
  const std::string computed = computed_fields(sources, flow);
  return computed.empty() ? text : text + ", " + computed;
}

struct Excerpt {
  std::vector<Mark> marks;
  std::vector<const ShownFlow*> unmarked;  // violating and supporting flows beyond the limit
  bool violating = false;                  // a violating flow is marked
};

Excerpt excerpt_of(const DealReport& deal, const Finding& finding, const Sources& sources) {
  Excerpt excerpt;
  for (const Role role : {Role::violating, Role::supporting}) {
    std::size_t marked = 0;
    for (const ShownFlow& flow : finding.flows) {
      if (flow.role != role) continue;
      if (flow.span.empty() || marked++ >= kMarkedFlows) {
        excerpt.unmarked.push_back(&flow);
        continue;
      }
      excerpt.violating = excerpt.violating || role == Role::violating;
      // Several may be declared at once.
      const std::string text = flow_mark_text(sources, finding, flow);
      const bool again = std::any_of(excerpt.marks.begin(), excerpt.marks.end(), [&](const Mark& mark) {
        return mark.span == flow.span && mark.text == text;
      });
      if (again) continue;
      excerpt.marks.push_back(
          {flow.span, text, role == Role::violating ? MarkStyle::error : MarkStyle::related});
    }
  }
  if (!excerpt.violating && !deal.span.empty()) {
    const bool missing = std::any_of(finding.flows.begin(), finding.flows.end(),
                                     [](const ShownFlow& f) { return f.role == Role::missing; });
    excerpt.marks.insert(excerpt.marks.begin(),
                         Mark{deal.span, missing ? "nothing in this deal is what the clause demands"
                                                 : fmt::format("breaks {}", in_quotes(short_clause(finding.clause))),
                              MarkStyle::error});
  }
  std::size_t marked = 0;
  for (const Requirement& requirement : finding.requirements) {
    if (requirement.span.empty() || marked == kMarkedRequirements) continue;
    ++marked;
    excerpt.marks.push_back({requirement.span, requirement.instead.empty() ? "demanded here" : requirement.instead,
                             MarkStyle::note});
  }
  if (marked == 0 && !finding.norm_span.empty()) {
    excerpt.marks.push_back({finding.norm_span, "demanded here", MarkStyle::note});
  }
  return excerpt;
}

// The notes after an excerpt, in line with its gutter: "   = label: text".
class Notes {
 public:
  Notes(const Paint& paint, std::ostream& out, std::size_t indent)
      : paint_(paint), out_(out), indent_(indent, ' ') {}

  void add(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    out_ << indent_ << paint_(Ink::blue, "= ") << paint_(Ink::bold, label) << ": " << visible(text) << '\n';
  }

  void add_list(std::string_view label, const std::vector<std::string>& items) {
    if (items.size() <= 1) {
      if (!items.empty()) add(label, items.front());
      return;
    }
    add_block(label, items, kListed);
  }

  // Every item on a line of its own, also if there is but one.
  void add_block(std::string_view label, const std::vector<std::string>& items, std::size_t most) {
    out_ << indent_ << paint_(Ink::blue, "= ") << paint_(Ink::bold, label) << ":\n";
    for (std::size_t i = 0; i < items.size() && i < most; ++i) {
      out_ << indent_ << "    " << visible(items[i]) << '\n';
    }
    if (items.size() > most) out_ << indent_ << fmt::format("    and {} more\n", items.size() - most);
  }

 private:
  const Paint& paint_;
  std::ostream& out_;
  std::string indent_;
};

void add_requirements(Notes& notes, const Sources& sources, const Finding& finding) {
  std::size_t marked = 0;
  for (const Requirement& requirement : finding.requirements) {
    const bool shown = !requirement.span.empty() && marked++ < kMarkedRequirements;
    const bool verbatim = shown && on_one_line(sources.text(requirement.span)) == requirement.text;
    if (!verbatim && !requirement.text.empty()) notes.add("must hold", in_quotes(requirement.text));
    if (!shown) notes.add("instead", requirement.instead);
  }
}

void add_flows(Notes& notes, const Finding& finding, const Excerpt& excerpt) {
  std::vector<std::string> missing;
  std::vector<std::string> violating;
  std::vector<std::string> supporting;
  for (const ShownFlow& flow : finding.flows) {
    if (flow.role == Role::missing) missing.push_back(dated_line(flow));
  }
  for (const ShownFlow* flow : excerpt.unmarked) {
    (flow->role == Role::violating ? violating : supporting).push_back(dated_line(*flow));
  }
  notes.add_list("missing", missing);
  notes.add_list(excerpt.violating ? "breaks it too" : "breaks it", violating);
  notes.add_list("rests on", supporting);
}

// Facts of one file stand together in the order in which they are given; long texts are cut.
std::vector<std::string> placed_facts(const Sources& sources, const std::vector<SourceFact>& facts) {
  std::vector<std::string> lines;
  for (const SourceFact& fact : facts) {
    const std::string place = place_text(sources, fact.span);
    const std::size_t taken = place.empty() ? 0 : columns_of(place) + 2;
    const std::size_t room = taken + kFactText > kPlacedFact ? kFactText : kPlacedFact - taken;
    const std::string text = cut_to(visible(fact.text), room);
    lines.push_back(place.empty() ? text : place + ": " + text);
  }
  return lines;
}

void add_because(Notes& notes, const Sources& sources, const Finding& finding) {
  if (!finding.because.empty()) {
    notes.add_block(finding.because_minimal ? "because (each of these is needed)" : "because",
                    placed_facts(sources, finding.because), finding.because.size());
  }
  for (const auto& other : finding.because_others) {
    // The first is the clause again.
    const std::vector<SourceFact> facts(other.begin() + (other.size() > 1 ? 1 : 0), other.end());
    notes.add_block("or because", placed_facts(sources, facts), facts.size());
  }
  if (finding.because_capped) notes.add("note", "there may be more causes: not all were looked for");
  std::vector<std::string> same;
  for (const std::string& clause : finding.same_cause) same.push_back(fmt::format("`{}`", clause));
  notes.add("the same cause as", listed(same));
}

// Where no path leads: what would have to count or to be there.
void add_cut(Notes& notes, const Finding& finding) {
  std::vector<std::string> hops;
  for (const ShownFlow& hop : finding.cut) {
    if (hop.role == Role::missing) continue;  // listed among what is missing
    hops.push_back(fmt::format("{}: {}", flow_text(hop), hop.note));
  }
  notes.add_list("does not count", hops);
}

std::string dependence_text(const ScenarioValue& value) {
  std::string text = fmt::format("{} ({})", value.name, kind_text(value.kind));
  if (!value.value.empty()) text += fmt::format(", kept iff `{}` {}", value.name, value.value);
  return text;
}

void add_scenario(Notes& notes, const DealReport& deal, const Finding& finding) {
  std::vector<std::string> values;
  for (const ScenarioValue& value : finding.scenario) values.push_back(scenario_text(value));
  notes.add_list("in the scenario where", values);
  // Said of the whole deal already.
  const bool same = std::equal(finding.depends_on.begin(), finding.depends_on.end(), deal.depends_on.begin(),
                               deal.depends_on.end(), [](const ScenarioValue& a, const ScenarioValue& b) {
                                 return a.name == b.name && a.value == b.value;
                               });
  if (same) return;
  std::vector<std::string> terms;
  for (const ScenarioValue& value : finding.depends_on) terms.push_back(dependence_text(value));
  notes.add_list("depends on", terms);
}

void add_reading(Notes& notes, const Finding& finding) {
  if (finding.reading.empty()) return;
  notes.add("read as", finding.reading_title.empty()
                           ? finding.reading
                           : fmt::format("{} (\"{}\")", finding.reading, finding.reading_title));
}

std::string state_text(RowState state) {
  std::string text = word(state);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

void add_table(Notes& notes, const Finding& finding) {
  if (finding.table.empty()) return;
  std::size_t states = 0;
  std::size_t clauses = 0;
  for (const TableRow& row : finding.table) {
    states = std::max(states, state_text(row.state).size());
    clauses = std::max(clauses, row.clause.size());
  }
  std::vector<std::string> rows;
  for (const TableRow& row : finding.table) {
    std::string text = fmt::format("{:<{}}  {:<{}}  {:<10}  {}", state_text(row.state), states, row.clause,
                                   clauses, row.date, row.detail);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    rows.push_back(std::move(text));
  }
  notes.add_block("all clauses in this scenario", rows, rows.size());
}

void add_remarks(Notes& notes, const Finding& finding) {
  if (!finding.first_date.empty()) {
    notes.add("note", fmt::format("first broken on {}, and not mended in time", finding.first_date));
  }
  if (finding.further > 0) {
    notes.add("note", fmt::format("{} of this clause {} broken as well",
                                  counted(static_cast<std::size_t>(finding.further), "further obligation"),
                                  finding.further == 1 ? "is" : "are"));
  }
  if (finding.beyond_last) {
    notes.add("note", fmt::format("{} lies beyond the last date that the deal declares; if it is not meant to "
                                  "be judged for so long, end its horizon with `judged A .. B`",
                                  finding.date));
  }
}

std::string_view headline_word(Verdict verdict, bool always) {
  if (verdict == Verdict::conflicts && always) return "conflict";
  return verdict == Verdict::depends || !always ? "possible breach" : "breach";
}

}  // namespace

std::string place_text(const Sources& sources, Span span) {
  if (span.empty()) return "";
  return fmt::format("{}:{}", sources.path(span.file), sources.begin_of(span).line);
}

void write_finding(const DealReport& deal, const Finding& finding, const Sources& sources,
                   const RenderOptions& options, const Paint& paint, std::ostream& out) {
  const std::string_view kind = headline_word(deal.verdict, finding.always);
  const Ink ink = kind == "possible breach" ? Ink::yellow : Ink::red;
  out << paint(ink, fmt::format("{}[{}]", kind, finding.clause));
  if (!finding.title.empty()) out << paint(Ink::bold, ": " + finding.title);
  out << '\n';

  const Excerpt excerpt = excerpt_of(deal, finding, sources);
  const std::string indent(gutter_width(sources, excerpt.marks) + 1, ' ');
  out << indent << paint(Ink::bold, breach_sentence(finding))
      << (finding.always ? ", in every scenario" : ", in some scenarios") << '\n';
  if (!excerpt.marks.empty()) out << snippet(sources, excerpt.marks, paint.colour);

  Notes notes(paint, out, indent.size());
  std::vector<std::string> bound;
  for (const auto& [binder, name] : finding.bound) {
    if (binder != name) bound.push_back(fmt::format("`{}` is `{}`", binder, name));
  }
  if (finding.suppressed) notes.add("does not count", suppression_text(*finding.suppressed));
  notes.add("here", fmt::format("{}", fmt::join(bound, ", ")));
  add_requirements(notes, sources, finding);
  add_flows(notes, finding, excerpt);
  add_cut(notes, finding);
  add_reading(notes, finding);
  add_because(notes, sources, finding);
  add_scenario(notes, deal, finding);
  add_remarks(notes, finding);
  notes.add("cite", finding.cite);
  if (options.table) add_table(notes, finding);
}

}  // namespace proviso
