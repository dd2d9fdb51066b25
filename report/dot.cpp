// The picture of a finding: the breach red and thick and named, what is missing dashed, what the
// breach rests on dark, everything else grey and small. Of the nearest deal that complies each flow
// says whether it is kept, changed, added or left out, in words and by its line.
#include "report/graph_formats.h"

#include "report/escape.h"
#include "report/finding.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace proviso {
namespace {

constexpr std::string_view kFont = "Helvetica,Arial,sans-serif";
constexpr std::string_view kInk = "#1d2733";
constexpr std::string_view kFaint = "#5f6b7a";
constexpr std::string_view kRed = "#b3121d";
constexpr std::string_view kBlue = "#1f5fa8";
constexpr std::string_view kGreen = "#17703a";
constexpr std::string_view kGreenTwice = "#17703a:#ffffff:#17703a";  // two lines
constexpr std::string_view kGrey = "#a3acb8";
constexpr std::string_view kBreachFill = "#fdecec";
constexpr std::string_view kOwedFill = "#e8f1fb";
constexpr std::size_t kLineLength = 78;
constexpr std::size_t kLabelLength = 36;
constexpr std::size_t kTextLimit = 400;
constexpr std::size_t kTangled = 60;  // edges from which `dot` needs its faster settings

struct Look {
  std::string_view colour;
  std::string_view text;
  std::string_view style;
  double width;
  int weight;
};

Look look_of(Role role) {
  switch (role) {
    case Role::violating: return {kRed, kRed, "solid", 3.2, 8};
    case Role::missing: return {kRed, kRed, "dashed", 2.2, 8};
    case Role::supporting: return {kInk, kInk, "solid", 1.6, 4};
    case Role::context: return {kGrey, kFaint, "solid", 0.9, 1};
  }
  return {kGrey, kFaint, "solid", 0.9, 1};
}

Look look_of(const EdgeProps& props) {
  switch (props.fate.value_or(Fate::kept)) {
    case Fate::kept: break;
    case Fate::changed: return {kGreen, kGreen, "solid", 3.2, 8};
    case Fate::added: return {kGreenTwice, kGreen, "solid", 1.6, 8};
    case Fate::removed: return {kFaint, kFaint, "dotted", 1.8, 4};
  }
  if (props.cut) return {kRed, kRed, "dashed", 2.2, 8};
  return look_of(props.role);
}

bool is_changed(const EdgeProps& props) { return props.fate && *props.fate != Fate::kept; }

// Plays no part: small and grey.
bool is_faint(const EdgeProps& props) {
  return props.role == Role::context && !props.cut && !is_changed(props);
}

// Visible text in lines, cut where there is too much of it.
std::vector<std::string> lines_of(std::string_view text, std::size_t length) {
  return wrapped(cut_to(visible(text), kTextLimit), length);
}

// One line of an HTML-like label.
std::string line(std::string_view text, std::string_view colour, int size, bool bold = false) {
  const std::string inner = markup(text);
  return fmt::format("<font point-size=\"{}\" color=\"{}\">{}{}{}</font>", size, colour,
                     bold ? "<b>" : "", inner, bold ? "</b>" : "");
}

void add_lines(std::string& label, std::string_view text, std::size_t length, std::string_view colour,
               int size, bool bold, std::string_view line_break) {
  for (const std::string& part : lines_of(text, length)) {
    label += line(part, colour, size, bold);
    label += line_break;
  }
}

void add_fields(std::string& label, const std::vector<ShownField>& fields, std::string_view colour,
                const std::set<std::string>& drawn, std::string_view line_break) {
  for (const ShownField& field : fields) {
    if (!field.matters || drawn.count(field.name) != 0) continue;
    add_lines(label, field_text(field), kLabelLength, colour, 10, false, line_break);
  }
}

// Part of the breach, or a party to the clause; everything else steps back.
bool in_focus(const FindingGraph& graph, Vertex vertex) {
  const VertexProps& props = graph[vertex];
  if (props.bearer || props.counterparty || props.kind != VertexKind::thing || props.fate) return true;
  const auto counts = [&graph](Edge edge) {
    return graph[edge].kind == EdgeKind::field || !is_faint(graph[edge]);
  };
  const auto out = boost::make_iterator_range(out_edges(vertex, graph));
  const auto in = boost::make_iterator_range(in_edges(vertex, graph));
  return std::any_of(out.begin(), out.end(), counts) || std::any_of(in.begin(), in.end(), counts);
}

// Fields of a vertex that stand in the picture as edges.
std::set<std::string> fields_drawn(const FindingGraph& graph, Vertex vertex) {
  std::set<std::string> names;
  for (const Edge edge : boost::make_iterator_range(out_edges(vertex, graph))) {
    if (graph[edge].kind == EdgeKind::field) names.insert(graph[edge].name);
  }
  return names;
}

std::string fate_text(Fate fate) {
  switch (fate) {
    case Fate::kept: return "kept";
    case Fate::changed: return "CHANGED";
    case Fate::added: return "ADDED";
    case Fate::removed: return "LEFT OUT";
  }
  return "";
}

std::string vertex_label(const FindingGraph& graph, Vertex vertex) {
  const VertexProps& props = graph[vertex];
  std::string label;
  if (props.bearer) label += line("IN BREACH", kRed, 9, true) + "<br/>";
  if (props.counterparty) label += line("IS OWED", kBlue, 9, true) + "<br/>";
  const bool open = props.kind == VertexKind::open_end;
  const bool focus = in_focus(graph, vertex);
  const std::string& kind = props.type.empty() ? props.name : props.type;
  const std::string name = props.count > 1 ? fmt::format("{} \u00d7 {}", props.count, kind) : props.name;
  add_lines(label, name, 30, open ? kRed : focus ? kInk : kFaint, focus ? 14 : 11, focus, "<br/>");
  if (props.count > 1 && !open) add_lines(label, props.name, 30, kFaint, 10, false, "<br/>");
  else if (!props.type.empty()) add_lines(label, props.type, 30, kFaint, 10, false, "<br/>");
  if (props.kind == VertexKind::event) {
    const bool never = props.date.empty() || props.date == "never";
    add_lines(label, never ? "never happens" : "on " + props.date, 30, kInk, 10, false, "<br/>");
    if (props.fate) add_lines(label, fate_text(*props.fate), 30, kGreen, 10, true, "<br/>");
  }
  if (props.fate && props.kind == VertexKind::thing) {
    add_lines(label, fate_text(*props.fate), 30, kGreen, 10, true, "<br/>");
  }
  if (!props.note.empty()) add_lines(label, props.note, kLabelLength, kGreen, 10, true, "<br/>");
  add_fields(label, props.fields, kInk, fields_drawn(graph, vertex), "<br/>");
  return label.empty() ? "&#160;" : label;
}

std::string vertex_line(const FindingGraph& graph, Vertex vertex) {
  const VertexProps& props = graph[vertex];
  std::string_view fill = "white";
  std::string_view colour = kInk;
  std::string_view style = "rounded,filled";
  std::string_view shape = "box";
  double width = 1.2;
  if (!in_focus(graph, vertex)) {
    colour = kGrey;
    width = 0.8;
  }
  if (props.kind == VertexKind::open_end) {
    colour = kRed;
    style = "rounded,filled,dashed";
  } else if (props.kind == VertexKind::event) {
    shape = "note";
    style = "filled";
    fill = "#fff8df";
    colour = props.role == Role::violating ? kRed : kFaint;
  }
  if (props.fate && *props.fate != Fate::kept) colour = kGreen, width = 2.4;
  if (props.counterparty) fill = kOwedFill, colour = kBlue, width = 1.8;
  if (props.bearer) fill = kBreachFill, colour = kRed, width = 2.4;
  return fmt::format(
      "    \"n{}\" [shape={}, style=\"{}\", color=\"{}\", fillcolor=\"{}\", penwidth={:.1f}, "
      "tooltip={}, label=<{}>];\n",
      vertex, shape, style, colour, fill, width, dot_quoted(props.name), vertex_label(graph, vertex));
}

// What says without colour which part a flow plays.
std::string role_line(const GraphProps& about, const EdgeProps& props) {
  if (is_changed(props)) return fate_text(*props.fate);
  std::string text;
  if (props.step != 0) text = fmt::format("step {}: ", props.step);
  if (props.cut && props.role != Role::missing) return "DOES NOT COUNT";
  const std::string clause(short_clause(about.clause));
  if (props.role == Role::violating) return text + "BREAKS " + clause;
  if (props.cut) return "MISSING, no path goes on here";
  if (props.role == Role::missing) return text + "MISSING, demanded by " + clause;
  return props.step != 0 ? fmt::format("step {}", props.step) : std::string();
}

std::string flow_name(const EdgeProps& props) {
  const std::string kept = props.fate == Fate::kept ? " (kept)" : "";
  if (props.count > 1) return fmt::format("{} \u00d7 {}{}", props.count, props.type, kept);
  return (props.name.empty() ? props.type : props.name + ": " + props.type) + kept;
}

std::string flow_label(const GraphProps& about, const EdgeProps& props) {
  const Look look = look_of(props);
  const bool breach = props.role == Role::violating || props.role == Role::missing;
  const bool context = is_faint(props);
  constexpr std::string_view kBreak = "<br align=\"left\"/>";
  std::string label;
  add_lines(label, role_line(about, props), kLabelLength, look.text, 10, true, kBreak);
  add_lines(label, props.note, kLabelLength, look.text, 10, true, kBreak);
  add_lines(label, flow_name(props), kLabelLength, look.text, context ? 10 : 12, !context, kBreak);
  if (props.count > 1 && !context) {
    add_lines(label, props.name, kLabelLength, kFaint, 10, false, kBreak);
  }
  add_fields(label, props.fields, breach ? kRed : kInk, {}, kBreak);
  if (!context) {
    add_lines(label, period_text(props.start, props.end), kLabelLength, kFaint, 10, false, kBreak);
  }
  // The table keeps the text off the line beside it.
  return "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\"><tr><td align=\"left\" "
         "balign=\"left\">" +
         label + "</td></tr></table>";
}

std::string edge_line(const FindingGraph& graph, Edge edge) {
  const EdgeProps& props = graph[edge];
  const std::string ends = fmt::format("    \"n{}\" -> \"n{}\"", source(edge, graph), target(edge, graph));
  if (props.kind == EdgeKind::field) {
    return fmt::format(
        "{} [style=dotted, color=\"{}\", penwidth=1.1, arrowhead=open, arrowsize=0.6, weight=2, "
        "label=<{}>];\n",
        ends, kFaint, line(props.name, kFaint, 10));
  }
  const Look look = look_of(props);
  return fmt::format(
      "{} [style={}, color=\"{}\", penwidth={:.1f}, weight={}, arrowsize={}, tooltip={}, label=<{}>];\n",
      ends, look.style, look.colour, look.width, look.weight, is_faint(props) ? 0.7 : 0.9,
      dot_quoted(flow_name(props)), flow_label(graph[boost::graph_bundle], props));
}

std::string heading(const GraphProps& about) {
  constexpr std::string_view kBreak = "<br align=\"left\"/>";
  std::string label;
  add_lines(label, about.sentence, 62, kRed, 18, true, kBreak);
  if (!about.title.empty()) add_lines(label, about.title, kLineLength, kInk, 13, false, kBreak);
  std::size_t shown = 0;
  for (const Requirement& requirement : about.requirements) {
    if (++shown > 3) break;
    if (!requirement.text.empty()) {
      add_lines(label, "demanded: " + requirement.text, kLineLength, kFaint, 11, false, kBreak);
    }
    if (!requirement.instead.empty()) {
      add_lines(label, "instead: " + requirement.instead, kLineLength, kRed, 11, false, kBreak);
    }
  }
  const std::string_view beside = about.edits.empty() ? "" : " as proposed";
  add_lines(label, fmt::format("deal {}{}: {}", about.deal, beside, about.verdict), kLineLength, kFaint, 11, false,
            kBreak);
  return label + kBreak.data();
}

// What makes the nearest deal that complies.
std::string nearest_heading(const GraphProps& about) {
  constexpr std::string_view kBreak = "<br align=\"left\"/>";
  std::string label;
  add_lines(label, "The nearest deal that complies", 62, kGreen, 16, true, kBreak);
  for (const std::string& edit : about.edits) add_lines(label, edit, kLineLength, kInk, 13, false, kBreak);
  return label + kBreak.data();
}

std::string legend_row(std::string_view colour, std::string_view style, int width,
                       std::string_view meaning) {
  return fmt::format(
      "<td><table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\"><tr><td "
      "fixedsize=\"true\" width=\"34\" height=\"5\" border=\"{}\" sides=\"B\" color=\"{}\" "
      "style=\"{}\"></td></tr><tr><td fixedsize=\"true\" width=\"34\" height=\"5\"></td></tr></table></td>"
      "<td align=\"left\">{}  </td>",
      width, colour, style, line(meaning, kInk, 10));
}

std::string legend(const FindingGraph& graph, std::optional<Side> only) {
  std::set<Role> roles;
  std::set<Fate> fates;
  bool fields = false;
  bool cut = false;
  for (const Edge edge : boost::make_iterator_range(edges(graph))) {
    const Side side = graph[source(edge, graph)].side;
    if (only && *only != side) continue;
    if (graph[edge].kind == EdgeKind::field) {
      fields = true;
    } else if (is_changed(graph[edge])) {
      fates.insert(*graph[edge].fate);
    } else if (graph[edge].cut) {
      cut = true;
    } else if (side == Side::proposed || graph[edge].role == Role::context) {
      roles.insert(graph[edge].role);
    }
  }
  std::string cells;
  if (roles.count(Role::violating) != 0) cells += legend_row(kRed, "solid", 3, "breaks the clause");
  if (roles.count(Role::missing) != 0) cells += legend_row(kRed, "dashed", 2, "demanded but missing");
  if (roles.count(Role::supporting) != 0) cells += legend_row(kInk, "solid", 2, "the breach rests on it");
  if (roles.count(Role::context) != 0) cells += legend_row(kGrey, "solid", 1, "plays no part");
  if (cut) cells += legend_row(kRed, "dashed", 2, "here no path goes on");
  if (fates.count(Fate::changed) != 0) cells += legend_row(kGreen, "solid", 3, "changed");
  if (fates.count(Fate::added) != 0) cells += legend_row(kGreen, "solid", 1, "added (two lines)");
  if (fates.count(Fate::removed) != 0) cells += legend_row(kFaint, "dotted", 2, "left out");
  if (fields) cells += legend_row(kFaint, "dotted", 1, "named in a field");
  std::string rows = cells.empty() ? "" : "<tr>" + cells + "</tr>";
  if (const std::string rest = left_out_text(graph[boost::graph_bundle]); !rest.empty()) {
    rows += fmt::format("<tr><td colspan=\"10\" align=\"left\">{}</td></tr>", line(rest, kFaint, 10));
  }
  if (rows.empty()) return "";
  return "<table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"2\">" + rows + "</table>";
}

}  // namespace

