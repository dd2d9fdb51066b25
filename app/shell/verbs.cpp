#include "app/shell/verbs.h"

#include "app/shell/values.h"
#include "model/stop.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::shell {

void Reply::fail(std::string_view message, std::string_view advice) {
  failed = true;
  err << paint(Ink::red, "error") << paint(Ink::bold, fmt::format(": {}", message)) << '\n';
  if (!advice.empty()) err << paint(Ink::blue, "  = ") << visible(advice) << '\n';
}

void Reply::fail_with(std::string_view text) {
  failed = true;
  err << text;
}

void Reply::suggest(const std::vector<std::string>& commands) {
  if (commands.empty() || failed) return;
  std::vector<std::string> quoted;
  for (const std::string& command : commands) quoted.push_back("`" + visible(command) + "`");
  out << paint(Ink::blue, "  next:") << ' ' << proviso::listed(quoted, " or ") << '\n';
}

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = [] {
    std::vector<Verb> all;
    for (const auto& group : {file_verbs(), verdict_verbs(), edit_verbs(), value_verbs(),
                              question_verbs(), picture_verbs(), session_verbs()})
      all.insert(all.end(), group.begin(), group.end());
    return all;
  }();
  return kVerbs;
}

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What follows `name`, if the command begins with it.
std::optional<std::string> behind(std::string_view command, std::string_view name) {
  std::size_t at = 0;
  for (const std::string& word : words_of(name)) {
    while (at < command.size() && is_space(command[at])) ++at;
    if (command.substr(at, word.size()) != word) return std::nullopt;
    at += word.size();
    if (at < command.size() && !is_space(command[at])) return std::nullopt;
  }
  return std::string(trimmed(command.substr(at)));
}

// A verb that is not meant as one: "list.amount", "next = …" speak of a thing of that name.
bool is_nearly_a_verb(std::string_view command, std::string_view& close) {
  const std::vector<std::string> words = words_of(command);
  if (words.empty()) return false;
  std::vector<std::string_view> names;
  for (const Verb& verb : verbs()) names.push_back(verb.name);
  const bool is_word = std::all_of(words[0].begin(), words[0].end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '?';
  });
  if (!is_word) return false;
  close = nearest(words[0], names);
  return !close.empty();
}

}  // namespace

const Verb* find_verb(std::string_view command, std::string& rest) {
  const Verb* best = nullptr;
  for (const Verb& verb : verbs()) {
    const auto follows = behind(command, verb.name);
    if (!follows || (best && best->name.size() >= verb.name.size())) continue;
    best = &verb;
    rest = *follows;
  }
  return best;
}

namespace {

void answer(Session& session, const std::string& command, Reply& reply) {
  const std::string_view text = trimmed(command);
  if (text.empty()) return;
  std::string rest;
  if (const Verb* verb = find_verb(text, rest)) return verb->run(session, rest, reply);
  if (text.front() == '=') return write_value(session, std::string(trimmed(text.substr(1))), reply);
  std::string_view close;
  const std::string first = words_of(text).front();
  const auto made = session.make(session.edits());
  const bool is_thing = made && speaks_of(session, *made, first);
  if (!is_thing && is_nearly_a_verb(text, close))
    return reply.fail(fmt::format("there is no command `{}`", first), fmt::format("did you mean `{}`?", close));
  write_value(session, std::string(text), reply);
}

}  // namespace

void carry_out(Session& session, const std::string& command, Reply& reply) {
  const StopSign sign(session.stop());
  try {
    answer(session, command, reply);
  } catch (const Stopped&) {
    session.forget_verdicts();
    reply.stopped = true;
    reply.err << "stopped; the session goes on\n";
  }
}

// ---------------------------------------------------------------- for the groups

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    if (is_space(c)) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  return words;
}

std::optional<std::pair<std::string, std::string>> split_at_word(std::string_view text,
                                                                 std::string_view word) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text.substr(at, word.size()) != word) continue;
    const bool begins = at == 0 || is_space(text[at - 1]);
    const bool ends = at + word.size() == text.size() || is_space(text[at + word.size()]);
    if (begins && ends)
      return std::pair{std::string(trimmed(text.substr(0, at))),
                       std::string(trimmed(text.substr(at + word.size())))};
  }
  return std::nullopt;
}

std::shared_ptr<Examined> examined_or_fail(Session& session, Reply& reply) {
  auto examined = session.examine();
  if (examined) return *examined;
  reply.fail_with(examined.error());
  return nullptr;
}

void fail_unknown(Reply& reply, std::string_view what, std::string_view name,
                  const std::vector<std::string>& known) {
  const std::string_view close = nearest(name, {known.begin(), known.end()});
  std::string advice;
  constexpr std::size_t kShown = 8;
  if (!close.empty()) {
    advice = fmt::format("did you mean `{}`?", close);
  } else if (!known.empty()) {
    const std::size_t shown = std::min(known.size(), kShown);
    advice = fmt::format("there are {}{}", fmt::join(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                         shown < known.size() ? fmt::format(" and {} more", known.size() - shown) : "");
  }
  reply.fail(fmt::format("there is no {} `{}`", what, name), advice);
}

void write_file(Session& session, const std::string& path, const std::string& text, Reply& reply) {
  if (auto written = session.files().write(path, text); !written)
    return reply.fail(fmt::format("`{}`: {}", path, written.error()));
  reply.out << visible(fmt::format("written to `{}`", session.files().shown(path))) << '\n';
}

}  // namespace proviso::shell
