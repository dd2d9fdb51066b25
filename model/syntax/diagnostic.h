// What is wrong with an author's text: collected, never thrown.
#pragma once

#include "model/syntax/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace proviso {

enum class Severity { error, warning, note };

// One row a kind of diagnostic, in diagnostics.cpp; `id` is stable ("PV201"), `title` a short
// noun phrase for lists and rule tables. Every row has a page in docs/diagnostics/.
struct DiagnosticKind {
  std::string_view id;
  Severity severity;
  std::string_view title;
};

// A further place that explains a diagnostic ("first declared here").
struct Label {
  Span span;
  std::string text;
};

// Messages: lower case, no full stop, the author's words between backticks.
// `message` says what was seen and the rule, `fix` what to write instead (may be empty).
struct Diagnostic {
  const DiagnosticKind* kind = nullptr;
  Span span;
  std::string message;
  std::string here;  // shown beside the underlined range; may be empty
  std::vector<Label> related;
  std::vector<std::string> notes;
  std::string fix;
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

// Sorts by file, place and id, and drops exact repetitions.
void sort_diagnostics(Diagnostics& diagnostics);

// The candidate nearest to `word` by edit distance, or an empty view when none is near
// (distance over a third of the word's length, at least 1, at most 3).
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace proviso