std::string left_out_text(const GraphProps& about) {
  std::string text;
  if (const std::size_t breach = about.left_out_breach; breach != 0) {
    text = fmt::format("{} that {} part {} not drawn", counted(breach, "more flow"), breach == 1 ? "takes" : "take",
                       breach == 1 ? "is" : "are");
  }
  if (const std::size_t context = about.left_out; context != 0) {
    text += fmt::format("{}{} that {} no part {} not drawn", text.empty() ? "" : "; ", counted(context, "more flow"),
                        context == 1 ? "plays" : "play", context == 1 ? "is" : "are");
  }
  return text;
}

namespace {

std::string cluster(const FindingGraph& graph, Side side, std::string_view name, const std::string& label,
                    bool framed) {
  std::string out = fmt::format(
      "  subgraph \"cluster_{}\" {{\n    graph [labelloc=t, labeljust=l, margin=14, pencolor=\"{}\", {}];\n",
      name, framed ? kGrey : "transparent", label.empty() ? "label=\"\"" : "label=<" + label + ">");
  for (const Vertex vertex : boost::make_iterator_range(vertices(graph))) {
    if (graph[vertex].side == side) out += vertex_line(graph, vertex);
  }
  for (const Edge edge : boost::make_iterator_range(edges(graph))) {
    if (graph[source(edge, graph)].side == side) out += edge_line(graph, edge);
  }
  return out + "  }\n";
}

}  // namespace

