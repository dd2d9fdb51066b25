#include "app/shell/completion.h"

#include "app/shell/declarations.h"
#include "app/shell/verbs.h"
#include "model/resolve/types.h"
#include "report/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace proviso::shell {

namespace {

namespace fs = std::filesystem;

// What a completion is asked for: the words behind the verb up to the cursor.
struct Cursor {
  Session& session;
  const Made* made;          // the deal as it stands; null: there is none
  std::string_view rest;     // behind the verb, up to the cursor
  std::string_view word;     // the last part of it, which is to be completed
  std::string_view before;   // … and what stands before that
  Completion& result;

  void offer(std::string name, std::string what = "") const {
    if (!name.starts_with(word)) return;
    result.candidates.push_back({std::move(name), std::move(what)});
  }
  void offer(const std::vector<Named>& all) const {
    for (const Named& one : all) offer(one.name, one.what);
  }
};

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '#';
}

std::size_t word_begin(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_word_character(text[begin - 1])) --begin;
  return begin;
}

// ---------------------------------------------------------------- expressions

void offer_parts(const Cursor& at) {
  const std::size_t dot = at.word.rfind('.');
  const std::string thing_name(at.word.substr(0, dot));
  const ThingId thing = find_thing(*at.made, thing_name);
  if (!thing.valid()) return;
  for (const Named& part : parts_of(at.session, *at.made, thing)) at.offer(thing_name + "." + part.name, part.what);
}

void offer_names(const Cursor& at) {
  if (!at.made) return;
  at.result.goes_on = true;
  if (at.word.find('.') != std::string_view::npos) return offer_parts(at);
  at.offer(all_things(at.session, *at.made));
}

// "runs.from" of "runs.from = A", of "runs.from == A": what the word behind it is compared with.
std::string path_before(std::string_view text) {
  std::string_view left = trimmed(text);
  if (left.empty() || (left.back() != '=' && left.back() != '<' && left.back() != '>')) return "";
  while (!left.empty() && std::string_view("=<>!").find(left.back()) != std::string_view::npos) left.remove_suffix(1);
  left = trimmed(left);
  return std::string(left.substr(word_begin(left)));
}

void offer_values(const Cursor& at, const std::string& path, bool open) {
  const auto place = place_at(at.session, *at.made, path);
  if (!place) return offer_names(at);
  at.result.hint = fmt::format("`{}` is {}", path, place->type_text);
  if (!place->now.empty()) at.result.hint += ", now " + place->now;
  for (const std::string& value : values_of(*at.made, place->type)) at.offer(value);
  if (open) {
    at.offer("choose", "to be decided by us");
    at.offer("unknown", "not ours to decide");
  }
  if (resolving::is_ordered(place->type)) offer_names(at);
}

void complete_expression(const Cursor& at) {
  if (!at.made) return;
  const std::string path = path_before(at.before);
  if (!path.empty()) return offer_values(at, path, false);
  offer_names(at);
  const auto place = place_at(at.session, *at.made, at.word);
  if (place && at.result.candidates.size() <= 1)
    at.result.hint = fmt::format("`{}` is {}{}", at.word, place->type_text, place->now.empty() ? "" : ", now " + place->now);
}

void complete_setting(const Cursor& at) {
  if (!at.made) return;
  const std::string path = path_before(at.before);
  if (!path.empty()) return offer_values(at, path, true);
  complete_expression(at);
}

// ---------------------------------------------------------------- names of one kind

void complete_deals(const Cursor& at) {
  for (const Session::Subject& deal : at.session.deals()) at.offer(deal.deal, "deal");
}

void complete_own_things(const Cursor& at) {
  if (at.made) at.offer(own_things(at.session, *at.made));
}

void complete_clauses(const Cursor& at) {
  if (at.made) at.offer(clauses(*at.made));
}

