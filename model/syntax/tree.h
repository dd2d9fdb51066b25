// The syntax tree: what the author wrote, nothing resolved. Every node carries its span; where the
// text was wrong there is a `Hole`, so that later stages stay silent about it.
#pragma once

#include "model/syntax/source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace proviso::syntax {

struct Name {
  std::string text;  // empty where the name was missing
  Span span;
  [[nodiscard]] bool missing() const { return text.empty(); }
};

// `a.b.c`
struct Path {
  std::vector<Name> parts;
  Span span;
};

struct Text {  // a string literal, unescaped
  std::string text;
  Span span;
};

// ---------------------------------------------------------------- expressions

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

enum class Range : std::uint8_t { standard, so_far, any_time };  // after a binder

// `x, y: TYPE [so far|any time] [where E]`; `each new f: T`; `each p: calendar year or part`.
struct Binder {
  std::vector<Name> names;
  Path type;  // `year`, `month`, `quarter` for periods; `Contract.Type` does not exist, one part
  Range range = Range::standard;
  bool is_new = false;       // `each new f: T`
  bool calendar = false;     // `calendar year`
  bool or_part = false;      // `year or part`
  Span span;
};
struct Binding {  // what every quantifier, aggregate and norm binds
  std::vector<Binder> binders;
  ExprPtr where;  // may be null
  Span span;
};

struct Hole {};
struct BoolLiteral { bool value; };
struct NumberLiteral { std::string digits; bool percent = false; };          // "0.36", "20" with %
struct MoneyLiteral { std::string code; std::string digits; std::string suffix; };  // "USD", "250", "bn"
struct DateLiteral { int year; unsigned month, day; };                        // a valid calendar date
enum class DurationUnit : std::uint8_t { days, months, years };
struct DurationLiteral { std::string digits; DurationUnit unit; };            // `30 days`
struct NoneLiteral {};
struct NeverLiteral {};
struct SetLiteral { std::vector<ExprPtr> members; };
struct NameExpr { Name name; };
struct FieldExpr { ExprPtr of; Name field; };
struct CallExpr { Name callee; std::vector<ExprPtr> arguments; };             // defines, `previous(p)`, `next(p)`, `abs`, `min(a, b)`, `max(a, b)`, `count_days(d)`
enum class UnaryOp : std::uint8_t { negate, not_ };
struct UnaryExpr { UnaryOp op; ExprPtr operand; };
enum class BinaryOp : std::uint8_t {
  or_, and_, implies, iff, equal, not_equal, less, less_equal, greater, greater_equal, in, not_in,
  add, subtract, multiply, divide
};
struct BinaryExpr { BinaryOp op; Span op_span; ExprPtr left, right; };
struct IsExpr { ExprPtr operand; bool is_none; Name type; bool negated; };    // `a is none`, `a is Service`, `a is not none`
enum class HappenTense : std::uint8_t { happens, happened };
struct HappenExpr { ExprPtr event; HappenTense tense; };
struct IfExpr { ExprPtr condition, then, otherwise; };
enum class QuantifierKind : std::uint8_t { some, no, one, all, only };
struct QuantifierExpr { QuantifierKind kind; Binding binding; ExprPtr body; };  // body: after `=>`, null for some/no/one
enum class AggregateKind : std::uint8_t { count, sum, min, max };
struct AggregateExpr { AggregateKind kind; ExprPtr value; Binding binding; };   // value null for count
struct ReachesExpr { ExprPtr from, to; Binding binding; };
struct ParenExpr { ExprPtr inner; };                                            // kept for fmt
// Only in value positions of deals, `assume` and `term`:
//   choose {a, b} · choose a .. b · unknown · unknown {a, b} · unknown a .. b
struct OpenExpr {
  bool ours;            // choose
  ExprPtr set;          // null unless `{…}` (or any expression that is a set) follows
  ExprPtr low, high;    // null unless a range
};

struct Expr {
  using Node = std::variant<Hole, BoolLiteral, NumberLiteral, MoneyLiteral, DateLiteral,
                            DurationLiteral, NoneLiteral, NeverLiteral, SetLiteral, NameExpr,
                            FieldExpr, CallExpr, UnaryExpr, BinaryExpr, IsExpr, HappenExpr, IfExpr,
                            QuantifierExpr, AggregateExpr, ReachesExpr, ParenExpr, OpenExpr>;
  Node node;
  Span span;
};

// ---------------------------------------------------------------- declarations

// `bool`, `money USD`, `set Kind`, `Party?`
struct TypeExpr {
  bool is_set = false;
  Name name;
  std::optional<Name> currency;  // after `money`
  bool optional = false;
  Span span;
};

struct FieldDecl { Name name; TypeExpr type; ExprPtr value; Span span; };  // value: the default or null
struct FieldValue { Name name; ExprPtr value; Span span; };                // `state = stateless`

