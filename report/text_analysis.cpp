// The health of contracts as text: a table of clauses, then what was found.
#include "model/syntax/render_diagnostic.h"
#include "report/contract_findings.h"
#include "report/contract_text.h"
#include "report/escape_formats.h"
#include "report/finding.h"
#include "report/lines.h"
#include "report/paint.h"
#include "report/render.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace proviso {
namespace {

struct Column {
  std::string_view head;
  std::string_view meaning;
  HealthMark ClauseHealth::*mark;
};
constexpr std::array kColumns{
    Column{"arises", "what it is about can come up while all is kept", &ClauseHealth::arises},
    Column{"kept", "it can be kept then", &ClauseHealth::kept},
    Column{"broken", "it can be broken", &ClauseHealth::broken},
    Column{"follows", "something follows from breaking it", &ClauseHealth::consequence},
    Column{"decisive", "it forbids what no other clause forbids; of a permission: it shields something",
           &ClauseHealth::decisive},
    Column{"exception", "its exception excuses something", &ClauseHealth::exception},
};
constexpr std::size_t kNameColumns = 44;

// What cannot be asked of a clause is no answer.
std::string_view mark_text(const HealthMark& mark) {
  return mark.truth == Truth::impossible ? "-" : word(mark.truth);
}

Ink ink_of(const HealthMark& mark) {
  switch (mark.truth) {
    case Truth::no: return Ink::yellow;
    case Truth::depends: return Ink::yellow;
    case Truth::undecided: return Ink::cyan;
    case Truth::yes:
    case Truth::impossible: break;
  }
  return Ink::plain;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t have = columns_of(text);
  return std::string(text) + std::string(have < columns ? columns - have : 0, ' ');
}

class AnalysisText {
 public:
  AnalysisText(const ContractAnalysis& analysis, const Sources& sources, const RenderOptions& options,
               const Paint& paint, std::ostream& out)
      : analysis_(analysis), sources_(sources), options_(options), paint_(paint), out_(out), block_(paint, out) {}

  void write() {
    write_header();
    write_clauses();
    write_powers();
    write_claims();
    block_.inline_list("in play only in breach of others", quoted(analysis_.left_out));
    for (const AnalysisFinding& finding : analysis_.findings)
      if (!finding.is_allowed) write_finding(finding);
    write_allowed();
  }

 private:
  static std::vector<std::string> quoted(const std::vector<std::string>& names) {
    std::vector<std::string> result;
    for (const std::string& name : names) result.push_back("`" + name + "`");
    return result;
  }

  void write_header() {
    const ContractAnswer& answer = analysis_.consistent;
    Ink ink = Ink::cyan;
    std::string words = "consistency is undecided";
    switch (answer.truth) {
      case Truth::yes: ink = Ink::green; words = "consistent"; break;
      case Truth::no: ink = Ink::red; words = "inconsistent"; break;
      case Truth::depends: ink = Ink::yellow; words = "consistent under some readings"; break;
      case Truth::impossible: ink = Ink::red; words = "cannot be kept"; break;
      case Truth::undecided: break;
    }
    out_ << paint_(ink, fmt::format("{}: {}", fmt::join(analysis_.contracts, ", "), words)) << '\n';
    out_ << paint_(Ink::plain, "  " + place_text(sources_, analysis_.span)) << '\n';
    if (answer.truth != Truth::yes)
      for (const std::string& line : answer_lines(answer)) block_.sentence(line);
    if (!answer.searched.complete || options_.verbose) block_.sentence(searched_text(answer.searched));
  }

  // The contract's name goes without saying where there is one.
  std::string short_name(const std::string& clause) const {
    if (analysis_.contracts.size() != 1) return clause;
    const std::string own = analysis_.contracts.front() + ".";
    return clause.starts_with(own) ? clause.substr(own.size()) : clause;
  }

