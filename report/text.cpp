#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/paint.h"
#include "report/render.h"
#include "report/result.h"
#include "report/text_block.h"
#include "report/text_explanation.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace proviso {
namespace {

struct VerdictLook {
  Ink ink;
  std::string words;
};

VerdictLook look_of(const DealReport& deal) {
  switch (deal.verdict) {
    case Verdict::complies:
      return complies_by_silence(deal) ? VerdictLook{Ink::yellow, "complies by silence"}
                                       : VerdictLook{Ink::green, "complies"};
    case Verdict::conflicts: return {Ink::red, "conflicts"};
    case Verdict::depends: return {Ink::yellow, "depends"};
    case Verdict::impossible: return {Ink::cyan, "is impossible"};
    case Verdict::undecided: return {Ink::cyan, "is undecided"};
  }
  return {Ink::cyan, ""};
}

std::string horizon_text(const DealReport& deal) {
  if (deal.horizon_start.empty()) return "";
  if (deal.horizon_end.empty() || deal.horizon_end == "never") {
    return fmt::format("judged from {} on", deal.horizon_start);
  }
  return fmt::format("judged {} .. {}", deal.horizon_start, deal.horizon_end);
}

// The part of the output about one deal, findings excepted: lists with a label, indented by two.
class DealText {
 public:
  DealText(const DealReport& deal, const Sources& sources, const RenderOptions& options,
           const Paint& paint, std::ostream& out)
      : deal_(deal), sources_(sources), options_(options), paint_(paint), out_(out), block_(paint, out) {}

  void write() {
    write_header();
    switch (deal_.verdict) {
      case Verdict::complies: write_compliance(); break;
      case Verdict::conflicts:
      case Verdict::depends: write_broken_clauses(); break;
      case Verdict::impossible: write_core(); break;
      case Verdict::undecided: write_undecided(); break;
    }
    write_bounds(deal_, options_.verbose, block_);
    for (const Finding& finding : deal_.findings) {
      out_ << '\n';
      write_finding(deal_, finding, sources_, options_, paint_, out_);
    }
    write_footing();
  }

 private:
  void write_header() {
    const VerdictLook look = look_of(deal_);
    out_ << paint_(look.ink, deal_.deal + " " + look.words);
    if (!deal_.title.empty()) out_ << paint_(Ink::bold, ": " + deal_.title);
    std::string where = fmt::format("  {}:{}", deal_.file, deal_.line);
    if (!deal_.under.empty()) where += fmt::format(", under {}", fmt::join(deal_.under, ", "));
    if (const std::string horizon = horizon_text(deal_); !horizon.empty()) where += ", " + horizon;
    out_ << '\n' << paint_(Ink::plain, where) << '\n';
    if (deal_.suppressed) block_.sentence("does not count: " + suppression_text(*deal_.suppressed));
    if (!deal_.unless_before.empty())
      out_ << "  "
           << visible(fmt::format("{}, unless `{}` came before {}", word(deal_.verdict),
                                  fmt::join(deal_.unless_before, "`, `"), deal_.horizon_start))
           << '\n';
  }

  std::vector<const ClauseStatus*> in_state(ClauseState state) const {
    std::vector<const ClauseStatus*> clauses;
    for (const ClauseStatus& clause : deal_.clauses) {
      if (clause.state == state) clauses.push_back(&clause);
    }
    return clauses;
  }

  std::vector<std::string> described(ClauseState state) const {
    const auto clauses = in_state(state);
    std::size_t width = 0;
    for (const ClauseStatus* clause : clauses) width = std::max(width, clause->clause.size());
    std::vector<std::string> lines;
    for (const ClauseStatus* clause : clauses) {
      lines.push_back(clause->title.empty() ? clause->clause
                                            : fmt::format("{:<{}}  {}", clause->clause, width, clause->title));
    }
    return lines;
  }

  std::vector<std::string> named(ClauseState state) const {
    std::vector<std::string> names;
    for (const ClauseStatus* clause : in_state(state)) names.push_back(clause->clause);
    return names;
  }

