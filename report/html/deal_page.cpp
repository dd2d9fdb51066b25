#include "report/finding.h"
#include "report/html/excerpt.h"
#include "report/html/page.h"
#include "report/html/parts.h"
#include "report/html/picture.h"
#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::html {

namespace {

constexpr std::size_t kListedLines = 20;

std::string state_words(ClauseState state) {
  switch (state) {
    case ClauseState::kept: return "kept";
    case ClauseState::never_applied: return "never applied";
    case ClauseState::broken_always: return "broken in every scenario";
    case ClauseState::broken_sometimes: return "broken in some scenarios";
    case ClauseState::undecided: return "not decided";
  }
  return "";
}

class DealPage {
 public:
  DealPage(const DealReport& deal, const Sources& sources, const HtmlOptions& options)
      : deal_(deal), sources_(sources), options_(options) {}

  std::string write() {
    head();
    if (deal_.verdict == Verdict::depends) card("depends", "What it depends on", dependence());
    if (deal_.verdict == Verdict::impossible) card("core", "What contradicts each other", core());
    if (deal_.verdict == Verdict::undecided) card("undecided", "What was not decided", undecided());
    std::size_t number = 0;
    for (const Finding& finding : deal_.findings)
      out_ += finding_section(deal_, finding, ++number, sources_, options_);
    card("repairs", deal_.verdict == Verdict::depends ? "What would make it comply whatever happens" : "What would make it comply",
         repairs());
    if (deal_.findings.empty()) {
      const TimelineView view = timeline_view(deal_.timeline);
      if (!view.lanes.empty()) card("years", "Over the years", swim_lanes(view, "years-lanes", deal_.deal));
    }
    card("clauses", "The clauses", clauses());
    card("notes", "What else to know", notes());
    Page page;
    page.title = fmt::format("{} {}", deal_.deal, verdict_text(deal_));
    page.up = "../index.html";
    page.here = deal_.deal;
    page.main = std::move(out_);
    page.footer = footer(options_);
    return page_text(page);
  }

 private:
  void card(std::string_view id, std::string_view heading, const std::string& inner) {
    if (inner.empty()) return;
    out_ += fmt::format("<section class=\"card\" id=\"{0}\" aria-labelledby=\"{0}-h\">\n<h2 id=\"{0}-h\">{1}</h2>\n{2}</section>\n",
                        id, text(heading), inner);
  }

  static std::string paragraph(const std::string& inner) { return element("p", "", inner) + "\n"; }

  void head() {
    out_ += fmt::format("<h1>{} {}</h1>\n", text(deal_.deal), verdict_badge(deal_));
    if (!deal_.title.empty()) out_ += element("p", "class=\"lead\"", text(deal_.title)) + "\n";
    std::string facts = fact("File", fmt::format("<code>{}</code>, line {}", text(deal_.file), deal_.line));
    if (!deal_.under.empty()) facts += fact("Under", text(listed(deal_.under)));
    if (const std::string horizon = horizon_words(deal_); !horizon.empty()) facts += fact("Judged", text(horizon));
    if (deal_.verdict == Verdict::complies && deal_.without_solver)
      facts += fact("Decided", "every value is known, so nothing had to be searched");
    else if (deal_.verdict == Verdict::complies && deal_.second_check)
      facts += fact("Decided", "it holds in every scenario; a second solver agrees");
    if (!deal_.replaced.empty()) facts += fact("Declared again", names(deal_.replaced));
    out_ += element("dl", "class=\"facts\"", "\n" + facts) + "\n";
    if (deal_.suppressed) {
      std::string words = "This verdict is accepted by the baseline";
      if (!deal_.suppressed->reason.empty()) words += ": " + deal_.suppressed->reason;
      out_ += element("p", "class=\"note\"", text(words) + ".") + "\n";
    }
    if (!deal_.unless_before.empty())
      out_ += element("p", "class=\"note\"", fmt::format("It {}, unless {} came before {}.", word(deal_.verdict), names(deal_.unless_before),
                                                         text(deal_.horizon_start))) + "\n";
    if (complies_by_silence(deal_))
      out_ += paragraph(deal_.notes.empty() ? "No clause speaks of anything that this deal does."
                                            : "No clause has anything to judge within the horizon.");
    overview();
  }

  static std::string fact(std::string_view name, const std::string& value) {
    return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, value);
  }

  static std::string names(const std::vector<std::string>& all) {
    std::vector<std::string> codes;
    for (const std::string& name : all) codes.push_back(element("code", "", text(name)));
    return listed(codes);
  }

