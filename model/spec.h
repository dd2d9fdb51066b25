// The resolved model of one root file and all it imports: tables joined by typed ids, every
// expression typed and its units checked. Made by `resolve`; nothing in it is wrong any more.
#pragma once

#include "model/number.h"
#include "model/syntax/source.h"
#include "model/syntax/tree.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace proviso {

// An index into one table of `Spec`; the tag keeps tables apart.
template <class Tag>
struct Id {
  std::uint32_t index = 0xffffffffu;
  [[nodiscard]] bool valid() const { return index != 0xffffffffu; }
  friend auto operator<=>(const Id&, const Id&) = default;
};
using EnumId = Id<struct EnumTag>;
using TypeId = Id<struct TypeTag>;          // an entity, flow or event type
using FieldId = Id<struct FieldTag>;
using ThingId = Id<struct ThingTag>;        // a named entity, flow or event
using ExprId = Id<struct ExprTag>;
using LocalId = Id<struct LocalTag>;        // a binder's name or a define's parameter
using OpenTermId = Id<struct OpenTermTag>;  // a `choose` or `unknown`
using ClauseId = Id<struct ClauseTag>;
using ContractId = Id<struct ContractTag>;
using DealId = Id<struct DealTag>;

// ---------------------------------------------------------------- types

enum class BaseType : std::uint8_t {
  error,    // something was wrong and has been reported: fits everything
  boolean,
  integer,
  number,
  money,
  date,
  days,
  enumeration,
  thing,         // entity, flow or event
  period,
  clause_event,  // `C.breach`, `C.kept`
  nothing,       // the type of `none`
};

struct Type {
  BaseType base = BaseType::error;
  EnumId enumeration;     // of enumeration
  TypeId thing;           // of thing
  std::string currency;   // of money; ISO 4217
  bool optional = false;  // `T?`
  bool set = false;       // `set T`

  friend bool operator==(const Type&, const Type&) = default;
};

[[nodiscard]] inline Type basic(BaseType base) {
  Type type;
  type.base = base;
  return type;
}
[[nodiscard]] inline Type thing_type(TypeId id) {
  Type type = basic(BaseType::thing);
  type.thing = id;
  return type;
}

struct Enum {
  std::string name;
  std::vector<std::string> members;
  Span span;
};

struct Field {
  std::string name;
  Type type;
  ExprId value;  // the default; may be invalid
  Span span;
};

struct ThingType {
  syntax::TypeKind kind = syntax::TypeKind::entity;
  std::string name;
  TypeId base;                                       // entity only; may be invalid
  TypeId from, to;                                   // flow only
  std::vector<FieldId> fields;                       // inherited ones first
  std::vector<std::pair<FieldId, ExprId>> defaults;  // of this type, for its own or inherited fields
  Span span;
};

// ---------------------------------------------------------------- expressions

enum class CompareOp : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };
enum class ArithmeticOp : std::uint8_t { add, subtract, multiply, divide };

struct BoolConst { bool value; };
struct NumberConst { Rational value; };        // integer, number, money or days, as the type says
struct DateConst { Day day; };
struct NeverConst {};
struct NoneConst {};
struct EnumConst { std::uint32_t member; };    // of the type's enumeration
struct ThingRef { ThingId thing; };
struct LocalRef { LocalId local; };
struct OpenRef { OpenTermId term; };
// What a dot can reach. `start`/`end` also of periods; `date` of events and clause events.
enum class FieldKind : std::uint8_t { declared, from, to, start, end, date };
struct FieldOf { ExprId of; FieldKind kind; FieldId field; };
struct Not { ExprId operand; };
struct Negate { ExprId operand; };
enum class Connective : std::uint8_t { and_, or_, implies, iff };
struct Connect { Connective op; ExprId left, right; };
// Also dates, enums, things, sets (`<=` is subset; `==`). Units already agree.
struct Compare { CompareOp op; ExprId left, right; };
// number × number, money × number, money / money, date ± days, date - date, days × integer, …
struct Arithmetic { ArithmeticOp op; ExprId left, right; };
struct AddMonths { ExprId date; std::int64_t months; };   // `D + 3 months`, `D - 1 year`
struct In { ExprId member, set; };             // set: of type `set T`
struct InPeriod { ExprId what, period; };      // what: a flow, an event, a clause event or a date
struct IsNone { ExprId operand; };
struct IsType { ExprId operand; TypeId type; };
struct If { ExprId condition, then, otherwise; };
struct SetOf { std::vector<ExprId> members; };
struct Happen { ExprId event; syntax::HappenTense tense; };
struct MinMax { bool min; std::vector<ExprId> arguments; };   // numbers, money, days or dates
struct Abs { ExprId operand; };
struct CountDays { ExprId operand; };          // days → integer
struct PeriodShift { ExprId period; int by; }; // previous: -1, next: +1
struct TermStart {};                           // of the clause in which it stands
struct TermEnd {};
struct BreachDay {};                           // `breach` inside `otherwise`
enum class ClauseEventKind : std::uint8_t { breach, kept };
struct ClauseEvent { ClauseId clause; ClauseEventKind kind; };
struct Let { std::vector<std::pair<LocalId, ExprId>> bindings; ExprId body; };  // a call of a define

