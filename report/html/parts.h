// The parts of which the pages are made.
#pragma once

#include "report/html/report.h"

#include <string>
#include <string_view>

namespace proviso::html {

// "complies by silence" with a sign that can be told apart without colour.
[[nodiscard]] std::string verdict_badge(const DealReport& deal);
[[nodiscard]] std::string verdict_badge(Verdict verdict);
[[nodiscard]] std::string verdict_text(const DealReport& deal);

// "judged 2026-02-27 .. 2027-02-27"
[[nodiscard]] std::string horizon_words(const DealReport& deal);

// What the verdict depends on, each with its kind, as HTML.
[[nodiscard]] std::vector<std::string> depends_items(const DealReport& deal);

// The list of what the steps are made of: begins, ends, happens, falls due, is broken.
[[nodiscard]] std::string step_table(const Finding& finding, std::string_view id);

[[nodiscard]] std::string finding_id(std::size_t number, const Finding& finding);
[[nodiscard]] std::string finding_section(const DealReport& deal, const Finding& finding, std::size_t number,
                                          const Sources& sources, const HtmlOptions& options);

[[nodiscard]] std::string deal_page(const DealReport& deal, const Sources& sources, const HtmlOptions& options);

// `addresses`: of the page of each deal, in the order of the report.
[[nodiscard]] std::string index_page(const CheckReport& report, const std::vector<std::string>& addresses,
                                     const Sources& sources, const HtmlOptions& options);

// Who made the page.
[[nodiscard]] std::string footer(const HtmlOptions& options);

}  // namespace proviso::html