  void overview() {
    std::vector<std::string> links;
    std::size_t number = 0;
    for (const Finding& finding : deal_.findings) {
      ++number;
      links.push_back(fmt::format("<a{}>{}</a>{}", attribute("href", "#" + finding_id(number, finding)), text(breach_sentence(finding)),
                                  finding.suppressed ? " (accepted)" : ""));
    }
    if (links.empty()) return;
    out_ += element("nav", "aria-label=\"Findings\"", "\n" + list_of(links)) + "\n";
  }

  std::string dependence() {
    std::string out = list_of(depends_items(deal_));
    const bool said = deal_.depends_on.size() == 1 && !deal_.by_reading.empty();
    if (!deal_.condition.empty() && !said) {
      const bool exact = deal_.condition.starts_with("complies iff");
      out += element("p", "class=\"lead\"", "It " + with_code(deal_.condition) + (exact ? "." : " (there may be other ways).")) + "\n";
      if (!deal_.otherwise.empty() && deal_.depends_on.size() == 1)
        out += paragraph(fmt::format("It conflicts iff <code>{}</code> {}.", text(deal_.depends_on.front().name), text(deal_.otherwise)));
    }
    return out + readings() + safe_choice();
  }

  std::string readings() {
    if (deal_.by_reading.empty()) return "";
    std::string rows;
    for (const ReadingVerdict& row : deal_.by_reading) {
      std::vector<std::string> parts;
      for (std::size_t i = 0; i < row.readings.size(); ++i) {
        std::string part = fmt::format("<code>{} = {}</code>", text(row.readings[i].first), text(row.readings[i].second));
        if (i < row.titles.size() && !row.titles[i].empty()) part += fmt::format(" <q>{}</q>", text(row.titles[i]));
        parts.push_back(std::move(part));
      }
      rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", fmt::join(parts, "<br>"), verdict_badge(row.verdict));
    }
    return fmt::format("<h3>The readings that matter</h3>\n<table><caption>The verdict under each reading of the text.</caption>\n<thead><tr>"
                       "<th scope=\"col\">Read as</th><th scope=\"col\">Verdict</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
                       rows);
  }

  static std::string values_of(const std::vector<std::string>& values) { return text(listed(values)); }

  std::string safe_choice() {
    const ShownChoice& choice = deal_.safe_choice;
    switch (choice.kind) {
      case SafeChoiceKind::not_asked: return "";
      case SafeChoiceKind::no_choices: return paragraph("Nothing here is ours to choose.");
      case SafeChoiceKind::unknown:
        return paragraph("Whether a choice of ours is safe was not found out" + (choice.reason.empty() ? "" : ": " + text(choice.reason)) + ".");
      case SafeChoiceKind::found: {
        std::vector<std::string> values;
        for (const ScenarioValue& value : choice.values) values.push_back(text(scenario_text(value)));
        return "<h3>A safe choice, whatever else happens</h3>\n" + list_of(values);
      }
      case SafeChoiceKind::none: break;
    }
    std::vector<std::string> defeats;
    for (const ShownChoice::Defeat& defeat : choice.defeats) {
      std::string words = "it";
      if (const auto ours = that_matter(deal_, defeat.choice); !ours.empty()) words = fmt::format("with {} it", values_of(ours));
      words += " breaks " + names(defeat.breaks);
      if (const auto world = that_matter(deal_, defeat.world); !world.empty()) words += " when " + values_of(world);
      defeats.push_back(std::move(words));
    }
    return "<h3>No choice of ours is safe</h3>\n" + list_of(defeats);
  }

  std::string facts_html(const std::vector<SourceFact>& facts) {
    std::vector<Span> spans;
    std::vector<std::string> placeless;
    for (const SourceFact& fact : facts) {
      if (fact.span.empty()) placeless.push_back(element("code", "", text(fact.text)));
      else spans.push_back(fact.span);
    }
    return excerpts(sources_, spans, deal_.span.file) + list_of(placeless);
  }

  std::string core() {
    return paragraph("No scenario meets all that the deal states, so nothing is said about its clauses.") + facts_html(deal_.core);
  }

  std::string undecided() {
    std::string out = paragraph(deal_.reason.empty() ? "A limit was hit before there was an answer." : with_code(deal_.reason) + ".");
    if (!deal_.reason_span.empty()) out += excerpts(sources_, {deal_.reason_span}, deal_.span.file);
    return out;
  }