struct Binder {
  std::vector<LocalId> locals;                 // several: all different
  Type type;                                   // thing or enumeration
  syntax::Range range = syntax::Range::standard;
  bool is_new = false;                         // only in `each`: present on its first day only
  Span span;
};
struct Binding {
  std::vector<Binder> binders;
  ExprId where;                                // may be invalid: true
};
struct Quantifier { syntax::QuantifierKind kind; Binding binding; ExprId body; };  // body invalid for some, no, one
struct Aggregate { syntax::AggregateKind kind; ExprId value; Binding binding; };   // value invalid for count
struct Reaches { ExprId from, to; Binding binding; };

struct Expr {
  using Node =
      std::variant<BoolConst, NumberConst, DateConst, NeverConst, NoneConst, EnumConst, ThingRef,
                   LocalRef, OpenRef, FieldOf, Not, Negate, Connect, Compare, Arithmetic, AddMonths,
                   In, InPeriod, IsNone, IsType, If, SetOf, Happen, MinMax, Abs, CountDays,
                   PeriodShift, TermStart, TermEnd, BreachDay, ClauseEvent, Let, Quantifier,
                   Aggregate, Reaches>;
  Node node;
  Type type;
  Span span;
};

struct Local {
  std::string name;
  Type type;
  Span span;
};

// `reading`: which reading of a define or clause is meant; `alternative`: which part of a
// `one of` exists. Both are the world's, one choice a scenario, of an enum made for the purpose.
enum class OpenTermKind : std::uint8_t { value, reading, alternative };

// A `choose` (ours) or `unknown` (the world's). Exactly one of: `values` (finite, constants),
// a range (`low`, `high`, each may be invalid: unbounded), or neither (any value of its type).
struct OpenTerm {
  std::string name;  // "sales.amount", "runs.start", "Partnership2025.threshold", "api_product"
  OpenTermKind kind = OpenTermKind::value;
  std::vector<std::string> titles;  // of readings, by member: "only on Azure"
  bool ours = false;
  Type type;
  bool finite = false;
  std::vector<ExprId> values;  // when finite
  ExprId low, high;            // constants
  Span span;
};

// ---------------------------------------------------------------- things

// Of `one of { a: … | b: … }`: it exists where the choice has this member.
struct Alternative {
  OpenTermId choice;
  std::uint32_t member = 0;
};

// A named entity, flow or event.
struct Thing {
  std::string name;
  TypeId type;
  syntax::Presence presence = syntax::Presence::always;
  std::vector<std::pair<FieldId, ExprId>> values;  // every field of its type, defaults filled in
  ExprId from, to;                                 // flows
  ExprId start, end;                               // flows; `end` is a date expression or NeverConst
  ExprId date;                                     // events whose date is declared; else invalid
  std::vector<ThingId> by;                         // who can bring the event about
  ExprId only_if;                                  // may be invalid
  ContractId contract;                             // declared by this contract; invalid otherwise
  std::optional<Alternative> alternative;          // beside `presence`; both must let it exist
  Span span;       // of the name
  Span whole;      // of the declaration
};

// Where a thing holds its field, end, period or date; null for a field that it does not have.
[[nodiscard]] ExprId* place_of(Thing& thing, FieldKind part, FieldId field);
// The expression there; invalid where nothing is said.
[[nodiscard]] ExprId part_of(const Thing& thing, FieldKind part, FieldId field);

// `power r: Refusal by P only if E`: for the deals' events of that type.
struct Power {
  LocalId local;   // r
  TypeId type;
  std::vector<ThingId> by;
  ExprId only_if;
  Span span;
};

// ---------------------------------------------------------------- contracts

