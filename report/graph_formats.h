// A finding's graph written out: GraphML with all of it, DOT and SVG with what a picture shows.
#pragma once

#include "report/graph.h"

#include <tl/expected.hpp>

#include <chrono>
#include <ostream>
#include <string>

namespace proviso {

void write_graphml(const FindingGraph& graph, std::ostream& out);

// A page that has its own headings asks for one side without them.
struct PictureOptions {
  std::optional<Side> only = std::nullopt;
  bool headings = true;
};

// The picture in Graphviz's language; fold with `condensed` first.
[[nodiscard]] std::string dot_text(const FindingGraph& graph, const PictureOptions& options = {});

// Lays a DOT text out with Graphviz's `dot`. The error says what went wrong: no `dot`, the time
// limit, or what `dot` complained about. `about` becomes the picture's accessible title.
[[nodiscard]] tl::expected<std::string, std::string> svg_from_dot(
    const std::string& dot, const std::string& about,
    std::chrono::milliseconds limit = std::chrono::seconds{10});

}  // namespace proviso
