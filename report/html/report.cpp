#include "report/html/report.h"

#include "report/escape.h"
#include "report/html/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

// Deals of one name may stand in several files; names that differ only in case are one on some disks.
std::string unused_address(const std::string& deal, std::set<std::string>& used) {
  const std::string stem = file_name_part(deal);
  std::string wished = stem;
  const auto taken = [&used](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return !used.insert(name).second;
  };
  for (int number = 2; taken(wished); ++number) wished = fmt::format("{}-{}", stem, number);
  return "deals/" + wished + ".html";
}

}  // namespace

std::map<std::string, std::string> html_report(const CheckReport& report, const Sources& sources, const HtmlOptions& options) {
  std::map<std::string, std::string> files;
  std::vector<std::string> addresses;
  std::set<std::string> used;
  for (const DealReport& deal : report.deals) {
    addresses.push_back(unused_address(deal.deal, used));
    files[addresses.back()] = html::deal_page(deal, sources, options);
  }
  files["index.html"] = html::index_page(report, addresses, sources, options);
  return files;
}

}  // namespace proviso
