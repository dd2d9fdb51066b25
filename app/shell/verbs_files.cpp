// load, reload, list, show
#include "app/shell/declarations.h"
#include "app/shell/highlight.h"
#include "app/shell/names.h"
#include "app/shell/verbs.h"
#include "app/shell/verdict_text.h"
#include "model/syntax/render_diagnostic.h"
#include "report/finding.h"
#include "report/lines.h"
#include "solver/open_things.h"
#include "solver/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proviso::shell {

namespace {

// ---------------------------------------------------------------- load

std::vector<std::string> spec_files(Session& session, const std::vector<std::string>& paths, Reply& reply) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    switch (session.files().kind(path)) {
      case PathKind::file: files.push_back(path); break;
      case PathKind::nothing: reply.fail(fmt::format("`{}`: no such file or directory", path)); break;
      case PathKind::directory: {
        const auto found = session.files().specs_below(path);
        if (!found) reply.fail(fmt::format("`{}`: {}", path, found.error()));
        else if (found->empty()) reply.fail(fmt::format("`{}`: no file below it ends in `.proviso`", path));
        else files.insert(files.end(), found->begin(), found->end());
        break;
      }
    }
  }
  return files;
}

void say_what_is_loaded(Session& session, Reply& reply) {
  const Program& program = session.program();
  for (const Diagnostic& one : program.diagnostics)
    if (one.kind->severity == Severity::error) reply.fail_with(render(one, program.sources, session.colour()) + "\n");
  for (const std::string& failure : program.unreadable) reply.fail(failure);
  const auto warnings = std::count_if(program.diagnostics.begin(), program.diagnostics.end(), [](const Diagnostic& one) {
    return one.kind->severity == Severity::warning;
  });
  const std::size_t deals = session.deals().size();
  reply.out << visible(fmt::format("{} in {}{}", counted(deals, "deal"), counted(program.roots.size(), "file"),
                                   warnings == 0 ? "" : fmt::format(", {}; `proviso check` shows them", counted(static_cast<std::size_t>(warnings), "warning"))))
            << '\n';
  if (!session.current()) return;
  reply.out << visible("the current deal is " + session.current()->deal) << '\n';
  reply.suggest(deals > 1 ? std::vector<std::string>{"list", "check"} : std::vector<std::string>{"check"});
}

void load(Session& session, const std::string& rest, Reply& reply) {
  if (rest.empty()) return reply.fail("`load` takes files or directories", "as in `load deals/runtime.proviso`");
  const std::vector<std::string> files = spec_files(session, words_of(rest), reply);
  if (reply.failed) return;
  session.load(files);
  say_what_is_loaded(session, reply);
}

void reload(Session& session, const std::string&, Reply& reply) {
  if (session.paths().empty()) return reply.fail("nothing is loaded", "`load FILE` reads a spec");
  const std::vector<std::string> changed = session.changed_files();
  session.load(std::vector<std::string>(session.paths()));
  reply.out << visible(changed.empty() ? std::string("no file has changed") : "read again: " + listed(changed)) << '\n';
  say_what_is_loaded(session, reply);
}

std::string load_example(Session& session) {
  return "load " + (session.paths().empty() ? std::string("FILE") : session.files().shown(session.paths().front()));
}
std::string reload_example(Session&) { return "reload"; }

// ---------------------------------------------------------------- list

void rows(Reply& reply, const std::vector<Named>& all) {
  std::size_t width = 0;
  for (const Named& one : all) width = std::max(width, columns_of(one.name));
  for (const Named& one : all) {
    std::string line = "  " + one.name;
    if (!one.what.empty()) line += std::string(width - columns_of(one.name) + 2, ' ') + one.what;
    reply.out << visible(line) << '\n';
  }
}

