// The formats that are made from a flat list of results. `sources` gives the places of spans.
#pragma once

#include "report/result.h"

#include <ostream>

namespace proviso {

// SARIF 2.1.0 as GitHub's code scanning takes it: at most 25,000 results, 1,000 steps a result.
void write_sarif(const ResultSet& set, const Sources& sources, const RenderOptions& options, std::ostream& out);

// JUnit's XML: a suite a spec, a case a deal and clause. Broken is a failure, undecided an error, what
// is accepted is skipped.
void write_junit(const ResultSet& set, const Sources& sources, const RenderOptions& options, std::ostream& out);

// Workflow commands: GitHub keeps 10 errors, 10 warnings and 10 notices of a step, so the worst are
// printed and it is said how many more there are.
void write_github(const ResultSet& set, const Sources& sources, const RenderOptions& options, std::ostream& out);

// GitLab's code quality report.
void write_gitlab(const ResultSet& set, const Sources& sources, const RenderOptions& options, std::ostream& out);

// For a job summary: less than 1 MiB, a small Mermaid diagram a finding.
void write_markdown(const ResultSet& set, const Sources& sources, const RenderOptions& options, std::ostream& out);

}  // namespace proviso
