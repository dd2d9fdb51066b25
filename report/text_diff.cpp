// What a change of a contract amounts to, as text.
#include "report/contract_findings.h"
#include "report/contract_text.h"
#include "report/escape_formats.h"
#include "report/lines.h"
#include "report/paint.h"
#include "report/render.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace proviso {
namespace {

Ink ink_of(Change change) {
  switch (change) {
    case Change::equal: return Ink::green;
    case Change::more:
    case Change::less:
    case Change::incomparable: return Ink::yellow;
    case Change::undecided: break;
  }
  return Ink::cyan;
}

class DiffText {
 public:
  DiffText(const DiffReport& report, const Sources& sources, const RenderOptions& options, std::ostream& out)
      : report_(report), sources_(sources), options_(options), paint_{options.colour}, out_(out),
        block_(paint_, out) {}

  void write() {
    out_ << paint_(ink_of(report_.change), headline(report_)) << '\n';
    if (!report_.never_together) {
      block_.sentence("compared on the days on which both are in force");
      if (!report_.reason.empty()) block_.sentence(report_.reason);
    }
    write_terms();
    write_readings();
    write_clauses();
    write_flow_types();
    write_others();
    write_witnesses();
    if (!report_.searched.complete || options_.verbose) block_.sentence(searched_text(report_.searched));
  }

 private:
  void write_readings() {
    std::vector<std::string> lines;
    for (const ReadingDifference& one : report_.by_reading)
      lines.push_back(fmt::format("with `{}`: {}", choice_text(one.readings), change_text(one.change)));
    block_.list("by reading", lines);
  }

  void write_terms() {
    std::vector<std::string> lines;
    for (const MovedValue& moved : report_.terms) lines.push_back(fmt::format("`{}` {}", moved.clause, moved_text(moved)));
    block_.list("the term of the contract", lines);
  }

  void write_clauses() {
    std::vector<std::string> same;
    bool first = true;
    for (const ClauseChange& clause : report_.clauses) {
      const bool in_one_only = clause.only_in_new || clause.only_in_old;
      if (clause.change == Change::equal && clause.moved.empty() && !in_one_only && !is_said_below(clause)) {
        same.push_back("`" + clause.clause + "`" + (clause.words_differ ? " in other words" : ""));
        continue;
      }
      if (std::exchange(first, false)) block_.label("clauses:");
      write_clause(clause);
    }
    block_.inline_list("the same", same);
  }

  // Of a permission, and of who owes, what changed is said further down.
  bool is_said_below(const ClauseChange& clause) const {
    return std::any_of(report_.others.begin(), report_.others.end(),
                       [&](const OtherChange& other) { return other.clause == clause.clause; });
  }

  void write_clause(const ClauseChange& clause) {
    std::string text =
        clause.change == Change::equal && is_said_below(clause) ? "see below" : change_text(clause.change);
    if (clause.only_in_old) text = "left out: " + text;
    if (clause.only_in_new) text = "new: " + text;
    if (!clause.favours.empty()) text += ", in favour of " + clause.favours;
    out_ << "    " << paint_(Ink::bold, clause.clause) << ": " << paint_(ink_of(clause.change), text) << '\n';
    for (const MovedValue& moved : clause.moved) {
      const std::string place = place_text(sources_, moved.after_span);
      block_.line(fmt::format("  {}{}", moved_text(moved), place.empty() ? "" : "  (" + place + ")"));
    }
    if (!clause.reason.empty()) block_.line("  " + clause.reason);
    if (!clause.searched.complete) block_.line("  " + searched_text(clause.searched));
  }

  void write_flow_types() {
    std::vector<std::string> lines;
    for (const FlowTypeChange& type : report_.flow_types)
      if (type.change != Change::equal || options_.verbose)
        lines.push_back(fmt::format("`{}`: {}", type.type, change_text(type.change)));
    block_.list("by type of flow", lines);
  }

  void write_others() {
    std::vector<std::string> lines;
    for (const OtherChange& other : report_.others)
      lines.push_back(other.text + (other.favours.empty() ? "" : ", in favour of " + other.favours));
    block_.list("otherwise", lines);
  }

  void write_witnesses() {
    for (const ClauseChange& clause : report_.clauses)
      for (const auto& shown : {clause.kept_by_new_only, clause.kept_by_old_only})
        if (shown) {
          out_ << '\n';
          write_situation(*shown, block_);
        }
    for (const OtherChange& other : report_.others)
      if (other.shown) {
        out_ << '\n';
        write_situation(*other.shown, block_);
      }
  }

  const DiffReport& report_;
  const Sources& sources_;
  const RenderOptions& options_;
  const Paint paint_;
  std::ostream& out_;
  TextBlock block_;
};

}  // namespace

void render_text(const DiffReport& report, const Sources& sources, const RenderOptions& options,
                 std::ostream& out) {
  std::ostringstream text;
  DiffText(report, sources, options, text).write();
  out << without_commands(text.str());
}

}  // namespace proviso
