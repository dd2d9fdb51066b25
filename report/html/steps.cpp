// The counterexample as a table: what happens on which day, who does it, what it is to the breach.
#include "report/finding.h"
#include "report/html/parts.h"
#include "report/html/text.h"
#include "report/timeline_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace proviso::html {

namespace {

constexpr std::size_t kContext = 8;   // flows that play no part
constexpr std::size_t kFold = 4;      // so many alike are one row
constexpr std::size_t kRows = 60;

struct Step {
  std::string date;
  int order = 0;       // within a day: what begins, what happens, what is broken, what ends
  std::string who;
  std::string what;    // HTML
  std::string part;
  bool breach = false;
};

std::string role_words(const ShownFlow& flow, std::size_t count) {
  const std::string path = flow.on_path ? ", on the path" : "";
  switch (flow.role) {
    case Role::violating: return (count == 1 ? "breaks the clause" : "break the clause") + path;
    case Role::missing: return "demanded, and missing";
    case Role::supporting: return "the breach rests on it" + path;
    case Role::context: break;
  }
  return "plays no part";
}

std::string flow_html(const ShownFlow& flow, std::size_t count) {
  std::string ends;
  if (!flow.from.empty()) ends += " from " + text(flow.from);
  if (!flow.to.empty()) ends += " to " + text(flow.to);
  if (count > 1) return fmt::format("{} \u00d7 {}{}, the first of them <code>{}</code>", count, text(flow.type), ends, text(flow.name));
  std::string out = flow.name.empty() ? "some " + text(flow.type) : fmt::format("<code>{}</code>: {}", text(flow.name), text(flow.type));
  out += ends;
  std::string fields;
  for (const ShownField& field : flow.fields)
    if (field.matters) fields += (fields.empty() ? "" : ", ") + text(field_text(field));
  return fields.empty() ? out : out + ", " + fields;
}

class Steps {
 public:
  explicit Steps(const Finding& finding) : finding_(finding) {}

  std::string table(std::string_view id) {
    add_flows();
    add_marks();
    std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) {
      return std::tie(a.date, a.order) < std::tie(b.date, b.order);
    });
    std::string rows;
    for (std::size_t i = 0; i < steps_.size() && i < kRows; ++i) rows += row(steps_[i]);
    if (steps_.size() > kRows) left_out_ += steps_.size() - kRows;
    std::string caption = "What happens in the scenario in which the clause is broken";
    if (left_out_ != 0)
      caption += left_out_ == 1 ? "; 1 more that plays no part is left out"
                                : fmt::format("; {} more that play no part are left out", left_out_);
    return fmt::format("<div class=\"scroll plain\" tabindex=\"0\" role=\"group\" aria-label=\"step by step, {}\"><table>"
                       "<caption>{}.</caption>\n<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">Who</th><th scope=\"col\">What"
                       "</th><th scope=\"col\">Part in the breach</th></tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
                       text(id), caption, rows);
  }

 private:
  static std::string row(const Step& step) {
    const std::string date = step.date.empty() ? "before" : step.date;
    return fmt::format("<tr{}><th scope=\"row\" class=\"date\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       step.breach ? " class=\"breach\"" : "", text(date), text(step.who), step.what, text(step.part));
  }

  using Key = std::tuple<std::string, std::string, std::string, Role>;
  static Key key_of(const ShownFlow& flow) { return {flow.type, flow.from, flow.to, flow.role}; }

  void add_flows() {
    std::map<Key, std::size_t> alike;
    for (const ShownFlow& flow : finding_.flows)
      if (!flow.event) ++alike[key_of(flow)];
    std::map<Key, bool> told;
    std::size_t context = 0;
    for (const ShownFlow& flow : finding_.flows) {
      const bool never = flow.event && !day_in(flow.start);
      if (never && flow.role == Role::context) continue;
      const std::size_t count = flow.event || flow.on_path ? 1 : alike[key_of(flow)];
      if (count >= kFold && std::exchange(told[key_of(flow)], true)) continue;
      const bool shown = flow.role != Role::context || context++ < kContext;
      if (shown) add_flow(flow, count >= kFold ? count : 1);
      else left_out_ += count >= kFold ? count : 1;
    }
  }

  void add_flow(const ShownFlow& flow, std::size_t count) {
    Step step{flow.start, 0, flow.from, flow_html(flow, count), role_words(flow, count)};
    if (flow.event) {
      const bool happens = day_in(flow.start).has_value();
      step.date = happens ? flow.start : "never";
      step.order = 1;
      step.who = party_of(flow.name);
      step.what += happens ? " happens" : " does not happen";
      steps_.push_back(std::move(step));
      return;
    }
    if (flow.role == Role::missing) {
      step.order = 2;
      if (step.date.empty()) step.date = finding_.date;
      step.what += " is missing";
      steps_.push_back(std::move(step));
      return;
    }
    const bool ends = day_in(flow.end).has_value();
    steps_.push_back(step);
    steps_.back().what += count == 1 ? " begins" : " begin";
    if (!ends || flow.role == Role::context || count > 1) {
      if (ends) steps_.back().what += ", until " + text(flow.end);
      return;
    }
    step.date = flow.end;
    step.order = 4;
    step.what = fmt::format("<code>{}</code> ends, its last day was the one before", text(flow.name));
    steps_.push_back(std::move(step));
  }

  [[nodiscard]] std::string party_of(const std::string& event) const {
    for (const TimeRow& row : finding_.timeline.rows)
      if (row.kind == TimeRowKind::event && row.name == event) return row.party;
    return "";
  }

  // The broken clause: when it begins, falls due, and is broken.
  void add_marks() {
    bool breach = false;
    for (const TimeRow& row : finding_.timeline.rows) {
      if (row.kind != TimeRowKind::clause || row.name != finding_.clause) continue;
      const std::string name = fmt::format("<code>{}</code>", text(short_clause(row.name)));
      if (day_in(row.start)) steps_.push_back({row.start, 0, row.party, name + " comes into force", "the clause"});
      if (day_in(row.end)) steps_.push_back({row.end, 4, row.party, name + " is no longer in force", "the clause"});
      for (const TimeMark& mark : row.marks) {
        Step step{mark.date, 3, row.party, name, "the clause"};
        if (mark.kind == TimeMarkKind::breach) step.what += " is broken", step.breach = breach = true, step.part = "the breach";
        if (mark.kind == TimeMarkKind::due) step.what += " falls due";
        if (mark.kind == TimeMarkKind::kept) step.what += " is kept";
        if (mark.kind == TimeMarkKind::mended) step.what += " is mended";
        if (!mark.detail.empty()) step.what += " " + with_code(mark.detail);
        steps_.push_back(std::move(step));
      }
    }
    if (!breach)
      steps_.push_back({finding_.date, 3, finding_.bearer,
                        fmt::format("<code>{}</code> is broken", text(short_clause(finding_.clause))), "the breach", true});
  }

  const Finding& finding_;
  std::vector<Step> steps_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string step_table(const Finding& finding, std::string_view id) { return Steps(finding).table(id); }

}  // namespace proviso::html