struct Import { Text path; };
struct EnumDecl { Name name; std::vector<Name> members; };
// `entity A is B { fields, defaults }`, `flow F from A to B {…}`, `event E {…}`, `extend entity …`
enum class TypeKind : std::uint8_t { entity, flow, event };
struct TypeDecl {
  TypeKind kind;
  bool extends = false;
  Name name;
  std::optional<Name> base;              // entity only
  std::optional<Name> from, to;          // flow only
  std::vector<FieldDecl> fields;
  std::vector<FieldValue> defaults;
};
struct Parameter { Name name; TypeExpr type; Span span; };

struct ReadingHead { Name name; std::optional<Text> title; };
struct DefineReading { ReadingHead head; ExprPtr value; Span span; };
struct Define {
  Name name;
  std::vector<Parameter> parameters;
  TypeExpr type;
  ExprPtr value;                         // null when there are readings
  std::vector<DefineReading> readings;
};
// `fact E` or `fact each x: T where G has E`
struct Fact { std::optional<Binding> each; ExprPtr condition; };
// `rate EUR to USD = 1.08` : one EUR is worth 1.08 USD. Value may be open.
struct Rate { Name from, to; ExprPtr value; };

enum class PeriodKind : std::uint8_t { on, during, starting, ending };
// `on A` · `during A .. B` (B may be null) · `starting A` · `ending B`
struct Period {
  PeriodKind kind;
  ExprPtr start, end;
  Span span;
};
enum class Presence : std::uint8_t { always, optional, possible };

// An instance, flow or event: `[optional|possible] a, b: TYPE [from A to B] [by P, Q] [only if E]
// [periods] [{ field = value, … }] [periods]`. `any x: T …` sets `any`.
struct Declaration {
  Presence presence = Presence::always;
  bool any = false;
  std::vector<Name> names;
  Path type;
  ExprPtr from, to;                      // null when not written
  std::vector<Name> by;
  ExprPtr only_if;
  std::vector<Period> periods;
  bool has_braces = false;
  std::vector<FieldValue> values;
  Span span;
};
// `unknown one of { a: T … | b: U … }`; each alternative may hold several declarations
struct OneOf { std::vector<std::vector<Declaration>> alternatives; };

// `assume E` and its short forms about one event
enum class AssumeForm : std::uint8_t { condition, on, never, after, open };
struct Assume { AssumeForm form; ExprPtr subject; ExprPtr date; };  // date: for on, after

// ---------------------------------------------------------------- contracts

enum class BoundKind : std::uint8_t { from, until, through, on };
struct TermBound { BoundKind kind; std::vector<ExprPtr> dates; Span span; };  // `until A or B`

// `allow NAME "reason"`: a finding of that name is expected here; `allow CLAUSE "reason" until DATE` of
// a deal: that it breaks the clause is.
struct Allow { Path what; std::optional<Text> reason; ExprPtr until; };

// Attributes of a clause, in the order written (fmt keeps it).
struct Cite { Text text; };
struct Owes { Name bearer, counterparty; };
struct While { ExprPtr condition; };
struct SuspendedWhile { ExprPtr condition; };
struct SurvivesUntil { ExprPtr date; };
struct Overrides { std::vector<Path> clauses; std::vector<Text> tags; };
struct Tag { std::vector<Text> tags; };
struct Negotiable {};
struct Attribute {
  std::variant<Cite, Owes, TermBound, While, SuspendedWhile, SurvivesUntil, Overrides, Tag,
               Negotiable, Allow> node;
  Span span;
};

// `unless A except B except C`
struct Exception { ExprPtr condition; std::vector<ExprPtr> excepts; Span span; };
// `otherwise must E by D`; several nest: each mends the one before
struct Otherwise { bool negated = false; ExprPtr condition; ExprPtr by; Span span; };

enum class NormKind : std::uint8_t { must, must_not, never, may };
struct Norm {
  NormKind kind;
  std::optional<Binding> each;           // `each …`; the binding itself of `never` and `may`
  ExprPtr condition;                     // after `must`; null for never and may
  ExprPtr by;
  std::vector<Exception> unless;
  std::vector<Otherwise> otherwise;
  Span span;
};
// A reading of a clause: what it adds to the shared `each`: a further `where`, or whole norms.
struct ClauseReading {
  ReadingHead head;
  ExprPtr where;                         // `reading narrow "…" { where G }`
  std::vector<TermBound> bounds;         // a reading may be a term
  std::vector<Norm> norms;
  Span span;
};
struct Clause {
  Name name;
  std::optional<Text> title;
  std::vector<Attribute> attributes;
  std::optional<Binding> shared;         // `each …` that stands before readings
  std::vector<Norm> norms;               // empty when there are readings
  std::vector<ClauseReading> readings;
  std::vector<Exception> shared_unless;  // after readings
  std::vector<Otherwise> shared_otherwise;
};
// `power r: Refusal by Microsoft only if E`
struct Power { std::optional<Name> name; Name type; std::vector<Name> by; ExprPtr only_if; };
struct TermValue { Name name; std::optional<TypeExpr> type; ExprPtr value; };  // `term rate = 20%`
enum class ChangeKind : std::uint8_t { repeal, replace, restate };
struct Change { ChangeKind kind; std::vector<Name> clauses; std::unique_ptr<Clause> with; };
struct Claims { std::vector<Name> clauses; };                                  // `claims no change [to X, Y]`
struct Parties { std::vector<Name> names; };
struct PrevailsOver { std::vector<Name> contracts; };

