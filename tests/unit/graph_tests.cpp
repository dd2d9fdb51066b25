#include "report/graph.h"
#include "report/graph_formats.h"
#include "tests/catch.h"

#include <algorithm>
#include <string>

using namespace proviso;

namespace {

ShownFlow flow(const char* name, const char* from, const char* to, Role role, bool on_path = false) {
  ShownFlow result;
  result.name = name;
  result.type = "Link";
  result.from = from;
  result.to = to;
  result.start = "2026-01-01";
  result.end = "never";
  result.role = role;
  result.on_path = on_path;
  return result;
}

Finding diamond() {
  Finding finding;
  finding.clause = "K.wall";
  finding.date = "2026-01-01";
  for (const char* name : {"A", "B", "C", "D"}) finding.things.push_back({name, "Party", {}, {}});
  finding.flows = {flow("one", "A", "B", Role::violating, true), flow("two", "B", "D", Role::violating, true),
                   flow("side", "A", "C", Role::context), flow("back", "C", "D", Role::context)};
  return finding;
}

}  // namespace

TEST_CASE("a finding's graph has its things as vertices and its flows as edges") {
  const FindingGraph graph = finding_graph({}, diamond());
  CHECK(boost::num_vertices(graph) == 4);
  CHECK(boost::num_edges(graph) == 4);
}

TEST_CASE("the path of a broken `reaches` is found by search and numbered") {
  const FindingGraph graph = finding_graph({}, diamond());
  std::vector<std::size_t> steps;
  for (const Edge edge : boost::make_iterator_range(boost::edges(graph))) steps.push_back(graph[edge].step);
  CHECK(steps == std::vector<std::size_t>{1, 2, 0, 0});
}

TEST_CASE("a search takes only the edges it may") {
  const FindingGraph graph = finding_graph({}, diamond());
  const auto context = [&](Edge edge) { return graph[edge].role == Role::context; };
  const auto path = find_path(graph, 0, 3, context);
  REQUIRE(path);
  CHECK(path->size() == 2);
  CHECK(graph[path->front()].name == "side");
  CHECK_FALSE(find_path(graph, 3, 0, context));
  CHECK_FALSE(find_path(graph, 0, 0, context));
}

namespace {

// `one` is kept, `two` goes elsewhere, `side` is left out and `other` is new.
DealReport mended(const Finding& finding) {
  DealReport deal;
  deal.findings = {finding};
  Repair repair;
  repair.edits = {{EditKind::change, "two.to", "D", "C", {}},
                  {EditKind::leave_out, "side", "", "", {}},
                  {EditKind::add, "other: Link from B to D", "", "", {}}};
  const auto nearest = [&](const char* name, const char* from, const char* to, Fate fate) {
    repair.nearest.push_back({flow(name, from, to, Role::context), fate});
  };
  nearest("one", "A", "B", Fate::kept);
  nearest("two", "B", "C", Fate::changed);
  nearest("side", "A", "C", Fate::removed);
  nearest("other", "B", "D", Fate::added);
  for (const char* name : {"A", "B", "C", "D"}) repair.things.push_back({name, "Party", {}, {}});
  deal.repairs = {repair};
  return deal;
}

}  // namespace

TEST_CASE("the nearest deal that complies stands beside the violating one") {
  const Finding finding = diamond();
  const FindingGraph graph = finding_graph(mended(finding), finding);
  CHECK(boost::num_vertices(graph) == 8);
  std::vector<std::string> nearest;
  for (const Edge edge : boost::make_iterator_range(boost::edges(graph))) {
    const EdgeProps& props = graph[edge];
    const Side side = graph[boost::source(edge, graph)].side;
    CHECK(side == graph[boost::target(edge, graph)].side);
    CHECK(props.fate.has_value() == (side == Side::nearest));
    if (props.fate) nearest.push_back(props.name + " " + word(*props.fate));
  }
  CHECK(nearest == std::vector<std::string>{"one kept", "two changed", "side removed", "other added"});
}

TEST_CASE("a picture says in words what became of each flow") {
  const Finding finding = diamond();
  const std::string dot = dot_text(condensed(finding_graph(mended(finding), finding)));
  for (const char* words : {"one: Link (kept)", "CHANGED", "to: D \u2192 C", "LEFT OUT", "ADDED"}) {
    CAPTURE(words);
    CHECK(dot.find(words) != std::string::npos);
  }
}

TEST_CASE("a deal that is mended by other words of a clause is not drawn again") {
  const Finding finding = diamond();
  DealReport deal = mended(finding);
  deal.repairs.front().edits = {{EditKind::change, "K.wall", "20%", "15%", {}}};
  deal.repairs.front().negotiates = "K.wall";
  CHECK(boost::num_vertices(finding_graph(deal, finding)) == 4);
}

