#include "model/judge/world.h"

#include "model/expr_walk.h"
#include "model/internal_error.h"
#include "model/judge/norm.h"
#include "model/judge/override.h"
#include "model/judge/reader.h"

#include <algorithm>

namespace proviso::plain {

std::vector<Day> Days::within(Day from, const Date& end) const {
  std::vector<Day> found;
  const Day last_change = *changes.rbegin();
  const Day stop = end.day ? *end.day : std::max(from, last_change) + 1;
  if (from >= stop) return found;
  if (every_day) {
    const Day quiet = std::max(from, last_change) + 1;
    for (Day day = from; day < std::min(stop, quiet); ++day) found.push_back(day);
    return found;
  }
  found.push_back(from);
  for (auto it = changes.upper_bound(from); it != changes.end() && *it < stop; ++it) {
    found.push_back(*it);
  }
  return found;
}

syntax::TypeKind World::kind(ThingId thing) const { return spec[spec[thing].type].kind; }

bool World::exists(ThingId thing) const {
  if (const auto& alternative = spec[thing].alternative) {
    const auto chosen = scenario.terms.find(alternative->choice);
    if (chosen == scenario.terms.end() || chosen->second != Constant{Member{alternative->member}}) {
      return false;
    }
  }
  if (spec[thing].presence == syntax::Presence::always) return true;
  const auto found = scenario.present.find(thing);
  return found == scenario.present.end() || found->second;
}

const Life& World::life(ThingId thing) const {
  const auto known = lives_.find(thing);
  if (known != lives_.end()) return known->second;
  const Life found = find_life(thing);  // may ask for other lives
  return lives_.emplace(thing, found).first->second;
}

Life World::find_life(ThingId thing) const {
  if (!exists(thing)) return {};
  if (kind(thing) == syntax::TypeKind::event) return {event_date(thing), {}};
  Reader reader(*this, Reading{.day = universe.horizon.start});
  return {reader.date(spec[thing].start), reader.date(spec[thing].end)};
}

Date World::event_date(ThingId event) const {
  Reader reader(*this, Reading{.day = universe.horizon.start});
  if (spec[event].date.valid()) return reader.date(spec[event].date);
  if (const Assume* assume = fixed_by(event)) {
    return assume->form == syntax::AssumeForm::on ? reader.date(assume->date) : Date{};
  }
  const auto open = scenario.dates.find(event);
  return open == scenario.dates.end() ? Date{} : Date{open->second};
}

const Assume* World::fixed_by(ThingId event) const {
  for (const Assume& assume : deal().assumes) {
    const bool fixes = assume.form == syntax::AssumeForm::on || assume.form == syntax::AssumeForm::never;
    if (fixes && assume.event == event) return &assume;
  }
  return nullptr;
}

const std::vector<Value>& World::instances(const Type& type) const {
  const auto [place, is_new] = instances_.try_emplace({type.enumeration, type.thing});
  std::vector<Value>& all = place->second;
  if (!is_new) return all;
  if (type.base == BaseType::enumeration) {
    const auto count = static_cast<std::uint32_t>(spec[type.enumeration].members.size());
    for (std::uint32_t member = 0; member < count; ++member) all.emplace_back(Member{member});
    return all;
  }
  for (const ThingId thing : universe.things) {
    if (exists(thing) && spec.is_a(spec[thing].type, type.thing)) all.emplace_back(thing);
  }
  return all;
}

Days World::days(const std::vector<ExprId>& mentioned) const {
  Days days{{universe.horizon.start}, every_day};
  const auto add = [&](const Date& date) {
    if (date.day) days.changes.insert(*date.day);
  };
  add({universe.horizon.end});
  for (const ThingId thing : universe.things) {
    if (kind(thing) == syntax::TypeKind::entity) continue;
    add(life(thing).start);
    add(life(thing).end);
  }
  for (const ExprId root : mentioned) {
    walk(spec, root, [&](ExprId, const Expr& expr) {
      if (const auto* event = std::get_if<ClauseEvent>(&expr.node)) add(date(*event));
    });
  }
  return days;
}

const ClauseOutcome& World::outcome(ClauseId clause) const {
  const auto known = outcomes_.find(clause);
  if (known != outcomes_.end()) return known->second;
  if (!being_judged_.insert(clause).second) {
    throw InternalError("a clause depends on its own breach");
  }
  ClauseOutcome found = judge_clause(*this, clause);
  being_judged_.erase(clause);
  return outcomes_.emplace(clause, std::move(found)).first->second;
}

const Things& World::described(const Override& override, Day day) const {
  const std::tuple key{override.by, override.kind, day};
  const auto known = described_.find(key);
  if (known != described_.end()) return known->second;
  Things found = find_described(*this, override, day);  // may ask what others describe
  return described_.emplace(key, std::move(found)).first->second;
}

Date World::date(const ClauseEvent& event) const {
  // An event that versions of a contract share names the clauses of all of them.
  const auto& clauses = universe.clauses;
  if (std::find(clauses.begin(), clauses.end(), event.clause) == clauses.end()) return {};
  const ClauseOutcome& found = outcome(event.clause);
  return event.kind == ClauseEventKind::breach ? found.breach : found.kept;
}

}  // namespace proviso::plain
