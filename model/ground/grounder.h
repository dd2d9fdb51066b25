// From typed expressions to formulas, read at a day that may itself be open.
#pragma once

#include "model/ground/problem.h"

#include <functional>
#include <map>
#include <set>
#include <span>
#include <tuple>

namespace proviso::ground {

// Things that are left out of account, each where its formula holds.
using LeftOut = std::map<ThingId, Formula>;

// Where and when an expression is read.
struct Context {
  DatePoint day = kNever;         // never: it may not depend on the day
  std::optional<DatePoint> window;    // events before it do not count, unless `so far` is written
  bool so_far = false;                // period norms: binders take in what has started
  ThingId found_by;                   // `only if`: events count as this event finds them
  ClauseId clause;                    // for term.start and term.end
  bool contract_term = false;         // there: of the contract, as inside the clause's own bounds
  std::optional<DatePoint> breach;    // inside `otherwise`
  const LeftOut* left_out = nullptr;  // what binders do not see; null: nothing
  bool suspension = true;             // a suspended clause is not in force
};

class Grounder {
 public:
  using Points = std::vector<std::pair<Formula, DatePoint>>;

  // `limits_dates`: how late open dates can be is limited, which not every sum of days allows.
  Grounder(const Spec& spec, Problem& problem, bool limits_dates = false);

  // Everything of the problem but its universe; see problem.h.
  void ground(const GroundOptions& options);
  // Something was refused that may not be where dates are limited.
  [[nodiscard]] bool wants_limits() const { return wants_limits_ && !dates_are_limited_; }

 private:
  // ------------------------------------------------ values (value.cpp)
  Value truth_value(Formula formula) const { return {kFalse, formula}; }
  static Value number(Sum sum);
  static Value dates(Dates cases) { return {kFalse, std::move(cases)}; }
  Value select(std::vector<std::pair<Formula, Value>> alternatives);
  Formula equal(const Value& a, const Value& b);
  Formula order(CompareOp op, const Value& a, const Value& b, Span span);
  Formula order_extremum(CompareOp op, const Extremum& a, const Value& b, Span span);
  Formula compare(const Quantity& a, const Quantity& b, CompareOp op);
  Quantity as_quantity(const Value& value, Span span);
  Quantity in_days(const Gap& gap, Span span);
  Formula order_gaps(CompareOp op, const Gap& x, const Gap& y, Span span);
  Value from_extremum(const Extremum& extremum, Span span);

  // ------------------------------------------------ open days (dates.cpp)
  Sum sum_of(const DatePoint& point);  // not of never
  Sum days_between(const DatePoint& from, const DatePoint& to);
  DatePoint point_of(const Sum& sum, Span span);
  Interval interval_of(const DatePoint& point);
  Formula point_le(const DatePoint& a, const DatePoint& b);
  Formula point_equal(const DatePoint& a, const DatePoint& b);
  Formula any_date(const Dates& cases, const std::function<Formula(const DatePoint&)>& test);
  Dates earliest(const std::vector<Dates>& dates);
  Dates latest(const std::vector<Dates>& dates);
  Dates pick(const std::vector<std::pair<Formula, DatePoint>>& candidates, bool first);
  Dates merge(Dates cases);
  Dates one_by_one(const Dates& dates, const char* too_many, Span span);
  Dates plus_months(const Dates& dates, std::int64_t months, Span span);

  // ------------------------------------------------ expressions (expressions.cpp, arithmetic.cpp)
  Value value(ExprId expr, const Context& at);
  Formula truth(ExprId expr, const Context& at);  // an invalid one is true
  Dates dates_of(ExprId expr, const Context& at);
  Value field(const FieldOf& expr, const Context& at, Span span);
  Value thing_field(ThingId thing, FieldKind kind, FieldId field);
  Value connect(const Connect& expr, const Context& at);
  Value compare_values(const Compare& expr, const Context& at, Span span);
  Value arithmetic(const Arithmetic& expr, const Context& at, Span span);
  Value divide(const Quantity& a, const Quantity& b, Span span);
  // Numbers of days (days.cpp).
  Value days_arithmetic(ArithmeticOp op, const Value& left, const Value& right, Span span);
  Value shift_date(const Value& date, const Value& days, int sign, Span span);
  std::optional<Gap> add_days(const Gap& x, const Gap& y, int sign, Span span);  // nothing: no number
  Gap times_days(const Gap& days, const Quantity& factor, ArithmeticOp op, Span span);
  Sum count_of(const Gap& gap);
  std::optional<Sum> whole(const Quantity& factor);
  Value min_max(const MinMax& expr, const Context& at, Span span);
  Value membership(const In& expr, const Context& at);
  Value in_period(const InPeriod& expr, const Context& at);
  Value happen(const Happen& expr, const Context& at);
  Set set_of(ExprId expr, const Context& at);
  Formula in_set(const Set& set, const Value& member);
  Formula has_happened(const Dates& date, ThingId event, const Context& at);

