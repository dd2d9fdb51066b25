#include "model/syntax/render_diagnostic.h"

#include "model/syntax/ink.h"
#include "model/syntax/snippet.h"
#include "model/syntax/unicode.h"

#include <fmt/format.h>

namespace proviso {
namespace {

struct Look {
  std::string_view word;
  MarkStyle style;
  Ink ink;
};

Look look_of(Severity severity) {
  switch (severity) {
    case Severity::error: return {"error", MarkStyle::error, Ink::red};
    case Severity::warning: return {"warning", MarkStyle::warning, Ink::yellow};
    case Severity::note: return {"note", MarkStyle::note, Ink::cyan};
  }
  return {"error", MarkStyle::error, Ink::red};
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const Sources& sources, bool colour) {
  const Look look = look_of(diagnostic.kind ? diagnostic.kind->severity : Severity::error);
  const std::string id = diagnostic.kind ? fmt::format("[{}]", diagnostic.kind->id) : "";
  std::string result = ink(fmt::format("{}{}", look.word, id), look.ink, colour) +
                       ink(": " + printable(diagnostic.message), Ink::bold, colour) + "\n";
  std::vector<Mark> marks{{diagnostic.span, diagnostic.here, look.style}};
  for (const Label& label : diagnostic.related)
    marks.push_back({label.span, label.text, MarkStyle::related});
  result += snippet(sources, marks, colour);
  const std::string indent(gutter_width(sources, marks) + 1, ' ');
  const auto add = [&](std::string_view word, std::string_view text, Ink word_ink) {
    result += fmt::format("{}{} {}: {}\n", indent, ink("=", Ink::blue, colour),
                          ink(word, word_ink, colour), printable(text));
  };
  for (const std::string& note : diagnostic.notes) add("note", note, Ink::bold);
  if (!diagnostic.fix.empty()) add("fix", diagnostic.fix, Ink::green);
  return result;
}

std::string render(const Diagnostics& diagnostics, const Sources& sources, bool colour) {
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!result.empty()) result += '\n';
    result += render(diagnostic, sources, colour);
  }
  return result;
}

}  // namespace proviso
