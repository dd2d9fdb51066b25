#include "app/options.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace proviso {

namespace {

struct Given {
  const OptionRow* row;
  CLI::Option* option;
};

// "--verbose" of "-v,--verbose"
std::vector<std::string_view> split_names(std::string_view names) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= names.size();) {
    const std::size_t comma = std::min(names.find(',', begin), names.size());
    parts.push_back(names.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return parts;
}

UsageError unknown_command(const std::string& word) {
  std::vector<std::string_view> known;
  for (const Command& row : commands()) known.push_back(row.name);
  const std::string_view close = nearest(word, known);
  return {fmt::format("there is no command `{}`", word),
          close.empty() ? "`proviso --help` lists the commands"
                        : fmt::format("did you mean `{}`?", close)};
}

UsageError unknown_option(const std::string& word, const Command& command) {
  std::vector<std::string_view> known;
  for (const OptionRow& row : option_rows()) {
    if (!stands_for(row, command)) continue;
    const auto names = split_names(row.names);
    known.insert(known.end(), names.begin(), names.end());
  }
  const std::string_view close = nearest(word.substr(0, word.find('=')), known);
  return {fmt::format("`{}` has no option `{}`", command.name, word),
          close.empty() ? fmt::format("`proviso {} --help` lists its options", command.name)
                        : fmt::format("did you mean `{}`?", close)};
}

// The sentence is ours, not the library's, whose wording changes from version to version.
UsageError refused(const CLI::ParseError& error, const std::vector<Given>& given,
                   const std::vector<std::string>& words) {
  if (!words.empty()) {
    for (const auto& [row, option] : given) {
      const auto names = split_names(row->names);
      const bool last = std::find(names.begin(), names.end(), words.back()) != names.end();
      if (last && !row->value.empty()) {
        return {fmt::format("`{}` needs a value", words.back()),
                fmt::format("write `{} {}`", words.back(), row->value)};
      }
    }
  }
  return {fmt::format("the command line could not be read: {}", error.what()), ""};
}

tl::expected<void, UsageError> take_values(const std::vector<Given>& given, Options& options) {
  for (const auto& [row, option] : given) {
    std::vector<std::string> values = option->results();
    if (row->value.empty()) values.assign(option->count(), std::string());
    for (const std::string& value : values) {
      if (std::string wrong = row->set(options, value); !wrong.empty()) {
        return tl::unexpected(UsageError{std::move(wrong), ""});
      }
    }
  }
  return {};
}

tl::expected<Options, UsageError> parse_for(const Command& command,
                                            const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  Options options;
  options.command = &command;
  options.format = renderer("text");
  std::vector<Given> given;
  for (const OptionRow& row : option_rows()) {
    if (!stands_for(row, command)) continue;
    CLI::Option* option = row.value.empty() ? app.add_flag(std::string(row.names))
                                            : app.add_option(std::string(row.names));
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    given.push_back({&row, option});
  }
  app.add_option("paths", options.paths);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(refused(error, given, words));
  }
  for (const std::string& extra : app.remaining()) {
    if (extra != "--") return tl::unexpected(unknown_option(extra, command));
  }
  if (auto taken = take_values(given, options); !taken) return tl::unexpected(taken.error());
  return options;
}

}  // namespace

tl::expected<Options, UsageError> parse_arguments(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    return tl::unexpected(UsageError{"which command?", "`proviso --help` lists the commands"});
  }
  const std::string& first = arguments.front();
  Options options;
  options.help = first == "--help" || first == "-h" || first == "help";
  options.version = first == "--version" || first == "-V";
  if (options.version) return options;
  if (options.help) {
    if (arguments.size() > 1) options.command = find_command(arguments[1]);
    return options;
  }
  const Command* command = find_command(first);
  if (command == nullptr) return tl::unexpected(unknown_command(first));
  return parse_for(*command, {std::next(arguments.begin()), arguments.end()});
}

}  // namespace proviso