  void write_clauses() {
    if (analysis_.clauses.empty()) return;
    std::size_t width = 6;
    for (const ClauseHealth& row : analysis_.clauses)
      width = std::max(width, std::min(kNameColumns, columns_of(short_name(row.clause))));
    std::string head = "  " + padded("clause", width);
    std::vector<std::size_t> widths;
    for (const Column& column : kColumns) {
      widths.push_back(column.head.size());
      for (const ClauseHealth& row : analysis_.clauses)
        widths.back() = std::max(widths.back(), columns_of(mark_text(row.*column.mark)));
    }
    for (std::size_t i = 0; i < kColumns.size(); ++i)
      head += "  " + (i + 1 == kColumns.size() ? std::string(kColumns[i].head) : padded(kColumns[i].head, widths[i]));
    out_ << '\n' << paint_(Ink::bold, head) << '\n';
    for (const ClauseHealth& row : analysis_.clauses) {
      out_ << "  " << visible(padded(cut_to(short_name(row.clause), kNameColumns), width));
      for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const HealthMark& mark = row.*kColumns[i].mark;
        const bool last = i + 1 == kColumns.size();
        const std::string text =
            last ? std::string(mark_text(mark)) : padded(mark_text(mark), widths[i]);
        out_ << "  " << paint_(ink_of(mark), text);
      }
      out_ << '\n';
    }
    write_reasons();
  }

  void write_reasons() {
    std::vector<std::string> reasons;
    for (const ClauseHealth& row : analysis_.clauses)
      for (const Column& column : kColumns) {
        const HealthMark& mark = row.*column.mark;
        const bool told = mark.truth == Truth::yes || mark.truth == Truth::impossible || mark.reason.empty();
        const bool common = column.mark == &ClauseHealth::consequence;  // most clauses say nothing of it
        if (!told && (!common || options_.verbose))
          reasons.push_back(fmt::format("`{}`, {}: {}", short_name(row.clause), column.head, mark.reason));
      }
    block_.list("why not", reasons);
    if (!options_.verbose && !options_.table) return;
    std::vector<std::string> legend;
    for (const Column& column : kColumns) legend.push_back(fmt::format("{}: {}", column.head, column.meaning));
    block_.list("what is asked", legend);
  }

  void write_powers() {
    std::vector<std::string> lines;
    for (const PowerHealth& power : analysis_.powers) {
      std::string text = fmt::format("`{}`, by {}: ", power.event, power.by);
      text += power.usable.truth == Truth::yes  ? "can come about"
              : power.usable.truth == Truth::no ? "can never come about"
                                                : word(power.usable.truth);
      if (!power.usable.reason.empty()) text += ": " + power.usable.reason;
      if (power.matters.truth == Truth::no) text += "; " + power.matters.reason;
      lines.push_back(std::move(text));
    }
    block_.list("events and powers", lines);
  }

  void write_claims() {
    std::vector<std::string> lines;
    for (const ClaimAnswer& claim : analysis_.claims) {
      const Truth truth = claim.answer.truth;
      std::string text = claim.text + ": ";
      text += truth == Truth::yes ? "holds" : truth == Truth::no ? "does not hold" : word(truth);
      if (const std::string by = choices_text(claim.answer); !by.empty()) text += ", " + by;
      if (truth == Truth::yes && !claim.answer.searched.complete) text += ", " + searched_text(claim.answer.searched);
      lines.push_back(std::move(text));
    }
    block_.list("claims", lines);
  }

  void write_finding(const AnalysisFinding& finding) {
    out_ << '\n' << render(diagnostic_of(finding), sources_, paint_.colour);
    if (finding.answer.shown) write_situation(*finding.answer.shown, block_);
  }

  void write_allowed() {
    std::vector<std::string> lines;
    for (const AnalysisFinding& finding : analysis_.findings) {
      if (!finding.is_allowed) continue;
      const std::string& about = finding.clause.empty() ? finding.contract : finding.clause;
      lines.push_back(
          fmt::format("{} `{}`{}", finding.name, about, finding.allowed.empty() ? "" : ": " + finding.allowed));
    }
    block_.list("allowed", lines);
  }

  const ContractAnalysis& analysis_;
  const Sources& sources_;
  const RenderOptions& options_;
  const Paint& paint_;
  std::ostream& out_;
  TextBlock block_;
};

}  // namespace

void render_text(const AnalysisReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  const Paint paint{options.colour};
  for (const ContractAnalysis& analysis : report.contracts) {
    std::ostringstream text;
    AnalysisText(analysis, sources, options, paint, text).write();
    out << without_commands(text.str()) << '\n';
  }
  out << visible(summary_line(report)) << '\n';
}

}  // namespace proviso
