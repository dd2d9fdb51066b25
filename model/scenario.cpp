#include "model/scenario.h"

namespace proviso {

namespace {

std::string show_rational(const Type& type, const Rational& value) {
  if (type.base == BaseType::money) return show_money(type.currency, value);
  if (type.base == BaseType::days) return show_number(value) + (value == 1 ? " day" : " days");
  return show_number(value);
}

struct Show {
  const Spec& spec;
  const Type& type;

  std::string operator()(None) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const Rational& value) const { return show_rational(type, value); }
  std::string operator()(const Date& value) const { return value.day ? show_day(*value.day) : "never"; }
  std::string operator()(Member value) const { return spec[type.enumeration].members[value.index]; }
  std::string operator()(ThingId value) const { return spec[value].name; }
  std::string operator()(const Members& value) const {
    std::string text;
    for (const auto& one : value.all)
      text += (text.empty() ? "" : ", ") + std::visit([&](auto item) { return (*this)(item); }, one);
    return "{" + text + "}";
  }
};

}  // namespace

std::string show(const Spec& spec, const Type& type, const Constant& value) {
  return std::visit(Show{spec, type}, value);
}

}  // namespace proviso