// `on D` is already written as from D until D + 1 day, `through D` as until D + 1 day.
struct Bounds {
  ExprId from;                 // a date; invalid: none stated
  std::vector<ExprId> until;   // the earliest counts; empty: none stated
};

enum class PeriodUnit : std::uint8_t { month = 1, quarter = 3, year = 12 };  // length in months
struct PeriodBinder {
  LocalId local;
  PeriodUnit unit = PeriodUnit::year;
  bool calendar = false;
  bool or_part = false;
};

struct Reparation {            // `otherwise must E2 [by D2]`; `otherwise must not E` is negated already
  ExprId condition;
  ExprId by;                   // may be invalid
  Span span;
};

struct Norm {
  syntax::NormKind kind = syntax::NormKind::must;   // must_not is kept, for its words
  std::optional<PeriodBinder> period;
  std::optional<Binding> each;
  ExprId condition;            // invalid for never and may
  ExprId by;                   // may be invalid
  ExprId unless;               // alternatives and `except` already joined; may be invalid
  std::vector<Reparation> otherwise;
  ExprId reading;              // it counts only where this holds, the same on all days; may be invalid
  Span span;
};

// What another clause does to this one while that is in force (docs/semantics.md).
enum class OverrideKind : std::uint8_t {
  left_out,   // a `may`: what it describes is left out of account
  displaced,  // duties about what the other describes do not exist; all of them if nothing is shared
  stands_in,  // the other takes this one's place, whatever it is about
};
struct Override {
  ClauseId by;
  OverrideKind kind = OverrideKind::left_out;
  Span span;  // of the words that say so
};

// `allow NAME "reason"`: the finding of that name about the clause or contract is meant to be.
struct Allowance {
  std::string what;            // the short name of an analysis, as written; not looked up
  std::string reason;          // empty: none is given
  Span what_span;
  Span span;                   // of the whole statement
};

struct Clause {
  std::string name;
  std::string title;
  std::string cite;
  ContractId contract;         // or
  DealId deal;
  ThingId bearer, counterparty;
  Bounds bounds;
  ExprId while_;
  ExprId suspended_while;
  ExprId survives_until;
  std::vector<std::string> tags;
  bool negotiable = false;
  std::vector<Allowance> allows;
  std::vector<Norm> norms;
  OpenTermId reading;          // which of its readings is meant; invalid: it has none
  std::vector<Override> overridden;  // acyclic; counts where the other clause is in the universe too
  // Of amended contracts. `contract` is the version that holds the clause, `text` the one that wrote it.
  ContractId text;
  ExprId since, cut;           // the amendment's date: the term begins no earlier, ends by then; may be invalid
  ClauseId replaces, replaced_by;  // the texts before and after a cut: periods go on being counted
  Span span;                   // of the name
  Span whole;
};

struct Fact {
  std::optional<Binding> each;
  ExprId condition;
  Span span;
};

// `claims no change [to X, Y]`, also of a `restate`: which clauses, old and new; empty: all.
struct Claim {
  std::vector<std::string> clauses;
  Span span;
};

// An amendment is a contract whose clauses are those of the amended one, cut and added to. Events,
// powers and facts of the amended contract are its own too.
struct Contract {
  std::string name;
  std::string title;
  ContractId amends;           // invalid: it is no amendment
  ExprId effective;            // of an amendment: a date
  std::vector<Claim> claims;
  std::vector<Allowance> allows;      // of an amendment: those of the amended contract too
  std::vector<ContractId> prevails_over;
  std::vector<ThingId> parties;
  Bounds bounds;
  std::vector<ThingId> events;
  std::vector<Power> powers;
  std::vector<ClauseId> clauses;
  std::vector<Fact> facts;
  Span span;
};

// ---------------------------------------------------------------- deals

struct Assume {
  syntax::AssumeForm form = syntax::AssumeForm::condition;
  ExprId condition;            // of `condition`
  ThingId event;               // of the others
  ExprId date;                 // of `on` (may be open) and `after`
  Span span;
};

// `any x: T …`: so many possible flows stand for any number of them.
struct AnyNumber {
  std::string name;
  TypeId type;
  std::vector<ThingId> copies;
  bool complete = false;       // more of them would show nothing new; else only up to this many
  std::string why;             // the argument, or what prevents it
  Span span;
};

// `allow CLAUSE "reason" until DATE` in a deal: that the deal breaks the clause is known.
struct AllowedBreach {
  std::string text;              // the clause as written: "payment", "Draft.payment"
  std::vector<ClauseId> clauses; // all its texts in the deal's contracts, or the deal's own clause
  std::string reason;            // empty: none is given
  std::optional<Day> until;      // the first day on which it counts no more
  bool included = false;         // it comes from another deal
  Span what_span;
  Span span;                     // of the whole statement
};

