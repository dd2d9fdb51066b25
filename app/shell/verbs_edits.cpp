// set, drop, add, assume, reading, undo, redo, diff, save
#include "app/shell/edit_commands.h"
#include "app/shell/names.h"
#include "app/shell/verbs.h"
#include "app/shell/verdict_text.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "report/finding.h"
#include "report/lines.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace proviso::shell {

namespace {

using Result = tl::expected<Statements, std::string>;

tl::unexpected<std::string> wrong(const Session& session, std::string_view message, std::string_view advice = "") {
  const Paint paint{session.colour()};
  std::string text = paint(Ink::red, "error") + paint(Ink::bold, fmt::format(": {}", message)) + "\n";
  if (!advice.empty()) text += paint(Ink::blue, "  = ") + visible(advice) + "\n";
  return tl::unexpected(text);
}

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_path(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_name_character(c) || c == '.'; });
}

// "runs.from = AWS" at the first `=` that is no part of another sign.
std::optional<std::pair<std::string, std::string>> split_setting(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const std::string_view before = trimmed(text.substr(0, i));
    if (text[i] != '=' || text[i + 1] == '=') continue;
    if (!is_path(before)) return std::nullopt;
    return std::pair{std::string(before), std::string(trimmed(text.substr(i + 1)))};
  }
  return std::nullopt;
}

Result set_after(Session& session, Statements before, const std::string& text) {
  const auto parts = split_setting(text);
  if (!parts || parts->second.empty())
    return wrong(session, "`set` takes a path and a value", "as in `set " + example_setting(session) + "`");
  const auto& [path, value] = *parts;
  return with(std::move(before), {StatementKind::set, path, fmt::format("{} = {}", path, value)});
}

Result drop_after(Session& session, Statements before, const std::string& text) {
  const std::vector<std::string> names = words_of(text);
  if (names.empty()) return wrong(session, "`drop` takes a name", "as in `drop " + example_flow(session) + "`");
  for (std::string name : names) {
    if (name.back() == ',') name.pop_back();
    const auto base = session.make({});
    if (!base) return tl::unexpected(base.error());
    const auto now = session.make(before);
    if (!now) return tl::unexpected(now.error());
    const auto is_there = [&](const Made& made) {
      const auto& things = made.named().things;
      const auto& own = made.named().clauses;
      return std::any_of(things.begin(), things.end(), [&](ThingId id) { return (*made.spec)[id].name == name; }) ||
             std::any_of(own.begin(), own.end(), [&](ClauseId id) { return (*made.spec)[id].name == name; });
    };
    if (!is_there(*now)) {
      std::vector<std::string> known;
      for (const Named& thing : own_things(session, *now)) known.push_back(thing.name);
      const std::string_view close = nearest(name, {known.begin(), known.end()});
      return wrong(session, fmt::format("the deal declares nothing called `{}`", name),
                   close.empty() ? "`list` shows what it declares" : fmt::format("did you mean `{}`?", close));
    }
    if (is_there(*base)) before = with(std::move(before), {StatementKind::drop, name, "drop " + name});
    else before = without(std::move(before), name);
  }
  return before;
}

// The name of a declaration, a term or a clause; empty where it has none.
std::string declared_name(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  std::size_t at = 0;
  while (at < words.size() && (words[at] == "optional" || words[at] == "possible" || words[at] == "any" ||
                               words[at] == "term" || words[at] == "clause" || words[at] == "define"))
    ++at;
  if (at == words.size()) return "";
  std::string name;
  for (const char c : words[at]) {
    if (!is_name_character(c)) break;
    name += c;
  }
  return name;
}