struct ContractItem {
  std::variant<Parties, TermBound, PrevailsOver, Declaration, Power, TermValue, Clause, Change,
               Claims, Allow, Define, Fact, Rate> node;
  Span span;
};
struct Contract {
  bool amendment = false;
  Name name;
  std::optional<Text> title;
  std::optional<Name> of;                // `amendment A "…" of B`
  ExprPtr effective;                     // `amendment … of B from DATE`; null in a contract
  std::vector<ContractItem> items;
};

// ---------------------------------------------------------------- deals

struct Under { std::vector<Name> contracts; };
struct Includes { std::vector<Name> deals; };
struct During { ExprPtr start, end; };   // end may be null: `during A ..`
struct Judged { ExprPtr start, end; };
struct Edit { Path target; ExprPtr value; };      // `runs.start = 2026-01-15`
struct Drop { std::vector<Name> names; };         // `drop share`

struct DealItem {
  std::variant<Under, Includes, During, Judged, Declaration, OneOf, Assume, Allow, Clause, TermValue,
               Define, Fact, Rate, Edit, Drop> node;
  Span span;
};
enum class DealKind : std::uint8_t { deal, baseline };
struct Deal {
  DealKind kind = DealKind::deal;
  Name name;
  std::optional<Text> title;
  std::optional<Name> is;                // `deal A is B with { … }`
  std::vector<DealItem> items;
};
struct Item;
// `group { under …  assume …  deal … deal … }`
struct Group {
  std::vector<DealItem> shared;
  std::vector<Item> deals;               // Deal and Expect items only
};

// ---------------------------------------------------------------- expectations

enum class ExpectKind : std::uint8_t {
  complies, conflicts, depends, impossible, undecided, achievable, not_achievable,   // of deals
  consistent, inconsistent, equivalent_to, changes, entails, allows, forbids,        // of contracts
  does_not_entail, does_not_allow, does_not_forbid, claims_hold, claims_fail,
  dead, out_of_reach, redundant, without_effect, unbreakable, blocks, blocks_together,  // … with names
  can_bring_about, can_end, cannot_bring_about, cannot_end,                          // … of a party
  breaks, keeps, pending, can,                                                       // of deals, with names
  status_of, what_may, what_must                                                     // questions
};
// `can X …`, `cannot X …`: the party stands behind the first word.
[[nodiscard]] constexpr bool is_of_power(ExpectKind kind) {
  return kind >= ExpectKind::can_bring_about && kind <= ExpectKind::cannot_end;
}
struct Outcome {
  ExpectKind kind;
  std::vector<Path> names;               // `with C, D` · `on X` · `dead a` · what a party can bring about or end
  bool only = false;                     // `… only`
  std::optional<Binding> binding;        // allows, forbids, `status of`
  ExprPtr condition;                     // entails, `what must X do if E`
  std::optional<Name> other;             // equivalent to, changes
  std::vector<Path> only_in;             // `changes B only in X, Y`
  std::optional<Name> in_favour_of;
  std::optional<Name> party;             // `what may X do that Y may not`, `can X end C`
  std::optional<Name> other_party;       // Y
  std::vector<Path> after;               // `allows … after E, F`
  bool any_time = false;                 // `entails (E) at any time`
  std::vector<Path> depends_on;          // `allows … depends on X, Y`
  Span span;
};
struct Expect {
  std::vector<Name> subjects;
  std::vector<Name> under;
  bool with_past = false;                // `with a past`
  std::vector<Edit> with;                // `with api_product = stateless, …`
  ExprPtr on;                            // `on 2026-07-10`
  std::vector<Outcome> outcomes;
};

struct Item {
  std::variant<Import, EnumDecl, TypeDecl, Declaration, Define, Fact, Rate, Contract, Deal, Group,
               Expect> node;
  Span span;
};

struct Comment { Span span; bool own_line; };     // `//…` or `/*…*/` with its marks

struct File {
  FileId id = FileId::none;
  std::vector<Item> items;
  std::vector<Comment> comments;         // in order of place
};

}  // namespace proviso::syntax
