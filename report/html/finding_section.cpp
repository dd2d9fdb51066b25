// One finding on a deal's page.
#include "report/finding.h"
#include "report/html/excerpt.h"
#include "report/html/parts.h"
#include "report/html/picture.h"
#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::html {

namespace {

constexpr std::size_t kListedValues = 12;

class FindingSection {
 public:
  FindingSection(const DealReport& deal, const Finding& finding, std::size_t number, const Sources& sources,
                 const HtmlOptions& options)
      : deal_(deal), finding_(finding), number_(number), id_(finding_id(number, finding)), sources_(sources),
        options_(options) {}

  std::string write() {
    head();
    out_ += flow_pictures(deal_, finding_, id_ + "-flows", options_.layout);
    clause();
    demands();
    reading();
    because();
    const TimelineView view = timeline_view(finding_);
    if (!view.lanes.empty()) out_ += heading("Over the years") + swim_lanes(view, id_ + "-years", breach_sentence(finding_));
    out_ += heading("Step by step") + step_table(finding_, breach_sentence(finding_));
    scenario();
    table();
    const bool possible = !finding_.always;
    return fmt::format("<section class=\"card finding{}{}\" id=\"{}\" aria-labelledby=\"{}-h\">\n{}</section>\n",
                       possible ? " possible" : "", finding_.suppressed ? " allowed" : "", id_, id_, out_);
  }

 private:
  static std::string heading(std::string_view words) { return element("h3", "", text(words)) + "\n"; }
  static std::string paragraph(const std::string& inner) { return element("p", "", inner) + "\n"; }

  void head() {
    out_ += fmt::format("<h2 id=\"{}-h\">{}. {}</h2>\n", id_, number_, text(breach_sentence(finding_)));
    std::string kind = finding_.always ? "in every scenario of the deal" : "in some scenarios of the deal";
    if (!finding_.title.empty()) kind = fmt::format("<q>{}</q>, broken {}", text(finding_.title), kind);
    else kind = "Broken " + kind;
    if (finding_.further == 1) kind += ", with 1 further breach of the same clause";
    if (finding_.further > 1) kind += fmt::format(", with {} further breaches of the same clause", finding_.further);
    out_ += element("p", "class=\"lead\"", kind + ".") + "\n";
    if (!finding_.suppressed) return;
    const Suppression& allowed = *finding_.suppressed;
    std::string words = allowed.kind == SuppressionKind::in_spec ? "Accepted by the deal" : "Accepted by the baseline";
    if (!allowed.reason.empty()) words += ": " + allowed.reason;
    if (!allowed.until.empty()) words += ", until " + allowed.until;
    out_ += element("p", "class=\"note\"", text(words) + ".") + "\n";
  }

  void clause() {
    out_ += heading("The clause");
    out_ += paragraph(fmt::format("<code>{}</code>{}", text(finding_.clause),
                                  finding_.title.empty() ? "" : ": " + text(finding_.title)));
    if (!finding_.cite.empty()) out_ += paragraph("Source: " + element("cite", "", text(finding_.cite)));
    std::vector<Span> spans;
    for (const Requirement& requirement : finding_.requirements)
      if (!requirement.span.empty()) spans.push_back(requirement.span);
    if (spans.empty() && !finding_.norm_span.empty()) spans.push_back(finding_.norm_span);
    if (!finding_.clause_span.empty()) spans.push_back(finding_.clause_span);
    out_ += excerpts(sources_, spans, FileId::none, "clause");
  }

  // What would have to hold, and what holds instead.
  void demands() {
    std::string inner;
    for (const Requirement& requirement : finding_.requirements) {
      std::string words;
      if (!requirement.text.empty()) words += "Demanded: " + element("code", "", text(requirement.text));
      if (!requirement.instead.empty()) words += (words.empty() ? "" : "<br>") + ("Instead: " + with_code(requirement.instead));
      if (!words.empty()) inner += element("p", "class=\"instead\"", words) + "\n";
    }
    std::vector<std::string> hops;
    for (const ShownFlow& hop : finding_.cut)
      if (hop.role != Role::missing) hops.push_back(text(flow_text(hop) + ": " + hop.note));
    if (inner.empty() && hops.empty()) return;
    out_ += heading("What would have to hold") + inner;
    std::vector<std::string> bound;
    for (const auto& [binder, name] : finding_.bound)
      if (binder != name) bound.push_back(fmt::format("<code>{}</code> is <code>{}</code>", text(binder), text(name)));
    if (!bound.empty()) out_ += paragraph("Here " + listed(bound) + ".");
    if (!hops.empty()) out_ += paragraph("These do not count on the way:") + list_of(hops);
  }

  void reading() {
    if (finding_.reading.empty()) return;
    out_ += heading("The reading that matters");
    std::string words = "It is broken when the text is read as " + element("code", "", text(finding_.reading));
    if (!finding_.reading_title.empty()) words += fmt::format(": <q>{}</q>", text(finding_.reading_title));
    out_ += paragraph(words + ".");
  }

