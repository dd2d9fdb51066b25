#include "report/graph_files.h"

#include "report/escape.h"
#include "report/graph_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

#include <unistd.h>

namespace proviso {
namespace {

namespace fs = std::filesystem;

const char* extension(GraphFormat format) {
  switch (format) {
    case GraphFormat::graphml: return ".graphml";
    case GraphFormat::dot: return ".dot";
    case GraphFormat::svg: return ".svg";
  }
  return "";
}

tl::expected<std::string, std::string> content(const FindingGraph& graph, GraphFormat format) {
  if (format == GraphFormat::graphml) {
    std::ostringstream out;
    write_graphml(graph, out);
    return out.str();
  }
  std::string dot = dot_text(condensed(graph));
  if (format == GraphFormat::dot) return dot;
  return svg_from_dot(dot, graph[boost::graph_bundle].sentence);
}

tl::expected<void, std::string> write_file(const fs::path& path, const std::string& text) {
  const fs::path unfinished =
      path.parent_path() / fmt::format(".{}.{}", path.filename().string(), ::getpid());
  std::error_code error;
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
      fs::remove(unfinished, error);
      return tl::unexpected(fmt::format("cannot write `{}`", visible(path.string())));
    }
  }
  fs::rename(unfinished, path, error);
  if (!error) return {};
  const std::string reason = error.message();
  fs::remove(unfinished, error);
  return tl::unexpected(fmt::format("cannot write `{}`: {}", visible(path.string()), reason));
}

// Deals of one name may stand in several files; no two findings share a file, whatever the case.
std::string unused_stem(const std::string& wished, std::set<std::string>& used) {
  std::string stem = wished;
  const auto taken = [&used](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return !used.insert(name).second;
  };
  for (int number = 2; taken(stem); ++number) stem = fmt::format("{}-{}", wished, number);
  return stem;
}

}  // namespace

tl::expected<std::vector<fs::path>, std::string> write_graphs(const CheckReport& report,
                                                              const fs::path& directory,
                                                              const std::vector<GraphFormat>& formats) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    return tl::unexpected(
        fmt::format("cannot make the directory `{}`: {}", visible(directory.string()), error.message()));
  }
  std::vector<fs::path> written;
  std::set<std::string> used;
  std::string failure;
  for (const DealReport& deal : report.deals) {
    std::size_t number = 0;
    for (const Finding& finding : deal.findings) {
      const FindingGraph graph = finding_graph(deal, finding);
      const std::string stem =
          unused_stem(fmt::format("{}-{}-{}", file_name_part(deal.deal), ++number,
                                  file_name_part(finding.clause)),
                      used);
      for (const GraphFormat format : formats) {
        const fs::path path = directory / (stem + extension(format));
        const auto text = content(graph, format);
        const auto done = text ? write_file(path, *text)
                               : tl::expected<void, std::string>(tl::unexpected(text.error()));
        if (done) {
          written.push_back(path);
        } else if (failure.empty()) {
          failure = done.error();
        }
      }
    }
  }
  if (!failure.empty()) return tl::unexpected(failure);
  return written;
}

std::string findings_as_dot(const CheckReport& report) {
  std::string text;
  for (const DealReport& deal : report.deals) {
    for (const Finding& finding : deal.findings) {
      text += dot_text(condensed(finding_graph(deal, finding)));
    }
  }
  return text;
}

}  // namespace proviso