  // ------------------------------------------------ binders (binders.cpp)
  using Body = std::function<void(Formula)>;
  // Calls `body` for every tuple that may satisfy the binding, with names bound and its guard.
  void for_each(const Binding& binding, const Context& at, const Body& body);
  void for_each_binder(const Binding& binding, std::size_t index, const Context& at, Formula guard,
                       const Body& body);
  // The things or members a binder ranges over, each with the guard under which it is in range.
  std::vector<std::pair<Formula, Value>> range(const Binder& binder, const Context& at);
  Formula in_sight(ThingId thing, const Context& at);  // not left out of account
  Formula in_time(ThingId thing, syntax::Range range, const Context& at);
  Formula in_range(ThingId thing, syntax::Range range, const Context& at);
  Value quantifier(const Quantifier& expr, const Context& at);
  Value aggregate(const Aggregate& expr, const Context& at, Span span);
  Value reaches(const Reaches& expr, const Context& at);

  // ------------------------------------------------ things and open terms (things.cpp)
  Formula present(ThingId thing);
  Dates event_date(ThingId event);
  Dates open_date(ThingId event);
  Dates clause_event(const ClauseEvent& event, Span span);
  Value open_term(OpenTermId id);
  Value finite_term(const OpenTerm& term, OpenTermId id);
  Value range_term(const OpenTerm& term, OpenTermId id);
  Value some_days(const OpenTerm& term, OpenTermId id, std::optional<Day> low, std::optional<Day> high);
  Value any_value(const OpenTerm& term, OpenTermId id);
  Value any_set(const OpenTerm& term, OpenTermId id);
  VarId new_variable(Variable variable, Origin origin);
  VarId rank(ThingId event);
  std::vector<ThingId> things_of(TypeId type) const;

  // ------------------------------------------------ terms and days (terms.cpp)
  // `contract_only`: the bounds of its contract, which the clause's own may refer to.
  std::vector<Dates> froms(ClauseId clause, bool contract_only = false, bool with_since = true);
  std::vector<Dates> untils(ClauseId clause, bool contract_only = false);
  Formula in_bounds(ClauseId clause, const DatePoint& day, bool contract_only = false);
  Formula in_term(ClauseId clause, const Context& at);
  Formula in_horizon(const DatePoint& day);
  // Days on which what the expressions read may change: starts and ends of flows, dates of events.
  std::vector<std::pair<Formula, DatePoint>> change_points(const std::vector<ExprId>& exprs);
  void add_points(std::vector<std::pair<Formula, DatePoint>>& points, Formula guard,
                  const Dates& dates);
  std::vector<std::pair<Formula, DatePoint>> unique(
      std::vector<std::pair<Formula, DatePoint>> points);
  void walk_everything(const std::function<void(const Expr&)>& visit);
  Day latest_known_day();
  Day total_offset();
  std::optional<Day> latest_of(const DatePoint& point);
  std::optional<Day> latest_of(ExprId date);
  std::optional<Day> known_end_of(ClauseId clause);
  void limit_open_dates();
  void limit_past(Day gap);
  void each_date(const std::function<void(const Dates&)>& visit);
  Day earliest_known_day();
  [[nodiscard]] std::vector<VarId> days_up_to(std::optional<Rational> Variable::* bound, Day end) const;
  void check_limits(VarId var, Span span) const;
  [[nodiscard]] std::string beside_what() const;
  void refuse_sums_beside_endless_periods() const;
  void add_up(const Sum& days, Span span);