Result add_after(Session& session, Statements before, const std::string& text) {
  if (text.empty())
    return wrong(session, "`add` takes a declaration", "as in `add extra: TYPE from PARTY to PARTY`");
  std::string declaration = text;
  // "add flow x: T …": the word says nothing that the type does not.
  for (const std::string_view noise : {"flow ", "event ", "entity "})
    if (declaration.starts_with(noise)) declaration = declaration.substr(noise.size());
  const std::string first = words_of(declaration).front();
  for (const std::string_view frame : {"under", "includes", "during", "judged"})
    if (first == frame) return with(std::move(before), {StatementKind::frame, first, declaration});
  if (first == "fact" || first == "rate") return with(std::move(before), {StatementKind::add, "", declaration});
  const std::string name = declared_name(declaration);
  if (name.empty() || declaration.find(':') == std::string::npos) {
    if (first != "clause" && first != "term")
      return wrong(session, "a declaration is a name, `:` and a type", "as in `add extra: TYPE from PARTY to PARTY`");
  }
  return with(std::move(before), {StatementKind::add, name, declaration});
}

// What is assumed of an event takes the place of what the deal assumed of it.
Result assume_after(Session& session, Statements before, const std::string& text) {
  if (text.empty()) return wrong(session, "what is to be assumed?", "as in `assume EVENT never`");
  if (const auto on = split_at_word(text, "on"); on && is_path(on->first))
    return with(std::move(before), {StatementKind::set, on->first, fmt::format("{} = {}", on->first, on->second)});
  if (const auto never = split_at_word(text, "never"); never && is_path(never->first) && never->second.empty())
    return with(std::move(before), {StatementKind::set, never->first, never->first + " = never"});
  return with(std::move(before), {StatementKind::assume, "", "assume " + text});
}

Result reading_after(Session& session, Statements before, const std::string& text) {
  const auto made = session.make(before);
  if (!made) return tl::unexpected(made.error());
  const auto parts = split_setting(text);
  const auto known = readings(*made);
  if (!parts) {
    return wrong(session, "`reading` takes a name and one of its readings",
                 known.empty() ? "nothing here has readings"
                               : fmt::format("as in `reading {} = {}`", known.front().name,
                                             members_of_reading(*made, known.front().name).front()));
  }
  const auto members = members_of_reading(*made, parts->first);
  if (members.empty()) {
    std::vector<std::string_view> names;
    for (const Named& one : known) names.push_back(one.name);
    const std::string_view close = nearest(parts->first, names);
    return wrong(session, fmt::format("nothing called `{}` has readings", parts->first),
                 !close.empty()   ? fmt::format("did you mean `{}`?", close)
                 : names.empty() ? std::string()
                                 : fmt::format("there are {}", fmt::join(names, ", ")));
  }
  if (std::find(members.begin(), members.end(), parts->second) == members.end())
    return wrong(session, fmt::format("`{}` has no reading `{}`", parts->first, parts->second),
                 fmt::format("there are {}", fmt::join(members, ", ")));
  return with(std::move(before), {StatementKind::set, parts->first, fmt::format("{} = {}", parts->first, parts->second)});
}

struct EditRow {
  std::string_view verb;
  Result (*after)(Session&, Statements, const std::string&);
};
constexpr std::array kEdits{EditRow{"set", set_after}, EditRow{"drop", drop_after}, EditRow{"add", add_after},
                            EditRow{"assume", assume_after}, EditRow{"reading", reading_after}};

}  // namespace

Result statements_after(Session& session, Statements before, const std::string& command) {
  const std::vector<std::string> words = words_of(command);
  if (words.empty()) return before;
  for (const EditRow& row : kEdits)
    if (words.front() == row.verb)
      return row.after(session, std::move(before), std::string(trimmed(trimmed(command).substr(row.verb.size()))));
  if (split_setting(command)) return set_after(session, std::move(before), command);
  return add_after(session, std::move(before), command);
}

Result statements_after(Session& session, const std::string& command) {
  return statements_after(session, session.edits(), command);
}