void complete_declared(const Cursor& at) {
  if (at.made) at.offer(all_things(at.session, *at.made));
  for (const syntax::File* tree : at.session.trees())
    for (const Declared& one : declarations(*tree)) {
      if (one.path.find('.') == std::string::npos) at.offer(one.path);
      else if (at.word.find('.') != std::string_view::npos) at.offer(one.path);
    }
  complete_clauses(at);
}

void complete_readings(const Cursor& at) {
  if (!at.made) return;
  const std::string name = path_before(at.before);
  if (name.empty()) return at.offer(readings(*at.made));
  for (const std::string& member : members_of_reading(*at.made, name)) at.offer(member);
}

void complete_assumption(const Cursor& at) {
  if (!at.made) return;
  const std::vector<std::string> words = words_of(at.before);
  const ThingId thing = words.size() == 1 ? find_thing(*at.made, words[0]) : ThingId();
  const bool event = thing.valid() && (*at.made->spec)[(*at.made->spec)[thing].type].kind == syntax::TypeKind::event;
  if (!event) return complete_expression(at);
  for (const char* word : {"on", "after", "never", "open"}) at.offer(word);
}

// `NAME: TYPE from A to B { field = value }`
void complete_declaration(const Cursor& at) {
  if (!at.made) return;
  const Spec& spec = *at.made->spec;
  const std::size_t colon = at.before.find(':');
  if (colon == std::string_view::npos) return;
  const std::vector<std::string> words = words_of(at.before.substr(colon + 1));
  if (words.empty()) return at.offer(types(*at.made, true));
  const auto type = std::find_if(spec.types.begin(), spec.types.end(), [&](const ThingType& t) { return t.name == words[0]; });
  if (type == spec.types.end()) return;
  if (at.before.find('{') != std::string_view::npos) {
    const std::string name = path_before(at.before);
    for (const FieldId field : type->fields) {
      if (name.empty()) at.offer(spec[field].name, resolving::show(spec, spec[field].type));
      if (spec[field].name != name) continue;
      at.result.hint = fmt::format("`{}` is {}", name, resolving::show(spec, spec[field].type));
      for (const std::string& value : values_of(*at.made, spec[field].type)) at.offer(value);
    }
    return;
  }
  const std::string& last = words.back();
  if (type->kind == syntax::TypeKind::flow && (last == "from" || last == "to")) {
    const TypeId end = last == "from" ? type->from : type->to;
    at.result.hint = fmt::format("`{}` is {}", last, spec[end].name);
    for (const std::string& value : values_of(*at.made, thing_type(end))) at.offer(value);
    return;
  }
  for (const char* word : {"from", "to", "on", "during", "starting", "ending"}) at.offer(word);
}

void complete_change(const Cursor& at) {
  if (at.before.find(':') != std::string_view::npos) return complete_declaration(at);
  complete_setting(at);
}

void complete_files(const Cursor& at) {
  // A path has other characters than a name.
  const std::size_t space = at.rest.rfind(' ');
  const std::string path(space == std::string_view::npos ? at.rest : at.rest.substr(space + 1));
  at.result.begin -= path.size() - at.word.size();
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory.empty() ? "." : directory, error)) {
    const std::string name = directory + entry.path().filename().string();
    if (entry.path().filename().string().front() == '.' || !name.starts_with(path)) continue;
    std::error_code ignored;
    at.result.candidates.push_back({name + (entry.is_directory(ignored) ? "/" : ""), ""});
  }
}

void complete_save(const Cursor& at) {
  if (split_at_word(at.before, "as")) return complete_files(at);
  complete_deals(at);
  at.offer("as");
}

void complete_verbs(const Cursor& at) {
  for (const Verb& verb : verbs()) at.offer(std::string(verb.name), std::string(verb.summary));
}

