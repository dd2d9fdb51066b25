#include "model/resolve/alternatives.h"

#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

namespace proviso::resolving {

std::optional<Alternative> Alternatives::of(const PlannedItem& item) {
  const Choice& made = choice(item);
  if (!made.term.valid()) return std::nullopt;
  return Alternative{made.term, made.member.at(item.alternative)};
}

const Alternatives::Choice& Alternatives::choice(const PlannedItem& item) {
  const auto [place, fresh] = choices_.try_emplace(item.item);
  Choice& result = place->second;
  if (!fresh) return result;
  const auto& written = std::get<syntax::OneOf>(item.item->node).alternatives;
  if (written.size() < 2) {
    report(tables_, kinds::bad_alternative, item.item->span,
           "one of several exists, but there is only one")
        .fix = "write `possible` before the declaration if it may be left out";
    return result;
  }
  Enum members;
  for (const PlannedItem& other : plan_.items) {
    if (other.item != item.item || result.member.count(other.alternative) > 0) continue;
    result.member.emplace(other.alternative, static_cast<std::uint32_t>(members.members.size()));
    members.members.push_back(other.name->text);
  }
  if (members.members.size() < 2) return result;
  members.name = fmt::format("one of {}", fmt::join(members.members, ", "));
  members.span = item.item->span;
  const auto count = static_cast<std::uint32_t>(members.members.size());

  OpenTerm term;
  term.name = members.name;
  term.kind = OpenTermKind::alternative;
  term.finite = true;
  term.span = item.item->span;
  term.type = basic(BaseType::enumeration);
  term.type.enumeration = EnumId{static_cast<std::uint32_t>(tables_.spec.enums.size())};
  tables_.spec.enums.push_back(std::move(members));
  Typing typing(tables_, frame_);
  for (std::uint32_t member = 0; member < count; ++member) {
    term.values.push_back(typing.make(EnumConst{member}, term.type, term.span));
  }
  result.term = OpenTermId{static_cast<std::uint32_t>(tables_.spec.open_terms.size())};
  tables_.spec.open_terms.push_back(std::move(term));
  return result;
}

}  // namespace proviso::resolving