  std::string repairs() {
    std::string own, negotiated;
    for (const Repair& repair : deal_.repairs) {
      std::vector<std::string> edits;
      for (const RepairEdit& edit : repair.edits) {
        std::string words = with_code(edit_text(repair, edit));
        if (!edit.span.empty()) words += fmt::format(" <span class=\"faint\">({})</span>", text(place_of(sources_, edit.span)));
        edits.push_back(std::move(words));
      }
      (repair.negotiates.empty() ? own : negotiated) += element("li", "", listed(edits)) + "\n";
    }
    std::string out;
    if (!own.empty()) {
      const auto ways = std::count_if(deal_.repairs.begin(), deal_.repairs.end(), [](const Repair& r) { return r.negotiates.empty(); });
      out += (ways > 1 ? paragraph("One of these, the smallest changes first; each was checked from scratch:") : "") + element("ul", "", "\n" + own) + "\n";
    }
    if (!negotiated.empty())
      out += paragraph(own.empty() ? "Renegotiate:" : "Or renegotiate:") + element("ul", "", "\n" + negotiated) + "\n";
    if (!deal_.repairs_note.empty()) out += element("p", "class=\"note\"", with_code(deal_.repairs_note) + ".") + "\n";
    return out;
  }

  std::string clauses() {
    if (deal_.clauses.empty()) return "";
    std::vector<const ClauseStatus*> order;
    for (const ClauseStatus& clause : deal_.clauses) order.push_back(&clause);
    const auto rank = [](ClauseState state) {
      return state == ClauseState::broken_always ? 0 : state == ClauseState::broken_sometimes ? 1
             : state == ClauseState::undecided ? 2 : state == ClauseState::kept ? 3 : 4;
    };
    std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return rank(a->state) < rank(b->state); });
    std::string rows, idle;
    std::size_t silent = 0;
    for (const ClauseStatus* clause : order) {
      const bool broken = clause->state == ClauseState::broken_always || clause->state == ClauseState::broken_sometimes;
      const std::string row = fmt::format("<tr{}><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>\n", broken ? " class=\"breach\"" : "",
                                          text(clause->clause), text(clause->title), state_words(clause->state));
      if (clause->state == ClauseState::never_applied) idle += row, ++silent;
      else rows += row;
    }
    std::string out;
    if (!rows.empty()) out += table("Clauses that have something to say here", rows);
    if (!idle.empty())
      out += element("details", "", element("summary", "", counted(silent, "clause") + " that never applied") + table("Clauses that never applied", idle)) + "\n";
    return out;
  }

  static std::string table(std::string_view caption, const std::string& rows) {
    return fmt::format("<div class=\"scroll plain\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table><caption>{0}.</caption><thead><tr><th scope=\"col\">Clause</th>"
                       "<th scope=\"col\">Title</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n{1}</tbody></table></div>\n",
                       caption, rows);
  }

  void add_notes(std::string& out, std::string_view heading, NoteKind kind) const {
    std::vector<std::string> lines;
    std::size_t more = 0;
    for (const ObligationNote& note : deal_.notes) {
      if (note.kind != kind) continue;
      if (lines.size() == kListedLines) {
        ++more;
        continue;
      }
      lines.push_back(fmt::format("<code>{}</code>{} {}", text(note.clause), note.date.empty() ? "" : ", " + text(note.date), with_code(note.text)));
    }
    if (more != 0) lines.push_back(fmt::format("and {} more", more));
    if (!lines.empty()) out += fmt::format("<h3>{}</h3>\n{}", heading, list_of(lines));
  }

  std::string notes() {
    std::string out;
    if (!deal_.assumptions.empty() && deal_.verdict != Verdict::impossible)
      out += "<h3>Assumed</h3>\n" + facts_html(deal_.assumptions);
    if (!deal_.open_events.empty()) out += "<h3>Events that may come later or never</h3>\n" + paragraph(names(deal_.open_events) + ".");
    std::vector<std::string> bounds;
    for (const AnyBound& any : deal_.any)
      bounds.push_back(fmt::format("<code>any {}: {}</code>: {}{}", text(any.name), text(any.type),
                                   any.complete ? fmt::format("{} looked at, more change nothing", any.count)
                                                : fmt::format("only up to {} looked at", any.count),
                                   any.why.empty() ? "" : ": " + with_code(any.why)));
    if (!bounds.empty()) out += "<h3>Any number of flows</h3>\n" + list_of(bounds);
    add_notes(out, "Mended", NoteKind::mended);
    add_notes(out, "Pending, due after the horizon", NoteKind::pending);
    add_notes(out, "Not judged, due before the horizon", NoteKind::not_judged);
    add_notes(out, "Lapsed", NoteKind::lapsed);
    add_notes(out, "Left out", NoteKind::left_out);
    return out;
  }

  const DealReport& deal_;
  const Sources& sources_;
  const HtmlOptions& options_;
  std::string out_;
};

}  // namespace

std::string deal_page(const DealReport& deal, const Sources& sources, const HtmlOptions& options) {
  return DealPage(deal, sources, options).write();
}

}  // namespace proviso::html
