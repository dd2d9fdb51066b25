#include "app/targets.h"

#include "app/messages.h"

#include <fmt/format.h>

#include <set>

namespace proviso {

namespace {

class Collector {
 public:
  Collector(const Options& options, Environment& environment)
      : options_(options), environment_(environment) {}

  void add(const std::string& path) {
    switch (environment_.files.kind(path)) {
      case PathKind::file: add_file(path); break;
      case PathKind::directory: add_directory(path); break;
      case PathKind::nothing: fail(path, "no such file or directory"); break;
    }
  }

  Targets take() { return std::move(targets_); }

 private:
  void add_file(const std::string& path) {
    if (seen_.insert(environment_.files.identity(path)).second) targets_.files.push_back(path);
  }

  void add_directory(const std::string& path) {
    const auto found = environment_.files.specs_below(path);
    if (!found) return fail(path, found.error());
    if (found->empty()) return fail(path, "no file below it ends in `.proviso`");
    for (const std::string& file : *found) add_file(file);
  }

  void fail(const std::string& path, std::string_view why) {
    say_error(options_, environment_, fmt::format("`{}`: {}", path, why));
    targets_.status = ExitCode::wrong_input;
  }

  const Options& options_;
  Environment& environment_;
  Targets targets_;
  std::set<std::string> seen_;
};

}  // namespace

Targets find_targets(const Options& options, Environment& environment) {
  Collector collector(options, environment);
  for (const std::string& path : options.paths) collector.add(path);
  Targets targets = collector.take();
  if (options.paths.empty()) {
    say_error(options, environment, "no file or directory is given",
              fmt::format("write `proviso {} {}`", options.command->name,
                          options.command->arguments));
    targets.status = ExitCode::wrong_input;
  }
  return targets;
}

}  // namespace proviso