std::vector<Named> list_deals(Session& session) {
  std::vector<Named> all;
  for (const Session::Subject& deal : session.deals()) {
    const auto edits = session.all_edits().find(deal);
    std::string what;
    for (const Root& root : session.program().roots) {
      if (root.file != deal.root || !root.spec) continue;
      for (const Deal& one : root.spec->deals)
        if (one.name == deal.deal) what = one.title;
    }
    if (edits != session.all_edits().end() && !edits->second.now().empty())
      what += (what.empty() ? "" : ", ") + counted(edits->second.now().size(), "change");
    all.push_back({(session.current() && *session.current() == deal ? "* " : "  ") + deal.deal, what});
  }
  return all;
}

std::vector<Named> list_flows(Session& session) {
  const auto made = session.make(session.edits());
  if (!made) return {};
  std::vector<Named> all;
  const Spec& spec = *made->spec;
  const auto text = [&](ExprId id) { return id.valid() ? one_line(session.program().sources.text(spec[id].span)) : std::string(); };
  for (Named& named : own_things(session, *made)) {
    const Thing& thing = spec[find_thing(*made, named.name)];
    if (spec[thing.type].kind == syntax::TypeKind::entity) continue;
    std::string dates;
    // The days of `on DATE` stand in one place.
    if (thing.start.valid()) {
      const std::string start = text(thing.start), end = text(thing.end);
      dates = start == end ? " on " + start : fmt::format(", {} .. {}", start, end);
    }
    if (thing.date.valid()) dates = " on " + text(thing.date);
    if (thing.presence != syntax::Presence::always)
      named.what = (thing.presence == syntax::Presence::optional ? "optional " : "possible ") + named.what;
    all.push_back({named.name, named.what + dates});
  }
  return all;
}

std::vector<Named> list_clauses(Session& session) {
  const auto made = session.make(session.edits());
  return made ? clauses(*made) : std::vector<Named>();
}

// What the deal leaves open: choices, unknowns, events, readings.
std::vector<Named> list_open(Session& session) {
  const auto examined = session.examine();
  if (!examined) return {};
  std::vector<Named> all;
  const Spec& spec = *(*examined)->made.spec;
  const Problem& problem = *(*examined)->check.decision.problem;
  for (const OpenThing& thing : open_things(problem)) {
    std::string what = is_ours(spec, thing.origin) ? "our choice" : "not ours";
    if (thing.origin.kind == OriginKind::term) {
      const OpenTerm& term = spec[thing.origin.term];
      if (term.kind == OpenTermKind::reading) what = fmt::format("reading: {}", fmt::join(spec[term.type.enumeration].members, ", "));
      else what += ": " + one_line(session.program().sources.text(term.span));
    } else if (thing.origin.kind == OriginKind::date) {
      what = "event";
    }
    all.push_back({name_of(spec, thing.origin), what});
  }
  return all;
}

std::vector<Named> list_contracts(Session& session) {
  const auto made = session.make(session.edits());
  std::vector<Named> all;
  if (!made) return all;
  for (const Contract& contract : made->spec->contracts) all.push_back({contract.name, contract.title});
  return all;
}

std::vector<Named> list_files(Session& session) {
  std::vector<Named> all;
  for (const syntax::File* tree : session.trees()) {
    const bool root = std::any_of(session.program().roots.begin(), session.program().roots.end(), [&](const Root& r) { return r.file == tree->id; });
    all.push_back({std::string(session.program().sources.path(tree->id)), root ? "" : "imported"});
  }
  return all;
}

struct ListRow {
  std::string_view what;
  std::vector<Named> (*list)(Session&);
  std::string_view none;
};
constexpr std::array kLists{
    ListRow{"deals", list_deals, "there is no deal"},
    ListRow{"flows", list_flows, "the deal declares no flow and no event"},
    ListRow{"clauses", list_clauses, "there is no clause"},
    ListRow{"open", list_open, "the deal leaves nothing open"},
    ListRow{"contracts", list_contracts, "there is no contract"},
    ListRow{"files", list_files, "nothing is loaded"},
};

