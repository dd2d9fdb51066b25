#include "solver/world_view.h"

#include <algorithm>
#include <cctype>

namespace proviso {

bool WorldView::holds(ExprId expr, Day day, const Bindings& bindings) const {
  if (!expr.valid()) return true;
  const Constant constant = value(expr, day, bindings);
  const bool* truth = std::get_if<bool>(&constant);
  return truth && *truth;
}

WorldView WorldView::without(ThingId thing) const {
  WorldView other = *this;
  std::erase(other.universe_.things, thing);
  return other;
}

bool WorldView::present(ThingId thing) const {
  if (const auto& part = (*spec_)[thing].alternative) {
    const auto chosen = scenario_.terms.find(part->choice);
    if (chosen == scenario_.terms.end() || chosen->second != Constant(Member{part->member})) return false;
  }
  if ((*spec_)[thing].presence == syntax::Presence::always) return true;
  const auto found = scenario_.present.find(thing);
  return found != scenario_.present.end() && found->second;
}

Date WorldView::date(ExprId expr) const {
  if (!expr.valid()) return {};
  const Constant constant = value(expr, universe_.horizon.start, {});
  const Date* date = std::get_if<Date>(&constant);
  return date ? *date : Date{};
}

Date WorldView::date_of_event(ThingId event) const {
  if (!present(event)) return {};
  if ((*spec_)[event].date.valid()) return date((*spec_)[event].date);
  for (const Assume& assume : (*spec_)[universe_.deal].assumes)
    if (assume.event == event && assume.form == syntax::AssumeForm::on) return date(assume.date);
  const auto found = scenario_.dates.find(event);
  return found == scenario_.dates.end() ? Date{} : Date{found->second};
}

std::string WorldView::show(ExprId expr, const Constant& value) const {
  return proviso::show(*spec_, (*spec_)[expr].type, value);
}

std::string WorldView::text(Span span) const { return one_line(sources_->text(span)); }

std::string WorldView::text(ExprId expr) const {
  const auto* open = std::get_if<OpenRef>(&(*spec_)[expr].node);
  return open ? (*spec_)[open->term].name : text((*spec_)[expr].span);
}

std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string show_date(const Date& date) { return date.day ? show_day(*date.day) : "never"; }

}  // namespace proviso
