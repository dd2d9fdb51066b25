// What resolution keeps while it works: frames of names and what each name stands for.
#pragma once

#include "model/spec.h"
#include "model/syntax/diagnostic.h"
#include "model/syntax/tree.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proviso::resolving {

struct Frame;

enum class Progress : std::uint8_t { waiting, busy, done };

// `term x = …` of a contract or a deal, resolved when it is first used.
struct Term {
  const syntax::TermValue* syntax = nullptr;
  const syntax::Expr* value = nullptr;  // its own, or what an edit put in its place
  const Frame* home = nullptr;
  std::string full_name;                // names its open term
  Progress progress = Progress::waiting;
  ExprId resolved;
  std::set<std::string> uses = {};      // names of terms and defines in its value, and in theirs
};

// A `define`, resolved once, when it is first used.
struct Definition {
  const syntax::Define* syntax = nullptr;
  const Frame* home = nullptr;
  Progress progress = Progress::waiting;
  std::vector<LocalId> parameters;
  Type type;
  ExprId body;
  OpenTermId reading = {};              // which of its readings is meant; invalid: it has none
  std::set<std::string> uses = {};
};

struct RateEntry {
  const syntax::Rate* syntax = nullptr;
  const Frame* home = nullptr;
  Progress progress = Progress::waiting;
  ExprId value;
  std::set<std::string> uses = {};
};

// One text of a clause in one contract; amended contracts have several of a name.
struct Version {
  const syntax::Clause* syntax = nullptr;
  Span whole;
  std::string name;
  ContractId text;                      // the contract that wrote it
  ClauseId id;
  ContractId since = {};                // the amendment that brings it in; invalid: it was there
  std::vector<ContractId> cut_by = {};  // the amendments that end it
  ClauseId replaces = {};
  ClauseId replaced_by = {};
  std::set<std::string> uses = {};      // names of terms and defines in it, and in those
};

struct ContractSource {
  const syntax::Contract* syntax = nullptr;
  Frame* frame = nullptr;
  ContractId id;
  ContractId base = {};                 // of an amendment: what it amends
  std::vector<Version> versions = {};   // in the order of the contract's clauses
  // Names as the texts of the amended contracts see them, where clauses are those of this one.
  std::map<ContractId, Frame*> views = {};
};

struct DealSource {
  const syntax::Deal* syntax = nullptr;
  const syntax::Group* group = nullptr;  // in which it stands, or null
  bool imported = false;
  bool planning = false;                 // being composed: a second visit is a cycle
  DealId id;
  const Frame* frame = nullptr;
};

// A name that was wrong, or whose item is refused: reported once, silent after that.
struct Silenced {};
// `any x: T`: any number of flows, so that the name has no value.
struct AnyFlows {};

using Meaning = std::variant<Silenced, AnyFlows, ThingId, ClauseId, Term*, Definition*, EnumId, TypeId,
                             ContractId, DealSource*>;
struct Entry {
  Meaning meaning;
  Span span;
};

// The names that one contract, one deal or the whole spec declares.
struct Frame {
  std::string name;                      // of the contract or deal; empty: the spec
  std::map<std::string, Entry, std::less<>> names;
  std::vector<const Frame*> contracts;   // of a deal: under which it stands
  const Frame* outer = nullptr;          // the spec's
  std::vector<RateEntry*> rates;
  ContractId contract = {};              // in whose clauses these names stand; invalid: a deal, the spec
};

// The reading that is meant of a define or clause, one for all texts that offer the same ones.
struct ReadingChoice {
  std::string place;                     // what it is of: the first contract, the deal, and its name
  ContractId contract;                   // that wrote it first; invalid: the spec or a deal
  const Frame* deal = nullptr;           // in which it stands, or null
  OpenTermId term;
};

// `overrides X, tag "y"`, resolved when all clauses are known.
struct WrittenOverride {
  ClauseId by;
  const syntax::Overrides* syntax = nullptr;
  const Frame* frame = nullptr;
  Span span;
};

// `prevails over`, with the place of the other's name.
struct WrittenRank {
  ContractId above;
  ContractId below;
  Span span;
};

struct EnumMember {
  EnumId enumeration;
  std::uint32_t member = 0;
};

struct Tables {
  Spec spec;
  Diagnostics& out;
  Frame global;
  std::deque<Frame> frames;
  std::deque<Term> terms;
  std::deque<Definition> definitions;
  std::deque<RateEntry> rates;
  std::deque<ContractSource> contracts;  // in the order of their ids
  std::deque<DealSource> deals;
  std::map<std::string, std::vector<EnumMember>, std::less<>> members;
  std::vector<bool> one_day;             // by type: some deal has a flow of it that lives a day
  std::vector<ReadingChoice> readings;
  std::vector<WrittenOverride> overrides;
  std::vector<WrittenRank> ranks;
  // Where a clause has several texts, all those whose breach an event stands for.
  std::map<ExprId, std::vector<ClauseId>> event_versions;
  std::set<std::string> uses;            // of terms and defines, by what is being resolved

  explicit Tables(Diagnostics& diagnostics) : out(diagnostics) {}
};

Diagnostic& report(Tables& tables, const DiagnosticKind& kind, Span span, std::string message);
// Adds the place of a declaration to a diagnostic.
void relate(Diagnostic& diagnostic, Span span, std::string text);

// Enters a name; reports a second declaration in the same frame and keeps the first.
bool declare(Tables& tables, Frame& frame, const syntax::Name& name, Meaning meaning);
// Reports a name of a contract or deal that hides one of the spec or of its contracts.
void check_hiding(Tables& tables, const Frame& frame);

enum class Want : std::uint8_t { value, clause, any };
struct Found {
  const Entry* entry = nullptr;
  const Frame* frame = nullptr;          // in which it stands
  std::vector<const Frame*> ambiguous;   // contracts that both declare it
};
[[nodiscard]] Found look_up(const Frame& frame, std::string_view name, Want want = Want::any);

// Names that could have been meant, in a frame and outwards.
void add_candidates(const Frame& frame, std::vector<std::string_view>& to);
// "did you mean `x`?" or nothing.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     const std::vector<std::string_view>& candidates);

// The named thing, reporting unknown names and names of something else; `article` says what is
// wanted ("a party"). Invalid if there is none.
ThingId find_thing(Tables& tables, const Frame& frame, const syntax::Name& name,
                   syntax::TypeKind kind, std::string_view article);
ContractId find_contract(Tables& tables, const syntax::Name& name, bool& silenced);
DealSource* find_deal(Tables& tables, const syntax::Name& name);
// Reports a name of something else than what is wanted; `article`: "a clause".
void report_wrong_kind(Tables& tables, const syntax::Name& name, std::string_view article,
                       const Entry& entry);
// The names of the frame's own clauses, as candidates for what could have been meant.
void add_clause_names(const Frame& frame, std::vector<std::string_view>& to);
// "a contract", "an event" …
[[nodiscard]] std::string_view describe(const Tables& tables, const Meaning& meaning);

}  // namespace proviso::resolving
