// Pictures in a page: the flows of a finding beside the nearest deal that complies, and the lanes of
// the parties over the years. Each is an image with a title and a description, and a caption.
#pragma once

#include "report/timeline_view.h"
#include "solver/verdict.h"

#include <chrono>
#include <string>
#include <string_view>

namespace proviso::html {

// Drawn within the time given, else smaller; where nothing can be drawn it says so. `id` is unique in
// the page.
[[nodiscard]] std::string flow_pictures(const DealReport& deal, const Finding& finding, std::string_view id,
                                        std::chrono::milliseconds limit);

[[nodiscard]] std::string swim_lanes(const TimelineView& view, std::string_view id, std::string_view title);

// What Graphviz wrote as a picture inside a page: without prologue and ids, as wide as it wants to be.
[[nodiscard]] std::string inline_svg(std::string_view svg, std::string_view id, std::string_view title,
                                     std::string_view description);

}  // namespace proviso::html