struct Deal {
  syntax::DealKind kind = syntax::DealKind::deal;
  std::string name;
  std::string title;
  std::vector<ContractId> under;
  bool has_baseline = false;            // includes a baseline: periods before the horizon are judged
  std::vector<ThingId> things;          // entities, flows and events of its own and of its includes
  std::vector<Assume> assumes;
  std::vector<ClauseId> clauses;        // its own and included ones
  std::vector<Fact> facts;
  ExprId judged_start, judged_end;      // `judged`, else `during`; invalid: not stated; end may be NeverConst
  std::vector<std::string> replaced;    // included names that were declared again
  std::vector<AnyNumber> any;
  std::vector<AllowedBreach> allows;
  bool imported = false;                // declared in an imported file: not under check
  Span span;                            // of the name
};

// ---------------------------------------------------------------- expectations

// A name after `depends on`, `conflicts with`, `breaks` …: clauses, a term or a thing.
struct ExpectName {
  std::string text;
  std::vector<ClauseId> clauses;  // all versions that the name stands for
  OpenTermId term;                // also the reading of a define or of a clause
  ThingId thing;                  // an event's date or a flow's presence
  TypeId type;                    // of `can X bring about`: events of that type, which the deals declare
  Span span;
};
struct Outcome {
  syntax::ExpectKind kind = syntax::ExpectKind::complies;
  std::vector<ExpectName> names;
  bool only = false;
  // Of contracts. Names in expressions are those of all subjects.
  std::optional<Binding> binding;       // allows, forbids, `status of`
  ExprId condition;                     // entails; `what must X do if E` (may be invalid there)
  ContractId other;                     // equivalent to, changes
  std::vector<ExpectName> only_in;      // clauses, with their texts in the subject and in `other`
  ThingId in_favour_of;                 // a party; may be invalid
  ThingId party, other_party;           // `what may X do that Y may not`, `can X end C`
  std::vector<ThingId> after;           // events that have happened
  bool any_time = false;                // `entails (E) at any time`
  std::vector<ExpectName> depends_on;   // by these at least the answers differ
  Span span;
};
// Of a deal, or of one contract or several together: `deal` is invalid where there are `subjects`.
struct Expect {
  DealId deal;
  std::vector<ContractId> subjects;
  bool with_past = false;         // of contracts: something may have begun before their first day
  std::vector<ContractId> under;  // empty: the deal's own
  std::vector<ExprId> with;       // conditions that restrict the scenarios
  ExprId on;                      // a known date: what is so on that day; may be invalid
  std::vector<Outcome> outcomes;
  Span span;
};

struct Spec {
  FileId root = FileId::none;
  std::vector<Enum> enums;
  std::vector<ThingType> types;
  std::vector<Field> fields;
  std::vector<Thing> things;
  std::vector<Expr> exprs;
  std::vector<Local> locals;
  std::vector<OpenTerm> open_terms;
  std::vector<Clause> clauses;
  std::vector<Contract> contracts;
  std::vector<Deal> deals;
  std::vector<ThingId> globals;   // entities and events declared outside contracts and deals
  std::vector<Fact> facts;
  std::vector<Expect> expects;    // of the root file

  const Enum& operator[](EnumId id) const { return enums[id.index]; }
  const ThingType& operator[](TypeId id) const { return types[id.index]; }
  const Field& operator[](FieldId id) const { return fields[id.index]; }
  const Thing& operator[](ThingId id) const { return things[id.index]; }
  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  const Local& operator[](LocalId id) const { return locals[id.index]; }
  const OpenTerm& operator[](OpenTermId id) const { return open_terms[id.index]; }
  const Clause& operator[](ClauseId id) const { return clauses[id.index]; }
  const Contract& operator[](ContractId id) const { return contracts[id.index]; }
  const Deal& operator[](DealId id) const { return deals[id.index]; }

  // Enters an expression.
  ExprId add(Expr::Node node, Type type, Span span = {});
  // True if `type` is `base` or inherits from it.
  [[nodiscard]] bool is_a(TypeId type, TypeId base) const;
  // "Partnership2025.revenue_share"; of a text that an amendment cut, with the contract that wrote it.
  [[nodiscard]] std::string full_name(ClauseId clause) const;
};

}  // namespace proviso
