// The report as a folder of static pages: one that lists every deal, and one for each deal. The pages
// ask for nothing, work from the disk, and can be read with styles and scripts off.
#pragma once

#include "model/syntax/diagnostic.h"
#include "solver/verdict.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace proviso {

struct HtmlOptions {
  const Diagnostics* diagnostics = nullptr;  // what was wrong with the input; may be null
  std::vector<std::string> unreadable;       // files that could not be read, with the reason
  std::string version;
  std::chrono::milliseconds layout = std::chrono::seconds{4};  // for each picture
};

// By path inside the folder: "index.html", "deals/StatelessOnAws.html". The same report gives the
// same bytes as long as the pictures are drawn in time.
[[nodiscard]] std::map<std::string, std::string> html_report(const CheckReport& report, const Sources& sources,
                                                             const HtmlOptions& options);

}  // namespace proviso