namespace {

// ---------------------------------------------------------------- the verbs

std::string now_at(Session& session, const std::string& path) {
  const auto made = session.make(session.edits());
  const auto place = made ? place_at(session, *made, path) : std::nullopt;
  return place ? place->now : "";
}

void make_edit(Session& session, const std::string& command, Reply& reply) {
  auto next = statements_after(session, command);
  if (!next) return reply.fail_with(next.error());
  if (*next == session.edits()) {
    reply.out << "that is how it stands already\n";
    return;
  }
  const Statement said = next->empty() ? Statement{StatementKind::drop, "", command} : next->back();
  const bool setting = said.kind == StatementKind::set && !next->empty();
  const std::string before = setting ? now_at(session, said.target) : "";
  if (auto edited = session.edit(std::move(*next)); !edited) return reply.fail_with(edited.error());
  reply.out << visible("  " + proviso::cut_to(one_line(said.text), 90) + (before.empty() ? "" : fmt::format("  (it was {})", before)))
            << '\n';
  reply.suggest({"check"});
}

void set(Session& session, const std::string& rest, Reply& reply) { make_edit(session, "set " + rest, reply); }
void drop(Session& session, const std::string& rest, Reply& reply) { make_edit(session, "drop " + rest, reply); }
void add(Session& session, const std::string& rest, Reply& reply) { make_edit(session, "add " + rest, reply); }
void assume(Session& session, const std::string& rest, Reply& reply) { make_edit(session, "assume " + rest, reply); }
void reading(Session& session, const std::string& rest, Reply& reply) { make_edit(session, "reading " + rest, reply); }

std::string set_example(Session& session) { return "set " + example_setting(session); }
std::string drop_example(Session& session) { return "drop " + example_flow(session); }
std::string add_example(Session& session) {
  const auto made = session.make({});
  if (made) {
    for (const ThingId id : made->named().things) {
      const Thing& thing = (*made->spec)[id];
      if ((*made->spec)[thing.type].kind != syntax::TypeKind::flow) continue;
      return "add another: " + one_line(session.program().sources.text((*made->spec)[thing.from].span)).insert(0, (*made->spec)[thing.type].name + " from ") +
             " to " + one_line(session.program().sources.text((*made->spec)[thing.to].span));
    }
  }
  return "add another: TYPE from PARTY to PARTY";
}
std::string assume_example(Session& session) {
  const auto made = session.make({});
  if (made)
    for (const Named& thing : all_things(session, *made)) {
      const ThingId id = find_thing(*made, thing.name);
      if ((*made->spec)[(*made->spec)[id].type].kind == syntax::TypeKind::event) return fmt::format("assume {} never", thing.name);
    }
  return "assume " + example_path(session) + " == " + "VALUE";
}
std::string reading_example(Session& session) {
  const auto made = session.make({});
  const auto known = made ? readings(*made) : std::vector<Named>();
  if (known.empty()) return "reading NAME = READING";
  return fmt::format("reading {} = {}", known.front().name, members_of_reading(*made, known.front().name).front());
}

void say_where(Session& session, Reply& reply) {
  reply.out << visible(subject_text(session)) << '\n';
  reply.suggest({"check"});
}

void undo(Session& session, const std::string&, Reply& reply) {
  if (!session.undo()) return reply.fail("there is nothing to undo");
  say_where(session, reply);
}
void redo(Session& session, const std::string&, Reply& reply) {
  if (!session.redo()) return reply.fail("there is nothing to do again");
  say_where(session, reply);
}
std::string undo_example(Session&) { return "undo"; }
std::string redo_example(Session&) { return "redo"; }

void diff(Session& session, const std::string&, Reply& reply) {
  if (!session.current()) return reply.fail("there is no deal", "`load FILE` reads some");
  if (!session.is_edited()) {
    reply.out << visible(fmt::format("{} is as it was loaded", session.current()->deal)) << '\n';
    return;
  }
  const auto before = session.examine_unedited();
  const auto after = session.examine();
  if (!before) return reply.fail_with(before.error());
  if (!after) return reply.fail_with(after.error());
  reply.out << visible(session.current()->deal + ", changed since it was loaded:") << '\n';
  const auto base = session.make({});
  for (const Statement& one : session.edits()) {
    const auto place = base && one.kind == StatementKind::set ? place_at(session, *base, one.target) : std::nullopt;
    reply.out << visible("  " + one_line(one.text) + (place && !place->now.empty() ? fmt::format("  (it was {})", place->now) : ""))
              << '\n';
  }
  const DealReport& then = (*before)->check.report;
  const DealReport& now = (*after)->check.report;
  reply.out << visible(then.verdict == now.verdict ? fmt::format("the verdict is the same: {}", word(now.verdict))
                                                   : fmt::format("the verdict: {} -> {}", word(then.verdict), word(now.verdict)))
            << '\n';
  write_difference(then, now, reply);
  reply.verdict = now.verdict;
  reply.suggest({"undo", "save as FILE"});
}
std::string diff_example(Session&) { return "diff"; }

// ---------------------------------------------------------------- save

// How a file imports another: relative to its own folder.
std::string import_path(const std::string& from, const std::string& to) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::absolute(fs::path(from)).lexically_normal().parent_path();
  return fs::absolute(fs::path(to)).lexically_normal().lexically_relative(folder).generic_string();
}

