// Findings that are known and accepted for now: a file beside the specs.
#pragma once

#include "app/files.h"
#include "solver/verdict.h"

#include <tl/expected.hpp>

#include <compare>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

// Nothing in it changes with lines, values of a counterexample or versions of the solver.
struct BaselineKey {
  std::string file;    // relative to the baseline's directory
  std::string deal;
  std::string clause;  // empty: the verdict itself, of an impossible or undecided deal
  std::string rule;    // "PV210"
  std::string text;    // hash of what the clause says, or of what contradicts each other

  friend auto operator<=>(const BaselineKey&, const BaselineKey&) = default;
};

struct Baseline {
  std::set<BaselineKey> known;
};

// "proviso-baseline/1". The error says what is wrong with the text.
[[nodiscard]] tl::expected<Baseline, std::string> read_baseline(const std::string& text);
[[nodiscard]] std::string print_baseline(const Baseline& baseline);

// Turns the path of a spec into the one that the baseline of that path uses.
using BaselinePath = std::function<std::string(const std::string&)>;
[[nodiscard]] BaselinePath paths_beside(const Files& files, const std::string& baseline_path);

// What a baseline would hold of a report: everything that is not allowed in the spec.
[[nodiscard]] Baseline baseline_of(const CheckReport& report, const Sources& sources,
                                   const BaselinePath& path);

// Suppresses in the report what is known.
void apply_baseline(CheckReport& report, const Sources& sources, const Baseline& baseline,
                    const BaselinePath& path);

// Entries that no longer describe anything, although it was looked for. `looked_at` says so of a
// deal (by the baseline's name of its file), also of one that is not there any more.
using LookedAt = std::function<bool(const BaselineKey&)>;
[[nodiscard]] std::vector<BaselineKey> stale_entries(const Baseline& baseline, const Baseline& now,
                                                     const LookedAt& looked_at);

// "`Supply.care` in `Plan` (deals/plan.proviso)"
[[nodiscard]] std::string entry_text(const BaselineKey& key);

}  // namespace proviso
