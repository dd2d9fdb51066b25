#include "report/finding.h"
#include "report/graph.h"
#include "report/graph_formats.h"
#include "report/html/picture.h"
#include "report/html/text.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace proviso::html {

namespace {

// Less of everything, for a graph that could not be laid out in time.
constexpr PictureLimits kSmall{3, 2, 2, 4, 2, 8, 12};

struct Counts {
  std::size_t things = 0, flows = 0;
};

Counts counts_of(const FindingGraph& graph, Side side) {
  Counts counts;
  for (const Vertex v : boost::make_iterator_range(vertices(graph)))
    if (graph[v].side == side) ++counts.things;
  for (const Edge e : boost::make_iterator_range(edges(graph)))
    if (graph[source(e, graph)].side == side && graph[e].kind == EdgeKind::flow) counts.flows += graph[e].count;
  return counts;
}

std::string describe(const EdgeProps& props, const FindingGraph& graph, Edge edge) {
  const std::string what = props.count > 1 ? fmt::format("{} flows of type {}", props.count, props.type)
                           : props.name.empty() ? "some " + props.type
                                                : props.name + ": " + props.type;
  std::string text = fmt::format("{} from {} to {}", what, graph[source(edge, graph)].name, graph[target(edge, graph)].name);
  if (props.fate) return text + ", " + word(*props.fate);
  if (props.role != Role::context) text += fmt::format(", {}", word(props.role));
  return text;
}

// The flows that matter, in words, for those who cannot see the picture.
std::string description(const FindingGraph& graph, Side side) {
  constexpr std::size_t kTold = 12;
  std::vector<std::string> told;
  std::size_t more = 0;
  for (const Edge e : boost::make_iterator_range(edges(graph))) {
    const EdgeProps& props = graph[e];
    if (graph[source(e, graph)].side != side || props.kind != EdgeKind::flow) continue;
    if (props.role == Role::context && props.fate.value_or(Fate::kept) == Fate::kept) continue;
    if (told.size() < kTold) told.push_back(describe(props, graph, e));
    else ++more;
  }
  std::string text = told.empty() ? "No flow takes part" : fmt::format("{}", fmt::join(told, "; "));
  if (more != 0) text += fmt::format("; and {}", counted(more, "more flow"));
  return text + ".";
}

std::string caption(const FindingGraph& graph, Side side, const Counts& counts) {
  const GraphProps& about = graph[boost::graph_bundle];
  std::string text_ = side == Side::nearest ? "<b>The nearest deal that complies</b>"
                      : about.edits.empty() ? "<b>The deal and its flows</b>"
                                            : "<b>As proposed</b>";
  if (side == Side::nearest) {
    std::vector<std::string> edits;
    for (const std::string& edit : about.edits) edits.push_back(with_code(edit));
    text_ += ": " + listed(edits);
  } else {
    text_ += fmt::format(": {} {} and {}", counts.things, counts.things == 1 ? "party or thing" : "parties and things",
                         counted(counts.flows, "flow"));
  }
  if (const std::string rest = left_out_text(about); !rest.empty()) text_ += "; " + text(rest);
  return text_ + ".";
}

std::string not_drawn(const std::string& why) {
  return element("p", "class=\"note\"", "The flows are not drawn: " + with_code(why) + ". The table of steps has them.") + "\n";
}

tl::expected<std::string, std::string> picture(const FindingGraph& graph, Side side, std::string_view id,
                                               std::chrono::milliseconds limit) {
  const std::string title = side == Side::proposed ? graph[boost::graph_bundle].sentence : "The nearest deal that complies";
  const auto svg = svg_from_dot(dot_text(graph, {side, false}), title, limit);
  if (!svg) return tl::unexpected(svg.error());
  const std::string label = side == Side::proposed ? "flows of the deal" : "flows of the nearest deal that complies";
  return fmt::format("<figure><figcaption>{}</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\"{}>{}</div></figure>\n",
                     caption(graph, side, counts_of(graph, side)), attribute("aria-label", label + ", " + title),
                     inline_svg(*svg, id, title, description(graph, side)));
}

// The number before "pt" in an attribute of the outermost element.
std::string points(std::string_view head, std::string_view name) {
  const std::string key = fmt::format(" {}=\"", name);
  const auto at = head.find(key);
  if (at == std::string_view::npos) return "";
  const auto begin = at + key.size();
  const auto end = head.find_first_not_of("0123456789", begin);
  return std::string(head.substr(begin, end - begin));
}

void drop_all(std::string& svg, std::string_view begin, std::string_view end) {
  for (auto at = svg.find(begin); at != std::string::npos; at = svg.find(begin, at)) {
    const auto stop = svg.find(end, at + begin.size());
    if (stop == std::string::npos) return;
    svg.erase(at, stop + end.size() - at);
  }
}

void replace_all(std::string& svg, std::string_view old, std::string_view with) {
  for (auto at = svg.find(old); at != std::string::npos; at = svg.find(old, at + with.size()))
    svg.replace(at, old.size(), with);
}

}  // namespace

std::string inline_svg(std::string_view svg, std::string_view id, std::string_view title,
                       std::string_view description) {
  const auto begin = svg.find("<svg");
  const auto inside = begin == std::string_view::npos ? begin : svg.find('>', begin);
  if (inside == std::string_view::npos) return "";
  const std::string_view head = svg.substr(begin, inside - begin);
  const auto view = head.find(" viewBox=\"");
  const std::string box(view == std::string_view::npos ? "" : head.substr(view, head.find('"', view + 10) + 1 - view));
  std::string body(svg.substr(inside + 1));
  // Nodes and edges bring titles such as "n0", comments and ids of their own.
  drop_all(body, "<title>", "</title>");
  drop_all(body, "<!--", "-->");
  drop_all(body, " id=\"", "\"");
  replace_all(body, "<a xlink:title=\"\"", "<g");
  for (auto at = body.find("<a xlink:title=\""); at != std::string::npos; at = body.find("<a xlink:title=\"", at)) {
    const auto words = at + 16;
    const auto end = body.find("\">", words);
    if (end == std::string::npos) break;
    body.replace(at, end + 2 - at, "<g><title>" + body.substr(words, end - words) + "</title>");
  }
  replace_all(body, "</a>", "</g>");
  return fmt::format("<svg role=\"img\" aria-labelledby=\"{0}-t\" aria-describedby=\"{0}-d\" width=\"{1}\" height=\"{2}\"{3}>"
                     "<title id=\"{0}-t\">{4}</title><desc id=\"{0}-d\">{5}</desc>{6}",
                     id, points(head, "width"), points(head, "height"), box, text(title), text(description), body);
}

std::string flow_pictures(const DealReport& deal, const Finding& finding, std::string_view id,
                          std::chrono::milliseconds limit) {
  const FindingGraph whole = finding_graph(deal, finding);
  std::string why;
  for (const PictureLimits& limits : {PictureLimits{}, kSmall}) {
    const FindingGraph graph = condensed(whole, limits);
    auto proposed = picture(graph, Side::proposed, fmt::format("{}-p", id), limit);
    if (!proposed) {
      why = proposed.error();
      continue;
    }
    std::string out = std::move(*proposed);
    if (!graph[boost::graph_bundle].edits.empty()) {
      const auto nearest = picture(graph, Side::nearest, fmt::format("{}-n", id), limit);
      if (!nearest && limits.edges != kSmall.edges) continue;
      out += nearest ? *nearest : not_drawn(nearest.error());
    }
    return element("div", "class=\"pair\"", "\n" + out) + "\n";
  }
  return not_drawn(why);
}

}  // namespace proviso::html
