#include "model/syntax/words.h"

namespace proviso::syntax {

std::string_view word_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::or_: return "or";
    case BinaryOp::and_: return "and";
    case BinaryOp::implies: return "implies";
    case BinaryOp::iff: return "iff";
    case BinaryOp::equal: return "==";
    case BinaryOp::not_equal: return "!=";
    case BinaryOp::less: return "<";
    case BinaryOp::less_equal: return "<=";
    case BinaryOp::greater: return ">";
    case BinaryOp::greater_equal: return ">=";
    case BinaryOp::in: return "in";
    case BinaryOp::not_in: return "not in";
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::multiply: return "*";
    case BinaryOp::divide: return "/";
  }
  return "";
}

std::string_view word_of(QuantifierKind kind) {
  switch (kind) {
    case QuantifierKind::some: return "some";
    case QuantifierKind::no: return "no";
    case QuantifierKind::one: return "one";
    case QuantifierKind::all: return "all";
    case QuantifierKind::only: return "only";
  }
  return "";
}

std::string_view word_of(AggregateKind kind) {
  switch (kind) {
    case AggregateKind::count: return "count";
    case AggregateKind::sum: return "sum";
    case AggregateKind::min: return "min";
    case AggregateKind::max: return "max";
  }
  return "";
}

std::string_view word_of(Range range) {
  switch (range) {
    case Range::standard: return "";
    case Range::so_far: return " so far";
    case Range::any_time: return " any time";
  }
  return "";
}

std::string_view word_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::entity: return "entity";
    case TypeKind::flow: return "flow";
    case TypeKind::event: return "event";
  }
  return "";
}

std::string_view word_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::on: return "on";
    case PeriodKind::during: return "during";
    case PeriodKind::starting: return "starting";
    case PeriodKind::ending: return "ending";
  }
  return "";
}

std::string_view word_of(BoundKind kind) {
  switch (kind) {
    case BoundKind::from: return "from";
    case BoundKind::until: return "until";
    case BoundKind::through: return "through";
    case BoundKind::on: return "on";
  }
  return "";
}

std::string_view word_of(AssumeForm form) {
  switch (form) {
    case AssumeForm::condition: return "";
    case AssumeForm::on: return "on";
    case AssumeForm::never: return "never";
    case AssumeForm::after: return "after";
    case AssumeForm::open: return "open";
  }
  return "";
}

std::string_view word_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::repeal: return "repeal";
    case ChangeKind::replace: return "replace";
    case ChangeKind::restate: return "restate";
  }
  return "";
}

std::string_view word_of(Presence presence) {
  switch (presence) {
    case Presence::always: return "";
    case Presence::optional: return "optional";
    case Presence::possible: return "possible";
  }
  return "";
}

std::string_view word_of(ExpectKind kind) {
  switch (kind) {
    case ExpectKind::complies: return "complies";
    case ExpectKind::conflicts: return "conflicts";
    case ExpectKind::depends: return "depends";
    case ExpectKind::impossible: return "impossible";
    case ExpectKind::undecided: return "undecided";
    case ExpectKind::achievable: return "achievable";
    case ExpectKind::not_achievable: return "not achievable";
    case ExpectKind::consistent: return "consistent";
    case ExpectKind::inconsistent: return "inconsistent";
    case ExpectKind::equivalent_to: return "equivalent to";
    case ExpectKind::changes: return "changes";
    case ExpectKind::entails: return "entails";
    case ExpectKind::allows: return "allows";
    case ExpectKind::forbids: return "forbids";
    case ExpectKind::does_not_entail: return "does not entail";
    case ExpectKind::does_not_allow: return "does not allow";
    case ExpectKind::does_not_forbid: return "does not forbid";
    case ExpectKind::claims_hold: return "claims hold";
    case ExpectKind::claims_fail: return "claims fail";
    case ExpectKind::dead: return "dead";
    case ExpectKind::out_of_reach: return "out of reach";
    case ExpectKind::redundant: return "redundant";
    case ExpectKind::without_effect: return "without effect";
    case ExpectKind::unbreakable: return "unbreakable";
    case ExpectKind::blocks: return "blocks";
    case ExpectKind::blocks_together: return "blocks together";
    case ExpectKind::breaks: return "breaks";
    case ExpectKind::keeps: return "keeps";
    case ExpectKind::pending: return "pending";
    case ExpectKind::can: return "can";
    case ExpectKind::status_of: return "status of";
    case ExpectKind::what_may: return "what may";
    case ExpectKind::what_must: return "what must";
    case ExpectKind::can_bring_about: return "can bring about";
    case ExpectKind::can_end: return "can end";
    case ExpectKind::cannot_bring_about: return "cannot bring about";
    case ExpectKind::cannot_end: return "cannot end";
  }
  return "";
}

std::string_view word_of(DurationUnit unit, std::string_view digits) {
  const bool one = digits == "1";
  switch (unit) {
    case DurationUnit::days: return one ? "day" : "days";
    case DurationUnit::months: return one ? "month" : "months";
    case DurationUnit::years: return one ? "year" : "years";
  }
  return "";
}

}  // namespace proviso::syntax