  // ------------------------------------------------ norms (maintenance.cpp, deadline.cpp, periods.cpp)
  struct Duty {  // one norm with what its `each` binds
    const Clause* clause = nullptr;
    ClauseId id;
    const Norm* norm = nullptr;
    std::size_t index = 0;
    std::vector<std::pair<LocalId, Constant>> bound;
    std::vector<std::pair<const Binder*, ThingId>> things;  // flows and events among it
    Formula counts = kTrue;                                 // its reading is meant
  };
  const GroundClause& clause(ClauseId id);
  void ground_clause(ClauseId id, GroundClause& into);
  void for_each_duty(ClauseId id, const Norm& norm, std::size_t index,
                     const std::function<void(const Duty&)>& body);
  void bind_duty(const Norm& norm, std::size_t binder, std::size_t local, Duty& duty,
                 const std::function<void(const Duty&)>& body);
  Formula duty_present(const Duty& duty, const Context& at);
  Formula guard_of(const Duty& duty, const Context& at);
  Formula demand(const Duty& duty, const Context& at);   // E
  Points duty_points(const Duty& duty, bool with_demand);
  void maintenance(const Duty& duty, GroundClause& into);
  Formula breached(const Duty& duty, const DatePoint& day);
  Formula breached(const Duty& duty, const DatePoint& day, const LeftOut* left_out);
  // On the day neither the demand nor an exception holds although something is owed.
  Formula unmet(const Duty& duty, const Context& at);
  // Mended by a reparation without a deadline that speaks of the day of breach.
  Formula mended_on(const Duty& duty, const Reparation& reparation, const Context& at,
                    const Points& days);
  struct Window {  // of what is owed from `start` on, by the day that is stated where `guard` holds
    DatePoint start, stated, due;
    Formula guard;
  };
  void deadline(const Duty& duty, GroundClause& into);
  void due_on(const Duty& duty, const Window& window, Formula owed, GroundClause& into);
  // What is owed since `from` and due on the day of the context is neither met nor excused.
  Formula unkept(const Duty& duty, Formula owed, const DatePoint& from, const Context& at,
                 GroundClause* kept);
  Points triggers_of(const Duty& duty, const LeftOut* left_out);
  Formula missed(const Duty& duty, const Points& triggers, Formula guard, const DatePoint& stated,
                 const LeftOut* left_out);
  void periods(const Duty& duty, GroundClause& into);
  void period(const Duty& duty, const Period& period, Formula guard, GroundClause& into);
  std::vector<std::pair<Formula, Period>> periods_of(const Duty& duty);
  Dates moved(const Duty& duty, const DatePoint& from, const Dates& dates, Formula where);
  Dates first_day_not_suspended(const Duty& duty, const DatePoint& day);
  Formula period_missed(const Duty& duty, const DatePoint& last_day, const DatePoint& due,
                        Formula owed, const LeftOut& out);
  Formula window_success(const Duty& duty, ExprId demand, const DatePoint& from,
                         const DatePoint& to, const Context& base, GroundClause* kept, Formula guard);
  // Adds the breaches that remain of one due on `due` after the reparations from `index` on.
  void reparations(const Duty& duty, std::size_t index, Formula broken, const DatePoint& due,
                   const Context& base, GroundClause& into);
  void add_breach(const Duty& duty, Formula broken, const DatePoint& day, GroundClause& into);
  void add_pending(Formula owed, const DatePoint& arisen, const DatePoint& due, GroundClause& into);

  // ------------------------------------------------ suspensions (suspension.cpp)
  struct Change;
  // A deadline of what is owed since `from`, later by the days on which the clause is suspended. Read
  // only where `where` holds.
  Dates moved_deadline(const Duty& duty, const DatePoint& from, const DatePoint& due, Formula where);
  std::vector<Change> changes_of_suspension(const Duty& duty, const DatePoint& from, Formula where);
  Formula suspended_in_the_end(const Duty& duty, const std::vector<Change>& changes,
                               const DatePoint& from, Formula where);

