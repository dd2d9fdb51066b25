// `proviso fmt`
#include "app/commands.h"
#include "app/messages.h"
#include "app/targets.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"

#include <fmt/format.h>

#include <iterator>

namespace proviso {

namespace {

constexpr std::string_view kStandardInputName = "-";

// Nothing where the text has syntax errors: what could not be read must not be rewritten. What is
// wrong is added to `wrong`, whose sources the diagnostics point into.
std::optional<std::string> canonical(const std::string& path, std::string text, Program& wrong) {
  const FileId file = wrong.sources.add(path, std::move(text));
  Diagnostics found;
  const syntax::File tree = syntax::parse(wrong.sources, file, found);
  const bool sound = !has_errors(found);
  wrong.diagnostics.insert(wrong.diagnostics.end(), found.begin(), found.end());
  if (!sound) return std::nullopt;
  return print(tree, wrong.sources);
}

class Formatter {
 public:
  Formatter(const Options& options, Environment& environment)
      : options_(options), environment_(environment) {}

  void format_file(const std::string& path) {
    auto text = environment_.files.read(path);
    if (!text) {
      wrong_.unreadable.push_back(fmt::format("`{}`: {}", path, text.error()));
      return;
    }
    const auto result = canonical(environment_.files.shown(path), *text, wrong_);
    if (!result || *result == *text) return;
    if (options_.only_compare) return list(environment_.files.shown(path));
    if (auto written = environment_.files.write(path, *result); !written) {
      wrong_.unreadable.push_back(fmt::format("`{}`: {}", path, written.error()));
    }
  }

  void format_input() {
    const std::string text{std::istreambuf_iterator<char>(environment_.in), {}};
    const auto result = canonical("standard input", text, wrong_);
    if (!result) return;
    if (!options_.only_compare) {
      environment_.out << *result;
    } else if (*result != text) {
      list("standard input");
    }
  }

  ExitCode finish() {
    sort_diagnostics(wrong_.diagnostics);
    return worse(status_, say_what_is_wrong(options_, environment_, wrong_));
  }

 private:
  void list(std::string_view path) {
    environment_.out << path << '\n';
    status_ = ExitCode::findings;
  }

  const Options& options_;
  Environment& environment_;
  Program wrong_;
  ExitCode status_ = ExitCode::ok;
};

}  // namespace

ExitCode fmt_command(const Options& options, Environment& environment) {
  Formatter formatter(options, environment);
  if (options.paths == std::vector<std::string>{std::string(kStandardInputName)}) {
    formatter.format_input();
    return formatter.finish();
  }
  const Targets targets = find_targets(options, environment);
  for (const std::string& path : targets.files) formatter.format_file(path);
  return worse(targets.status, formatter.finish());
}

}  // namespace proviso
