// A JSON report read back, so that any format can be made from it later.
//
// What is lost: lines of the specs on which nothing was reported, the timelines of the scenarios, and
// where `--table` was not given, the tables of clauses.
#pragma once

#include "model/syntax/diagnostic.h"
#include "report/test_report.h"
#include "solver/verdict.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace proviso {

struct ReadReport {
  std::variant<CheckReport, TestReport> report;
  Sources sources;  // with those lines that the report speaks of, the others empty
  Diagnostics diagnostics;
};

// The error is a sentence that says what is wrong with the text.
[[nodiscard]] tl::expected<ReadReport, std::string> read_report(std::string_view text);

}  // namespace proviso
