// The graphs of a report's findings as files.
#pragma once

#include "solver/verdict.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace proviso {

enum class GraphFormat { graphml, dot, svg };

// One file a finding and format, `<deal>-<n>-<clause>.<format>`; makes `directory` if it is not
// there. Each file is complete or absent: it is written under another name and renamed. Without
// Graphviz the other formats are still written, and the error says so.
[[nodiscard]] tl::expected<std::vector<std::filesystem::path>, std::string> write_graphs(
    const CheckReport& report, const std::filesystem::path& directory,
    const std::vector<GraphFormat>& formats = {GraphFormat::graphml, GraphFormat::dot,
                                               GraphFormat::svg});

// The pictures of all findings in Graphviz's language, one graph after the other.
[[nodiscard]] std::string findings_as_dot(const CheckReport& report);

}  // namespace proviso