void complete_lists(const Cursor& at) {
  for (const char* word : {"deals", "flows", "clauses", "open", "contracts", "files"}) at.offer(word);
}
void complete_graph(const Cursor& at) {
  for (const char* word : {"svg", "dot", "open"}) at.offer(word);
}
void complete_export(const Cursor& at) {
  if (words_of(at.before).empty()) {
    for (const char* word : {"json", "smt2"}) at.offer(word);
  } else {
    complete_files(at);
  }
}
void complete_limit(const Cursor& at) {
  at.result.hint = "a number of solver steps, `off` or `usual`";
  for (const char* word : {"off", "usual"}) at.offer(word);
}

struct Row {
  std::string_view verb;
  void (*complete)(const Cursor&);
};
constexpr std::array kRows{
    Row{"check", complete_deals},       Row{"save", complete_save},        Row{"show", complete_declared},
    Row{"why", complete_clauses},       Row{"why not", complete_change},   Row{"next", complete_clauses},
    Row{"table", complete_clauses},     Row{"timeline", complete_clauses}, Row{"set", complete_setting},
    Row{"set limit", complete_limit},   Row{"drop", complete_own_things},  Row{"add", complete_declaration},
    Row{"assume", complete_assumption}, Row{"reading", complete_readings}, Row{"least", complete_expression},
    Row{"most", complete_expression},   Row{"=", complete_expression},     Row{"help", complete_verbs},
    Row{"list", complete_lists},        Row{"graph", complete_graph},      Row{"export", complete_export},
    Row{"load", complete_files},        Row{"source", complete_files},     Row{"allowed?", complete_declaration},
    Row{"possible?", complete_declaration}, Row{"must?", complete_expression},
};

// The verb that has been typed, with a space behind it; else the first word is being typed still.
const Verb* typed_verb(std::string_view before, std::string_view& rest) {
  const Verb* best = nullptr;
  for (const Verb& verb : verbs()) {
    if (!before.starts_with(verb.name) || before.size() == verb.name.size()) continue;
    const bool ends = before[verb.name.size()] == ' ' || verb.name == "=";
    if (!ends || (best && best->name.size() > verb.name.size())) continue;
    best = &verb;
    rest = before.substr(verb.name.size());
  }
  return best;
}

}  // namespace

Completion complete(Session& session, std::string_view before) {
  Completion result;
  const auto made = session.current() ? session.make(session.edits()) : tl::unexpected(std::string());
  std::size_t skipped = 0;
  while (skipped < before.size() && before[skipped] == ' ') ++skipped;
  const std::string_view command = before.substr(skipped);
  std::string_view rest = command;
  const Verb* verb = typed_verb(command, rest);
  const std::size_t begin = word_begin(rest);
  result.begin = before.size() - (rest.size() - begin);
  const Cursor at{session, made ? &*made : nullptr, rest, rest.substr(begin), rest.substr(0, begin), result};
  if (!verb) {
    const bool first = at.before.empty();
    if (!first || !at.word.empty()) complete_expression(at);
    if (first) {
      result.goes_on = result.goes_on && !result.candidates.empty();
      complete_verbs(at);
    }
  } else {
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.verb == verb->name; });
    if (row != kRows.end()) row->complete(at);
    // "why n" may go on as "why not".
    for (const Verb& longer : verbs())
      if (longer.name.size() > verb->name.size() && longer.name.starts_with(std::string(verb->name) + " ") && at.before == " ")
        at.offer(std::string(longer.name.substr(verb->name.size() + 1)), std::string(longer.summary));
  }
  auto& all = result.candidates;
  std::stable_sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
  all.erase(std::unique(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name == b.name; }), all.end());
  return result;
}

std::string common_beginning(const std::vector<Named>& candidates) {
  if (candidates.empty()) return "";
  std::string common = candidates.front().name;
  for (const Named& one : candidates) {
    const auto [a, b] = std::mismatch(common.begin(), common.end(), one.name.begin(), one.name.end());
    common.erase(a, common.end());
  }
  return common;
}

}  // namespace proviso::shell