std::string dot_text(const FindingGraph& graph, const PictureOptions& options) {
  const GraphProps& about = graph[boost::graph_bundle];
  std::string out = "digraph \"finding\" {\n";
  out += fmt::format("  graph [rankdir=LR, bgcolor=\"white\", pad=0.3, nodesep=0.35, ranksep=0.6, "
                     "fontname=\"{}\", labelloc=b, labeljust=l",
                     kFont);
  if (const std::string rows = legend(graph, options.only); !rows.empty()) out += ", label=<" + rows + ">";
  if (num_edges(graph) > kTangled) out += ", nslimit=1, nslimit1=1, mclimit=0.2";
  out += "];\n";
  out += fmt::format("  node [fontname=\"{}\", margin=\"0.16,0.09\"];\n", kFont);
  out += fmt::format("  edge [fontname=\"{}\"];\n", kFont);
  const bool two = !about.edits.empty() && !options.only;
  // What comes last is drawn on top.
  if (two || options.only == Side::nearest)
    out += cluster(graph, Side::nearest, "nearest", options.headings ? nearest_heading(about) : "", two);
  if (options.only != Side::nearest)
    out += cluster(graph, Side::proposed, "picture", options.headings ? heading(about) : "", two);
  return out + "}\n";
}

}  // namespace proviso
