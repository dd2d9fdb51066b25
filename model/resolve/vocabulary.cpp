#include "model/resolve/vocabulary.h"

#include "model/resolve/frames.h"
#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

template <class Row>
std::uint32_t next(const std::vector<Row>& rows) {
  return static_cast<std::uint32_t>(rows.size());
}

class Taking {
 public:
  Taking(Tables& tables, Inventory& inventory) : tables_(tables), inventory_(inventory) {}

  void item(const syntax::Item& item, bool root) {
    root_ = root;
    std::visit([&](const auto& of) { take(of); }, item.node);
  }

 private:
  void take(const syntax::Import&) {}

  void take(const syntax::EnumDecl& decl) {
    const EnumId id{next(tables_.spec.enums)};
    if (!declare(tables_, tables_.global, decl.name, id)) return;
    Enum enumeration{decl.name.text, {}, decl.name.span};
    std::vector<const syntax::Name*> seen;
    for (const syntax::Name& member : decl.members) {
      if (member.missing()) continue;
      const auto same = [&](const syntax::Name* other) { return other->text == member.text; };
      if (const auto other = std::find_if(seen.begin(), seen.end(), same); other != seen.end()) {
        relate(report(tables_, kinds::declared_twice, member.span,
                      fmt::format("`{}` is listed twice", member.text)),
               (*other)->span, "first listed here");
        continue;
      }
      seen.push_back(&member);
      tables_.members[member.text].push_back({id, next(enumeration.members)});
      enumeration.members.push_back(member.text);
    }
    tables_.spec.enums.push_back(std::move(enumeration));
  }

  void take(const syntax::TypeDecl& decl) {
    if (decl.extends) {
      inventory_.extensions.push_back(&decl);
      return;
    }
    if (!declare(tables_, tables_.global, decl.name, TypeId{next(tables_.spec.types)})) return;
    ThingType type;
    type.kind = decl.kind;
    type.name = decl.name.text;
    type.span = decl.name.span;
    tables_.spec.types.push_back(std::move(type));
    inventory_.types.push_back(&decl);
  }

  void take(const syntax::Declaration& decl) { inventory_.declarations.push_back(&decl); }

  void take(const syntax::Define& decl) { declare_define(tables_, tables_.global, decl); }

  void take(const syntax::Fact& fact) { inventory_.facts.push_back(&fact); }

  void take(const syntax::Rate& rate) { declare_rate(tables_, tables_.global, rate); }

  void take(const syntax::Contract& contract) {
    const ContractId id{next(tables_.spec.contracts)};
    if (!declare(tables_, tables_.global, contract.name, id)) return;
    tables_.contracts.push_back(ContractSource{&contract, nullptr, id});
    tables_.spec.contracts.emplace_back();
  }

  void take(const syntax::Deal& deal) { take_deal(deal, nullptr); }

  void take(const syntax::Group& group) {
    for (const syntax::Item& item : group.deals) {
      if (const auto* deal = std::get_if<syntax::Deal>(&item.node)) take_deal(*deal, &group);
      if (const auto* expect = std::get_if<syntax::Expect>(&item.node)) take(*expect);
    }
  }

  void take(const syntax::Expect& expect) {
    if (root_) inventory_.expects.push_back(&expect);
  }

  void take_deal(const syntax::Deal& deal, const syntax::Group* group) {
    tables_.deals.push_back(DealSource{&deal, group, !root_, false, {}, nullptr});
    if (!declare(tables_, tables_.global, deal.name, &tables_.deals.back())) {
      tables_.deals.pop_back();
    }
  }

  Tables& tables_;
  Inventory& inventory_;
  bool root_ = false;
};

}  // namespace

void take_inventory(Tables& tables, const std::vector<const syntax::File*>& files,
                    Inventory& inventory) {
  Taking taking(tables, inventory);
  // The root comes last: of two declarations the importing file's is the second.
  for (std::size_t i = 1; i <= files.size(); ++i) {
    const syntax::File& file = *files[i % files.size()];
    for (const syntax::Item& item : file.items) taking.item(item, i == files.size());
  }
  tables.one_day.assign(tables.spec.types.size(), false);
}

}  // namespace proviso::resolving