std::optional<std::string> formatted(const std::string& text) {
  Sources sources;
  Diagnostics found;
  const FileId file = sources.add("", text);
  const syntax::File tree = syntax::parse(sources, file, found);
  if (has_errors(found)) return std::nullopt;
  return syntax::print(tree, sources);
}

bool is_loaded(const Session& session, const std::string& path) {
  for (const syntax::File* tree : session.trees())
    if (session.files().identity(std::string(session.program().sources.path(tree->id))) == session.files().identity(path))
      return true;
  return false;
}

void save(Session& session, const std::string& rest, Reply& reply) {
  const auto parts = split_at_word(rest, "as");
  if (!parts || parts->second.empty() || words_of(parts->second).size() != 1)
    return reply.fail("`save` takes a file", "as in `save as amended.proviso` or `save NAME as amended.proviso`");
  std::string name = parts->first;
  const std::string& path = parts->second;
  if (!session.current()) return reply.fail("there is no deal to save", "`load FILE` reads some");
  if (name.empty() || name == session.current()->deal) name = session.edited_name();
  if (!std::all_of(name.begin(), name.end(), is_name_character) || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
    return reply.fail(fmt::format("`{}` is no name of a deal", name));
  for (const Session::Subject& other : session.deals())
    if (other.deal == name) return reply.fail(fmt::format("there is a deal `{}` already", name), "save it under another name");
  if (session.files().kind(path) != PathKind::nothing && session.saved.count(session.files().identity(path)) == 0)
    return reply.fail(fmt::format("`{}` is there already, and is not overwritten", path), is_loaded(session, path) ? "it is one of the loaded files" : "choose another name");
  const auto made = session.make(session.edits());
  if (!made) return reply.fail_with(made.error());
  const std::string text = fmt::format("import \"{}\"\n\n", import_path(path, std::string(session.program().sources.path(session.current()->root)))) +
                           deal_text(name, made->named().title, session.current()->deal, session.edits());
  const auto laid_out = formatted(text);
  if (!laid_out) return reply.fail("the deal could not be written as a text");
  write_file(session, path, *laid_out, reply);
  if (reply.failed) return;
  session.saved.insert(session.files().identity(path));
  reply.suggest({"load " + path});
}
std::string save_example(Session& session) {
  return fmt::format("save {} as amended.proviso", session.current() ? session.current()->deal : std::string("DEAL"));
}

}  // namespace

std::vector<Verb> edit_verbs() {
  return {
      {"set", "PATH = VALUE", "give a part of a flow, thing or event another value", set, set_example},
      {"drop", "NAME…", "leave a flow, event or clause of the deal out", drop, drop_example},
      {"add", "NAME: TYPE …", "declare something more: a flow, an event, a clause, a term", add, add_example},
      {"assume", "CONDITION", "suppose that something holds, or when an event happens", assume, assume_example},
      {"reading", "NAME = READING", "settle how a define or clause is read", reading, reading_example},
      {"undo", "", "take the last change back", undo, undo_example},
      {"redo", "", "make it again", redo, redo_example},
      {"diff", "", "what was changed since the deal was loaded, and what that did to the verdict", diff, diff_example},
      {"save", "[NAME] as FILE", "write the deal with its changes as a spec", save, save_example},
  };
}

}  // namespace proviso::shell