void list(Session& session, const std::string& what, Reply& reply) {
  const std::string wanted = what.empty() ? "deals" : what;
  const auto row = std::find_if(kLists.begin(), kLists.end(), [&](const ListRow& r) { return r.what == wanted; });
  if (row == kLists.end()) {
    std::vector<std::string> known;
    for (const ListRow& one : kLists) known.emplace_back(one.what);
    return fail_unknown(reply, "list of", wanted, known);
  }
  if (row->what != "files" && !session.current()) return reply.fail("there is no deal", "`load FILE` reads some");
  if (const auto made = session.make(session.edits()); !made && row->what != "deals" && row->what != "files")
    return reply.fail_with(made.error());
  const std::vector<Named> all = row->list(session);
  if (all.empty()) reply.out << "  " << row->none << '\n';
  rows(reply, all);
}

std::string list_example(Session&) { return "list flows"; }

// ---------------------------------------------------------------- show

// Lines behind the first as far to the left as the first stands.
std::string dedented(const Sources& sources, Span span) {
  const std::size_t indent = sources.begin_of(span).column - 1;
  std::string text;
  for (std::size_t begin = 0, line = 0; begin <= sources.text(span).size(); ++line) {
    const std::string_view all = sources.text(span);
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    std::string_view one = all.substr(begin, end - begin);
    for (std::size_t i = 0; line > 0 && i < indent && !one.empty() && one.front() == ' '; ++i) one.remove_prefix(1);
    text += (line == 0 ? "" : "\n") + std::string(one);
    begin = end + 1;
  }
  return text;
}

void show_text(Session& session, Span span, Reply& reply) {
  const Sources& sources = session.program().sources;
  const std::string place = fmt::format("{}:{}", sources.path(span.file), sources.begin_of(span).line);
  reply.out << reply.paint(Ink::blue, place) << '\n' << highlighted(dedented(sources, span), session.colour()) << '\n';
}

// What was said about it in this conversation.
void show_edits(Session& session, std::string_view name, Reply& reply) {
  std::vector<std::string> said;
  for (const Statement& one : session.edits())
    if (first_part(one.target) == name) said.push_back(one_line(one.text));
  if (!said.empty()) reply.out << visible("changed: " + listed(said)) << '\n';
}

void show(Session& session, const std::string& name, Reply& reply) {
  constexpr std::size_t kMost = 6;
  if (name.empty()) return reply.fail("show what?", "as in `show " + example_flow(session) + "`");
  // Names of the current deal come first: other deals may have the same.
  if (const auto made = session.make(session.edits())) {
    if (const ThingId thing = find_thing(*made, name); thing.valid()) {
      show_text(session, (*made->spec)[thing].whole, reply);
      return show_edits(session, name, reply);
    }
  }
  std::vector<Declared> found;
  std::vector<std::string> known;
  for (const syntax::File* tree : session.trees()) {
    for (Declared& one : declarations(*tree)) {
      known.push_back(one.path.substr(one.path.rfind('.') + 1));
      if (proviso::shell::is_called(one, name)) found.push_back(std::move(one));
    }
  }
  if (found.empty()) return fail_unknown(reply, "declaration of", name, known);
  const std::size_t shown = std::min(found.size(), kMost);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) reply.out << '\n';
    show_text(session, found[i].span, reply);
  }
  if (shown < found.size()) reply.out << visible(fmt::format("and {} more; name one in full: `show {}`", found.size() - shown, found.back().path)) << '\n';
  if (session.current() && session.current()->deal == name)
    for (const Statement& one : session.edits()) reply.out << visible("changed: " + one_line(one.text)) << '\n';
}

std::string show_example(Session& session) { return "show " + example_flow(session); }

}  // namespace

std::vector<Verb> file_verbs() {
  return {
      {"load", "FILE|DIR…", "read specs in place of those that are loaded", load, load_example},
      {"reload", "", "read the loaded files again; changes of deals are kept", reload, reload_example},
      {"list", "[deals|flows|clauses|open|contracts|files]", "what there is; of flows, clauses and what is open that of the current deal", list, list_example},
      {"show", "NAME", "the text of a deal, clause, flow, type or contract", show, show_example},
  };
}

}  // namespace proviso::shell