  void facts(const std::vector<SourceFact>& all) {
    std::vector<Span> spans;
    std::vector<std::string> placeless;
    for (const SourceFact& fact : all) {
      if (fact.span.empty()) placeless.push_back(element("code", "", text(fact.text)));
      else spans.push_back(fact.span);
    }
    out_ += excerpts(sources_, spans, deal_.span.file) + list_of(placeless);
  }

  void because() {
    if (finding_.because.empty()) return;
    out_ += heading("The lines that cause it");
    out_ += paragraph(finding_.because_minimal
                          ? "Each marked part is needed: without any one of them the clause would be kept."
                          : "What the breach rests on.");
    facts(finding_.because);
    if (!finding_.because_others.empty() || finding_.because_capped) others();
    if (finding_.same_cause.empty()) return;
    std::vector<std::string> same;
    for (const std::string& clause : finding_.same_cause) same.push_back(element("code", "", text(clause)));
    out_ += paragraph("The same cause breaks " + listed(same) + ".");
  }

  void others() {
    const std::string before = std::move(out_);
    out_.clear();
    for (std::size_t i = 0; i < finding_.because_others.size(); ++i) {
      out_ += paragraph(fmt::format("Also, on its own, cause {}:", i + 2));
      facts(finding_.because_others[i]);
    }
    if (finding_.because_capped) out_ += paragraph("There may be more causes: not all were looked for.");
    out_ = before + element("details", "", element("summary", "", "Other causes") + out_) + "\n";
  }

  void scenario() {
    std::vector<std::string> values;
    for (const ScenarioValue& value : finding_.scenario)
      if (value.kind != OpenKind::reading || value.name + " = " + value.value != finding_.reading)
        values.push_back(fmt::format("{} <span class=\"faint\">({})</span>", text(scenario_text(value)), text(kind_text(value.kind))));
    if (!values.empty()) {
      out_ += heading("In the scenario where");
      if (values.size() > kListedValues) {
        const std::size_t more = values.size() - kListedValues;
        values.resize(kListedValues);
        values.push_back(fmt::format("and {} more", more));
      }
      out_ += list_of(values);
    }
    std::vector<std::string> depends;
    for (const ScenarioValue& value : finding_.depends_on) {
      if (is_further_copy(deal_, value.name)) continue;
      std::string words = fmt::format("<code>{}</code> ({})", text(value.name), text(kind_text(value.kind)));
      if (!value.value.empty())
        words += fmt::format(": the clause is kept exactly when <code>{}</code> {}", text(value.name), text(value.value));
      depends.push_back(words);
    }
    if (depends.empty()) return;
    out_ += heading("Whether it is broken depends on") + list_of(depends);
  }

  void table() {
    remarks();
    if (finding_.table.empty()) return;
    std::string rows;
    for (const TableRow& row : finding_.table) {
      std::string state = word(row.state);
      std::replace(state.begin(), state.end(), '_', ' ');
      rows += fmt::format("<tr{}><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td class=\"date\">{}</td><td>{}</td></tr>\n",
                          row.state == RowState::broken ? " class=\"breach\"" : "", text(row.clause), text(row.title), text(state),
                          text(row.date), with_code(row.detail));
    }
    out_ += fmt::format("<details><summary>All clauses in this scenario</summary><div class=\"scroll plain\" tabindex=\"0\" role=\"group\" "
                        "aria-label=\"all clauses, {}\"><table><thead><tr><th scope=\"col\">Clause</th><th scope=\"col\">Title</th>"
                        "<th scope=\"col\">State</th><th scope=\"col\">Day</th><th scope=\"col\">About</th></tr></thead>\n<tbody>\n{}</tbody>"
                        "</table></div></details>\n",
                        text(breach_sentence(finding_)), rows);
  }

  void remarks() {
    if (!finding_.first_date.empty())
      out_ += element("p", "class=\"note\"", fmt::format("First broken on {}, and not mended in time.", text(finding_.first_date))) + "\n";
    if (finding_.beyond_last)
      out_ += element("p", "class=\"note\"",
                      fmt::format("{} lies beyond the last date that the deal declares; if it is not meant to be judged for so "
                                  "long, end its horizon with <code>judged A .. B</code>.",
                                  text(finding_.date))) + "\n";
  }

  const DealReport& deal_;
  const Finding& finding_;
  std::size_t number_;
  std::string id_;
  const Sources& sources_;
  const HtmlOptions& options_;
  std::string out_;
};

}  // namespace

std::string finding_id(std::size_t number, const Finding& finding) {
  return fmt::format("f{}-{}", number, id_part(finding.clause));
}

std::string finding_section(const DealReport& deal, const Finding& finding, std::size_t number, const Sources& sources,
                            const HtmlOptions& options) {
  return FindingSection(deal, finding, number, sources, options).write();
}

}  // namespace proviso::html
