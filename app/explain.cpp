// `proviso explain`
#include "app/commands.h"
#include "app/messages.h"
#include "app/options.h"
#include "report/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace proviso {

namespace {

constexpr std::size_t kSuggestions = 5;

char upper(char sign) { return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign; }

std::string upper(std::string_view text) {
  std::string result;
  std::transform(text.begin(), text.end(), std::back_inserter(result), [](char sign) { return upper(sign); });
  return result;
}

// "division by zero" of "# PV201: division by zero"
std::string_view title_of(const Page& page) {
  std::string_view line = page.text.substr(0, page.text.find('\n'));
  const std::size_t colon = line.find(": ");
  return colon == std::string_view::npos ? line : line.substr(colon + 2);
}

void list_all(std::ostream& out) {
  for (const Page& page : pages()) out << fmt::format("{}  {}\n", page.id, title_of(page));
}

// Pages whose titles hold the word, the id that is most like it, and the ids beside which it would stand.
std::vector<const Page*> suggestions(const std::string& word) {
  std::vector<const Page*> found;
  const auto add = [&](const Page* page) {
    const bool again = std::find(found.begin(), found.end(), page) != found.end();
    if (!again && found.size() < kSuggestions) found.push_back(page);
  };
  const auto all = pages();
  std::vector<std::string_view> ids;
  for (const Page& page : all) {
    ids.push_back(page.id);
    if (upper(title_of(page)).find(word) != std::string::npos) add(&page);
  }
  if (!found.empty()) return found;
  const std::string_view close = nearest(word, ids);
  for (const Page& page : all) {
    if (page.id == close) add(&page);
  }
  if (!word.starts_with("PV")) return found;
  const auto next = std::ranges::lower_bound(all, word, {}, &Page::id);
  if (next != all.begin()) add(&*std::prev(next));
  if (next != all.end()) add(&*next);
  return found;
}

ExitCode say_unknown(const Options& options, Environment& environment, const std::string& word) {
  const auto close = suggestions(upper(word));
  std::string advice;
  for (const Page* page : close) {
    advice += fmt::format("{}{} ({})", advice.empty() ? "near it are " : ", ", page->id, title_of(*page));
  }
  say_error(options, environment, fmt::format("nothing is called `{}`", word),
            advice.empty() ? "`proviso explain` lists all ids" : advice);
  return ExitCode::wrong_input;
}

}  // namespace

ExitCode explain_command(const Options& options, Environment& environment) {
  if (options.paths.empty()) {
    list_all(environment.out);
    return ExitCode::ok;
  }
  ExitCode status = ExitCode::ok;
  bool first = true;
  for (const std::string& word : options.paths) {
    const std::string_view text = page_of(upper(word));
    if (text.empty()) {
      status = worse(status, say_unknown(options, environment, word));
      continue;
    }
    environment.out << (first ? "" : "\n") << text;
    first = false;
  }
  return status;
}

}  // namespace proviso
