// Typing of expressions in one frame: names, units, absence.
#pragma once

#include "model/resolve/tables.h"
#include "model/resolve/types.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::resolving {

// What the place of an expression lets it use.
struct Allowed {
  bool term = false;    // `term.start`, `term.end`
  bool breach = false;  // `breach`
  bool open = false;    // `choose` and `unknown`, as a whole value
  ClauseId clause = {};       // in which the expression stands
  bool amendments = false;    // clauses stand for their texts in all amendments too
};

// What the place of an expression wants.
struct Hint {
  Type type;              // `error`: nothing is known
  bool compared = false;  // inside an operand of a comparison: a difference of dates may stand
  bool bounded = false;   // an operand of `<` … or of `min`, `max`: `min` over a binder may stand
};

struct BoundName {
  std::string name;
  LocalId local;
};

enum class BindingUse : std::uint8_t { quantifier, norm };

class Typing {
 public:
  Typing(Tables& tables, const Frame& frame, Allowed allowed = {});

  // The expression with the type it has by itself; `hint` settles enum members and `{}`.
  ExprId infer(const syntax::Expr& expr, const Hint& hint = {});
  // … where `type` is wanted; `what` begins the message: "field `amount`".
  ExprId expect(const syntax::Expr& expr, const Type& type, std::string_view what);
  ExprId condition(const syntax::Expr& expr);
  ExprId date(const syntax::Expr& expr, std::string_view what);
  // … whose value is the same on all days.
  ExprId fixed_date(const syntax::Expr& expr, std::string_view what);
  // The value of a field, end or term: here an open term may stand, named `name`.
  ExprId value(const syntax::Expr& expr, const Type& type, std::string_view what,
               const std::string& name);

  // Adds the names to the scope, then resolves `where`, which holds for what follows.
  Binding bind(const syntax::Binding& binding, BindingUse use);
  void bind_where(const syntax::Binding& binding, Binding& to, BindingUse use);
  void bind_names(const syntax::Binder& binder, Binding& to, BindingUse use);
  LocalId bind_local(const syntax::Name& name, const Type& type);

  // From here on `condition` is known to be `truth`: what it tests for absence is present.
  void learn(ExprId condition, bool truth);
  struct Mark {
    std::size_t locals = 0;
    std::size_t present = 0;
  };
  [[nodiscard]] Mark mark() const { return {locals_.size(), present_.size()}; }
  void forget(Mark mark);

  Allowed& allowed() { return allowed_; }
  Tables& tables() { return tables_; }
  const Frame& frame() const { return frame_; }

  ExprId make(Expr::Node node, Type type, Span span);
  ExprId wrong(Span span);                     // stands for what was reported
  ExprId negated(ExprId operand, Span span);
  ExprId day_after(ExprId date);
  const Type& type_of(ExprId id) const { return tables_.spec[id].type; }
  // Makes `id` fit `type` or reports that it does not.
  ExprId fit(ExprId id, const Type& type, std::string_view what);
  // An event stands for its date where a date is wanted.
  ExprId as_date(ExprId id);
  // A condition about an event, of a clause with several texts that of any of them.
  ExprId of_any_text(ExprId event, const std::function<ExprId(ExprId)>& condition);

  ExprId resolve_term(Term& term, Span at);
  void resolve_define(Definition& definition);
  void resolve_rate(RateEntry& rate);

  [[nodiscard]] bool constant(ExprId id) const;  // a value that is written down, or a set of such

 private:
  // Notes that what is being resolved rests on a term, define or rate and on what that rests on.
  void use(const std::string& name, const std::set<std::string>& uses);