  void write_compliance() {
    if (complies_by_silence(deal_)) {
      const std::string whose =
          deal_.under.empty() ? "" : fmt::format(" of {}", fmt::join(deal_.under, ", "));
      const std::string_view silence = deal_.notes.empty()
                                           ? "speaks of anything that this deal does"
                                           : "has anything to judge within the horizon";
      out_ << "  " << visible(fmt::format("no clause{} {}", whose, silence)) << '\n';
    }
    block_.list("in play and kept", described(ClauseState::kept));
    block_.list("never applied", described(ClauseState::never_applied));
  }

  void write_broken_clauses() {
    const bool depends = deal_.verdict == Verdict::depends;
    block_.inline_list(depends ? "breaks in every scenario" : "breaks", named(ClauseState::broken_always));
    block_.inline_list(depends ? "can break" : "breaks in some scenarios, and one or another in each",
                named(ClauseState::broken_sometimes));
    write_dependence(deal_, block_);
  }

  std::vector<std::string> facts(const std::vector<SourceFact>& facts) const {
    std::vector<std::string> lines;
    for (const SourceFact& fact : facts) {
      const std::string place = place_text(sources_, fact.span);
      lines.push_back((place.empty() ? "" : place + ": ") + fact.text);
    }
    return lines;
  }

  void write_core() {
    out_ << "  no scenario meets all that the deal states, so nothing is said about its clauses\n";
    block_.list("these contradict each other", facts(deal_.core));
  }

  void write_undecided() {
    if (!deal_.reason.empty()) out_ << "  " << visible(deal_.reason) << '\n';
    block_.inline_list("breaks in every scenario", named(ClauseState::broken_always));
    block_.inline_list("can break", named(ClauseState::broken_sometimes));
    block_.inline_list("not decided", named(ClauseState::undecided));
  }

  std::vector<std::string> notes(NoteKind kind) const {
    std::vector<std::string> lines;
    for (const ObligationNote& note : deal_.notes) {
      if (note.kind != kind) continue;
      std::string text = note.clause;
      if (!note.date.empty()) text += ", " + note.date;
      if (!note.text.empty()) text += " " + note.text;
      lines.push_back(text);
    }
    return lines;
  }

  // What would mend it, what the verdict rests on, and what it does not speak of.
  void write_footing() {
    std::ostringstream text;
    write_footing(TextBlock(paint_, text), text);
    if (!deal_.findings.empty() && !text.str().empty()) out_ << '\n';
    out_ << text.str();
  }

  void write_footing(TextBlock block, std::ostream& out) {
    write_repairs(deal_, block);
    if (deal_.verdict != Verdict::complies && deal_.verdict != Verdict::impossible) {
      block.inline_list("kept", named(ClauseState::kept));
      block.inline_list("never applied", named(ClauseState::never_applied));
    }
    if (deal_.verdict != Verdict::impossible) block.list("assumed", facts(deal_.assumptions));
    block.inline_list("events that may come later or never", deal_.open_events);
    block.inline_list("declared again, in place of what is included", deal_.replaced);
    block.list("mended", notes(NoteKind::mended));
    block.list("pending, due after the horizon", notes(NoteKind::pending));
    block.list("not judged, due before the horizon", notes(NoteKind::not_judged));
    block.list("lapsed", notes(NoteKind::lapsed));
    block.list("left out", notes(NoteKind::left_out));
    if (deal_.verdict != Verdict::complies) return;
    if (deal_.without_solver) {
      out << paint_(Ink::plain, "  every value is known: decided without a solver") << '\n';
    } else if (deal_.second_check) {
      out << paint_(Ink::plain, "  holds in every scenario; a second solver agrees") << '\n';
    }
  }

  const DealReport& deal_;
  const Sources& sources_;
  const RenderOptions& options_;
  const Paint& paint_;
  std::ostream& out_;
  TextBlock block_;
};

}  // namespace

void render_text(const CheckReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  const Paint paint{options.colour};
  for (const DealReport& deal : report.deals) {
    std::ostringstream text;
    DealText(deal, sources, options, paint, text).write();
    out << without_commands(text.str()) << '\n';
  }
  out << paint(Ink::bold, summary_line(report)) << '\n';
}

}  // namespace proviso