TEST_CASE("the hops of a cut are drawn dashed, with the reason") {
  Finding finding = diamond();
  for (ShownFlow& shown : finding.flows) shown.role = Role::context, shown.on_path = false;
  ShownFlow excluded = flow("side", "A", "C", Role::context);
  excluded.note = "it ended on 2026-03-01";
  ShownFlow missing = flow("", "B", "D", Role::missing);
  finding.cut = {excluded, missing};
  const FindingGraph graph = finding_graph({}, finding);
  CHECK(boost::num_edges(graph) == 5);
  std::vector<std::string> cut;
  for (const Edge edge : boost::make_iterator_range(boost::edges(graph)))
    if (graph[edge].cut) cut.push_back(graph[edge].name + ":" + graph[edge].note);
  CHECK(cut == std::vector<std::string>{"side:it ended on 2026-03-01", ":"});
  const std::string dot = dot_text(condensed(graph));
  CHECK(dot.find("DOES NOT COUNT") != std::string::npos);
  CHECK(dot.find("MISSING, no path goes on here") != std::string::npos);
}

namespace {

std::size_t flows_drawn(const FindingGraph& picture) {
  std::size_t count = 0;
  for (const Edge edge : boost::make_iterator_range(boost::edges(picture)))
    if (picture[edge].kind == EdgeKind::flow) count += picture[edge].count;
  return count;
}

// A clause of P's that `size` flows break in some way; every third party is another.
Finding crowded(std::size_t size, bool alike) {
  Finding finding;
  finding.clause = "K.only";
  finding.bearer = "P";
  finding.date = "2026-01-01";
  finding.things.push_back({"P", "Party", {}, {}});
  for (std::size_t i = 0; i < size; ++i) {
    const std::string cloud = "Cloud" + std::to_string(i), host = "host" + std::to_string(i);
    const std::string product = alike ? "Api" + std::to_string(i) : "Api" + std::to_string(i * i % 17);
    finding.things.push_back({cloud, "Cloud", {}, {}});
    const bool known = std::any_of(finding.things.begin(), finding.things.end(),
                                   [&](const ShownThing& thing) { return thing.name == product; });
    if (!known) finding.things.push_back({product, "Product", {}, {}});
    const Role role = alike || i % 3 == 0 ? Role::violating : i % 3 == 1 ? Role::supporting : Role::context;
    finding.flows.push_back(flow(host.c_str(), cloud.c_str(), product.c_str(), role));
  }
  return finding;
}

}  // namespace

TEST_CASE("pictures are legible at any size, and nothing vanishes unsaid") {
  for (const std::size_t size : {std::size_t{5}, std::size_t{30}, std::size_t{300}}) {
    for (const bool alike : {true, false}) {
      const FindingGraph picture = condensed(finding_graph({}, crowded(size, alike)));
      const GraphProps& about = picture[boost::graph_bundle];
      CHECK(boost::num_edges(picture) <= PictureLimits{}.edges);
      CHECK(boost::num_vertices(picture) <= 2 * PictureLimits{}.edges + 2);
      CHECK(flows_drawn(picture) + about.left_out + about.left_out_breach == size);
      CHECK(left_out_text(about).empty() == (about.left_out + about.left_out_breach == 0));
    }
  }
}

TEST_CASE("things that stand alike are drawn as one where there are too many") {
  const FindingGraph picture = condensed(finding_graph({}, crowded(300, true)));
  REQUIRE(boost::num_edges(picture) == 1);
  const Edge only = *boost::edges(picture).first;
  CHECK(picture[only].count == 300);
  CHECK(picture[only].role == Role::violating);
  CHECK(picture[boost::source(only, picture)].count == 300);
  CHECK(picture[boost::source(only, picture)].name == "Cloud0, Cloud1 ...");
  CHECK(dot_text(picture).find("300 \u00d7 Cloud") != std::string::npos);
}

TEST_CASE("few flows are drawn one by one") {
  const FindingGraph picture = condensed(finding_graph({}, crowded(5, true)));
  CHECK(boost::num_edges(picture) == 5);
  CHECK(boost::num_vertices(picture) == 11);
}

TEST_CASE("a page asks for one side of the picture without headings") {
  const Finding finding = diamond();
  const FindingGraph graph = condensed(finding_graph(mended(finding), finding));
  const std::string proposed = dot_text(graph, {Side::proposed, false});
  const std::string nearest = dot_text(graph, {Side::nearest, false});
  CHECK(proposed.find("cluster_nearest") == std::string::npos);
  CHECK(proposed.find("LEFT OUT") == std::string::npos);
  CHECK(nearest.find("cluster_picture") == std::string::npos);
  CHECK(nearest.find("LEFT OUT") != std::string::npos);
  CHECK(nearest.find("The nearest deal") == std::string::npos);
}