  using Node = const syntax::Expr&;
  ExprId node(const syntax::Hole&, Node, const Hint&);
  ExprId node(const syntax::BoolLiteral&, Node, const Hint&);
  ExprId node(const syntax::NumberLiteral&, Node, const Hint&);
  ExprId node(const syntax::MoneyLiteral&, Node, const Hint&);
  ExprId node(const syntax::DateLiteral&, Node, const Hint&);
  ExprId node(const syntax::DurationLiteral&, Node, const Hint&);
  ExprId node(const syntax::NoneLiteral&, Node, const Hint&);
  ExprId node(const syntax::NeverLiteral&, Node, const Hint&);
  ExprId node(const syntax::SetLiteral&, Node, const Hint&);
  ExprId node(const syntax::NameExpr&, Node, const Hint&);
  ExprId node(const syntax::FieldExpr&, Node, const Hint&);
  ExprId node(const syntax::CallExpr&, Node, const Hint&);
  ExprId node(const syntax::UnaryExpr&, Node, const Hint&);
  ExprId node(const syntax::BinaryExpr&, Node, const Hint&);
  ExprId node(const syntax::IsExpr&, Node, const Hint&);
  ExprId node(const syntax::HappenExpr&, Node, const Hint&);
  ExprId node(const syntax::IfExpr&, Node, const Hint&);
  ExprId node(const syntax::QuantifierExpr&, Node, const Hint&);
  ExprId node(const syntax::AggregateExpr&, Node, const Hint&);
  ExprId node(const syntax::ReachesExpr&, Node, const Hint&);
  ExprId node(const syntax::ParenExpr&, Node, const Hint&);
  ExprId node(const syntax::OpenExpr&, Node, const Hint&);
  ExprId misplaced_open(bool ours, Span span);

  // names
  const BoundName* bound(std::string_view name) const;
  bool is_signed_amount(const syntax::BinaryExpr& expr, Span span);
  ExprId meaning(const Found& found, const syntax::Name& name, Span span);
  ExprId enum_member(EnumId enumeration, const syntax::Name& name, Span span);
  ExprId lone_member(const syntax::Name& name, Span span, const Type& hint);
  bool names_clause(const syntax::Expr& expr, Found& found) const;
  bool special_field(const syntax::FieldExpr& expr, Span span, ExprId& result);
  ExprId clause_event(const Found& found, const syntax::FieldExpr& expr, Span span);
  ExprId contract_member(ContractId contract, const syntax::FieldExpr& expr, Span span);
  ExprId field_of(ExprId of, const syntax::Name& name, Span span);
  ExprId date_of_event(ExprId id, const Type& date, Span span);
  ExprId narrowed(ExprId id);
  std::string key(ExprId id) const;
  bool needs_hint(const syntax::Expr& expr) const;

  // operators
  ExprId connect(Connective op, const syntax::BinaryExpr& expr, Span span);
  ExprId compare(CompareOp op, const syntax::BinaryExpr& expr, Span span);
  ExprId membership(bool negated, const syntax::BinaryExpr& expr, Span span);
  ExprId arithmetic(ArithmeticOp op, const syntax::BinaryExpr& expr, Span span, const Hint& hint);
  ExprId calendar_shift(const syntax::BinaryExpr& expr, const syntax::DurationLiteral& duration,
                        Span span);
  bool has_value(ExprId id);
  bool same_currency(ExprId& left, ExprId& right, const syntax::BinaryExpr& expr);
  ExprId convert(ExprId amount, const std::string& currency);
  ExprId folded(ExprId id);
  [[nodiscard]] bool known_date(ExprId id) const;

  // calls and binders
  ExprId call_define(Definition& definition, const syntax::CallExpr& call, Span span);
  ExprId min_max(const syntax::CallExpr& call, Span span, const Hint& hint);
  ExprId shift(const syntax::CallExpr& call, Span span);
  bool arity(const syntax::CallExpr& call, Span span, std::size_t count);
  void warn_unrelated(ExprId where, const Binding& binding);

  // open terms
  ExprId open_term(const syntax::OpenExpr& open, Span span, Type type, std::string_view what,
                   const std::string& name);
  bool open_values(const syntax::OpenExpr& open, OpenTerm& term, std::string_view what);
  bool open_range(const syntax::OpenExpr& open, OpenTerm& term, std::string_view what);

  Tables& tables_;
  const Frame& frame_;
  Allowed allowed_;
  std::vector<BoundName> locals_;
  std::vector<std::string> present_;  // keys of names and paths known not to be none
};

[[nodiscard]] const syntax::Expr& without_parens(const syntax::Expr& expr);
// Order of two constants of one type: negative, zero, positive; zero if they are no constants.
[[nodiscard]] int compare_constants(const Spec& spec, ExprId a, ExprId b);

}  // namespace proviso::resolving
