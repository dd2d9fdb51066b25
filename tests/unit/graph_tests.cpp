#include "report/graph.h"
#include "tests/catch.h"

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
