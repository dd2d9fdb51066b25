#include "report/text_mutation.h"

#include "report/lines.h"
#include "report/paint.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace proviso {
namespace {

constexpr std::size_t kMostWords = 70;

std::string many(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

class MutationText {
 public:
  MutationText(const MutationReport& report, const Sources& sources, const RenderOptions& options, std::ostream& out)
      : report_(report), sources_(sources), options_(options), paint_{options.colour}, out_(out) {}

  void write() {
    std::string clause;
    for (const Mutant& mutant : report_.mutants) {
      if (mutant.noticed && !options_.verbose) continue;
      const std::string name = mutant.contract + "." + mutant.name;
      if (name != clause) write_head(name);
      clause = name;
      write_mutant(mutant);
    }
    if (!clause.empty()) out_ << '\n';
    out_ << visible(summary_line(report_)) << '\n';
  }

 private:
  void write_head(const std::string& name) {
    const auto of = [&](const Mutant& mutant) { return mutant.contract + "." + mutant.name == name; };
    const auto all = std::count_if(report_.mutants.begin(), report_.mutants.end(), of);
    const auto noticed = std::count_if(report_.mutants.begin(), report_.mutants.end(),
                                       [&](const Mutant& mutant) { return of(mutant) && mutant.noticed; });
    const auto first = std::find_if(report_.mutants.begin(), report_.mutants.end(), of);
    out_ << paint_(noticed == all ? Ink::green : Ink::yellow, name)
         << visible(fmt::format(": {} of {} noticed", noticed, many(static_cast<std::size_t>(all), "change")));
    out_ << visible(first->expectations == 0 ? ", no expectation is under it"
                                             : ", " + many(first->expectations, "expectation") + " under it")
         << '\n';
  }

  void write_mutant(const Mutant& mutant) {
    out_ << "  " << visible(place_text(sources_, mutant.span)) << ": " << paint_(Ink::bold, mutant.what) << ": "
         << visible(cut_to(mutant.before, kMostWords));
    if (!mutant.after.empty()) out_ << " -> " << visible(cut_to(mutant.after, kMostWords));
    out_ << '\n';
    if (mutant.noticed) {
      const std::string at = place_text(sources_, mutant.noticed_at);
      out_ << "    " << visible("noticed by `" + mutant.noticed_by + "` at " + at) << '\n';
    } else if (mutant.undecided) {
      out_ << "    " << visible("some expectation is undecided under it, no other notices") << '\n';
    } else if (mutant.touched > 0) {
      out_ << "    "
           << visible(many(mutant.touched, "expectation") + " may rest on it and came out as before")
           << '\n';
    }
  }

  const MutationReport& report_;
  const Sources& sources_;
  const RenderOptions& options_;
  Paint paint_;
  std::ostream& out_;
};

}  // namespace

std::string summary_line(const MutationReport& report) {
  const auto noticed = static_cast<std::size_t>(std::count_if(
      report.mutants.begin(), report.mutants.end(), [](const Mutant& mutant) { return mutant.noticed; }));
  const std::size_t total = report.mutants.size();
  if (total == 0) return "there is no clause to change in what was given";
  return fmt::format("{} tried against {}: {} noticed, {} not", many(total, "change"),
                     many(report.expectations, "expectation"), noticed, total - noticed);
}

void write_mutation(const MutationReport& report, const Sources& sources, const RenderOptions& options,
                    std::ostream& out) {
  MutationText(report, sources, options, out).write();
}

}  // namespace proviso
