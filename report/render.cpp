#include "report/render.h"

#include <algorithm>

namespace proviso {
namespace {

constexpr Renderer kRenderers[] = {
    {"text", "for people, with excerpts of the specs", render_text},
    {"json", "for programs, schema proviso-report/1", render_json},
};

}  // namespace

std::span<const Renderer> renderers() { return kRenderers; }

const Renderer* renderer(std::string_view name) {
  const auto found = std::find_if(std::begin(kRenderers), std::end(kRenderers),
                                  [name](const Renderer& row) { return row.name == name; });
  return found == std::end(kRenderers) ? nullptr : found;
}

}  // namespace proviso
