#include "solver/deal_text/value_text.h"

#include "model/syntax/overload.h"

#include <algorithm>
#include <cctype>
#include <variant>

namespace proviso {

namespace {

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

// A bare member would not say of which enum it is.
bool is_shared(const Spec& spec, EnumId enumeration, const std::string& member) {
  for (std::uint32_t i = 0; i < spec.enums.size(); ++i) {
    const Enum& other = spec.enums[i];
    if (i == enumeration.index || !is_name(other.name)) continue;
    if (std::find(other.members.begin(), other.members.end(), member) != other.members.end()) return true;
  }
  return std::any_of(spec.things.begin(), spec.things.end(), [&](const Thing& t) { return t.name == member; });
}

struct WrittenValue {
  const Spec& spec;
  const DealNames& names;
  const Type& type;
  bool percent;

  std::string operator()(None) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const Rational& value) const {
    if (value < 0) return "-" + (*this)(Rational(-value));
    if (type.base == BaseType::money) return show_money(type.currency, value);
    if (type.base == BaseType::days) return show_number(value) + (value == 1 ? " day" : " days");
    const std::string hundredths = show_number(Rational(value * 100));
    const bool even = hundredths.find('/') == std::string::npos;
    return percent && even && type.base == BaseType::number ? hundredths + "%" : show_number(value);
  }
  std::string operator()(const Date& value) const { return value.day ? show_day(*value.day) : "never"; }
  std::string operator()(Member value) const {
    const Enum& enumeration = spec[type.enumeration];
    const std::string& member = enumeration.members[value.index];
    return is_shared(spec, type.enumeration, member) ? enumeration.name + "." + member : member;
  }
  std::string operator()(ThingId value) const { return names.of(value); }
  std::string operator()(const Members& value) const {
    std::string text;
    for (const auto& one : value.all)
      text += (text.empty() ? "" : ", ") + std::visit([&](auto item) { return (*this)(item); }, one);
    return "{" + text + "}";
  }
};

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return letter(c) || digit(c); });
}

std::string snake(std::string_view type) {
  std::string result;
  for (std::size_t i = 0; i < type.size(); ++i) {
    const bool begins =
        i > 0 && upper(type[i]) && (!upper(type[i - 1]) || (i + 1 < type.size() && !upper(type[i + 1])));
    if (begins && result.back() != '_') result += '_';
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(type[i])));
  }
  return result;
}

void DealNames::declare(ThingId id) {
  const Thing& thing = spec_[id];
  if (is_name(thing.name) && taken_.insert(thing.name).second) {
    names_[id] = thing.name;
    return;
  }
  // `clouds#2` is the second of `any clouds: T`.
  const std::string before = thing.name.substr(0, thing.name.find('#'));
  const std::string& type = spec_[thing.type].name;
  const bool entity = spec_[thing.type].kind == syntax::TypeKind::entity;
  const bool own = is_name(before) && before != type && before.size() < thing.name.size();
  const std::string stem = own ? before : entity ? "New" + type : snake(type);
  for (int n = 1;; ++n) {
    const std::string name = stem + std::to_string(n);
    if (avoided_.count(name) > 0 || !taken_.insert(name).second) continue;
    names_[id] = name;
    return;
  }
}

std::string DealNames::of(ThingId thing) const {
  const auto found = names_.find(thing);
  return found == names_.end() ? "" : found->second;
}

std::string value_text(const Spec& spec, const DealNames& names, const Type& type, const Constant& value,
                       bool percent) {
  return std::visit(WrittenValue{spec, names, type, percent}, value);
}

}  // namespace proviso