  // ------------------------------------------------ other clauses that override (overrides.cpp)
  // What a clause binds and describes on a day while it is in force, and is not overridden itself.
  const LeftOut& described(ClauseId by, const DatePoint& day, OverrideKind kind);
  // … on some day up to this one.
  LeftOut described_until(ClauseId by, const DatePoint& day);
  // What permissions leave out of account when the duty falls due on that day.
  LeftOut left_out(const Duty& duty, const DatePoint& day, bool on_any_day_before);
  void add_to(LeftOut& all, const LeftOut& more);
  // The duty does not exist, because another clause displaces it or stands in its place.
  Formula displaced(const Duty& duty, const DatePoint& arises, const DatePoint& due);
  [[nodiscard]] bool takes_part(const Override& one) const { return clause_index_.count(one.by) > 0; }
  [[nodiscard]] bool may_leave_out(const Duty& duty) const;
  Formula in_force(ClauseId clause, const DatePoint& day);
  Formula out_of_play(ClauseId clause, const DatePoint& day);
  [[nodiscard]] bool mentions(ExprId expr, LocalId local) const;
  // Days on which what overriding clauses describe may change.
  void add_override_points(ClauseId clause, Points& points, std::set<ClauseId>& seen);
  Points description_points(ClauseId by);
  // The clause from whose term the periods are counted: the first of its texts.
  [[nodiscard]] ClauseId first_text(ClauseId clause) const;
  // Both texts beside a cut judge their own part of the period in which it falls.
  [[nodiscard]] bool parts_are_judged(ClauseId other, const PeriodBinder& period) const;
  [[nodiscard]] bool counts_periods(ClauseId other, const PeriodBinder& period) const;
  // Where the clause's periods begin: with its term, or, where it judges the whole period in which it
  // replaced another, where the other's would, if that was before.
  std::vector<Dates> first_counted(ClauseId clause, const PeriodBinder& period);

  // ------------------------------------------------ admissible scenarios (admissible.cpp, ground.cpp)
  void find_horizon();
  void shorten_horizon(std::optional<Day> until);
  std::optional<Day> lowest(const Dates& dates);
  std::optional<Day> known_day(ExprId expr);
  void constrain(ConstraintKind kind, Formula formula, Span span, ThingId event = {});
  void flow_periods();
  void facts(const std::vector<Fact>& facts);
  void fact(const Fact& fact);
  void assumptions(const GroundOptions& options);
  void assume(const Assume& assume);
  void on_every_day(ConstraintKind kind, ExprId condition, Span span, bool horizon_only);
  void powers();
  // Calls `visit` for each condition that must hold when the event comes: its own and those of powers
  // over events of its type, whose names it is bound to.
  void for_each_power(ThingId event, const std::function<void(ExprId, Span)>& visit);
  PowerOnDay may_come(ThingId event, Day day);
  void read_all_terms();

  Context timeless(ClauseId clause = {}) const;
  Context on(const DatePoint& day, ClauseId clause = {}) const;
  Context inside_contract_term(ClauseId clause) const;
  // Runs `body` with `condition` added to the path along which divisors are read.
  template <class F>
  auto along(Formula condition, F body) {
    path_.push_back(condition);
    auto result = body();
    path_.pop_back();
    return result;
  }

  const Spec& spec_;
  Problem& problem_;
  Formulas& formulas_;
  std::map<LocalId, Value> locals_;
  std::vector<Formula> path_;
  std::map<std::pair<ThingId, std::pair<FieldKind, FieldId>>, Value> fields_;
  std::map<TypeId, std::vector<ThingId>> by_type_;
  std::map<ThingId, Dates> event_dates_;
  std::map<ClauseId, std::size_t> clause_index_;
  std::set<ClauseId> grounding_;
  std::map<std::tuple<ClauseId, DatePoint, bool>, LeftOut> described_;
  std::size_t divisions_seen_ = 0;   // those after it belong to the constraint being read
  std::set<ThingId> open_assumed_;   // `assume E open`
  std::set<ThingId> reading_dates_;  // guards against a date that depends on itself
  std::optional<Day> until_;          // of the options
  std::vector<ExprId> restrictions_;  // further conditions on the scenarios
  std::optional<Day> quiet_after_;   // with an endless horizon: beyond it all days are alike
  bool endless_periods_ = false;     // some period norm has no last period
  bool limits_dates_ = false;        // open dates are to be limited whatever periods there are
  bool wants_limits_ = false;        // that would have let months be added to a date
  bool dates_are_limited_ = false;   // then:
  Day last_named_ = 0;               // nothing known names a later day
  std::set<VarId> limited_;          // days that are limited because wider gaps show nothing new
  std::map<VarId, Span> added_up_;   // open days of which sums were made
  std::map<std::tuple<VarId, SumId, VarId, SumId, Day>, Formula> compared_;  // days that are sums
  std::optional<Span> made_sum_;     // of days: the first that is a date of its own
};

}  // namespace proviso::ground
