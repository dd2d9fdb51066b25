#include "model/resolve/any_flows.h"

#include "model/resolve/any_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace proviso::resolving {
namespace {

// The contracts that a deal stands under, its own or those of an expectation.
std::vector<std::vector<ContractId>> worlds_of(const Spec& spec, DealId deal) {
  std::vector<std::vector<ContractId>> all;
  if (!spec[deal].under.empty()) all.push_back(spec[deal].under);
  for (const Expect& expect : spec.expects) {
    const bool known = std::find(all.begin(), all.end(), expect.under) != all.end();
    if (expect.deal == deal && !expect.under.empty() && !known) all.push_back(expect.under);
  }
  return all;
}

// Enough in each of these.
std::vector<EnoughFlows> enough_everywhere(const Spec& spec, DealId deal) {
  const Deal& of = spec[deal];
  std::vector<ThingId> firsts;
  for (const AnyNumber& any : of.any) firsts.push_back(any.copies.front());
  std::vector<EnoughFlows> result;
  for (const auto& contracts : worlds_of(spec, deal)) {
    const std::vector<EnoughFlows> here = enough_flows(spec, of, contracts, firsts);
    if (result.empty()) {
      result = here;
      continue;
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
      result[i].count = std::max(result[i].count, here[i].count);
      if (result[i].complete && !here[i].complete) result[i].why = here[i].why;
      result[i].complete = result[i].complete && here[i].complete;
    }
  }
  result.resize(firsts.size());
  return result;
}

void add_copies(Tables& tables, const AnySource& source, std::size_t count) {
  AnyNumber& any = tables.spec.deals[source.deal.index].any[source.index];
  Typing typing(tables, *source.frame, Allowed{false, false, true});
  for (std::size_t number = any.copies.size() + 1; number <= count; ++number) {
    const ThingId copy =
        announce_one_of_any(tables, *source.statement.written, *source.name, number);
    if (!copy.valid()) return;
    describe_one_of_any(typing, copy, source.statement, any.name);
    auto& things = tables.spec.deals[source.deal.index].things;
    const auto last = std::find(things.begin(), things.end(), any.copies.back());
    things.insert(last + 1, copy);
    any.copies.push_back(copy);
  }
}

}  // namespace

ThingId announce_one_of_any(Tables& tables, const syntax::Declaration& written,
                            const syntax::Name& name, std::size_t number) {
  const ThingId id = announce(tables, written, {fmt::format("{}#{}", name.text, number), name.span},
                              Home::deal);
  if (id.valid()) tables.spec.things[id.index].presence = syntax::Presence::possible;
  return id;
}

// Messages speak of the name that was written.
void describe_one_of_any(Typing& typing, ThingId thing, const Statement& statement,
                         const std::string& name) {
  Tables& tables = typing.tables();
  const std::size_t before = tables.out.size();
  const std::string own = "`" + tables.spec[thing].name;
  describe_thing(typing, thing, statement);
  for (std::size_t i = before; i < tables.out.size(); ++i) {
    for (std::string* text : {&tables.out[i].message, &tables.out[i].fix}) {
      for (std::size_t at = text->find(own); at != std::string::npos; at = text->find(own)) {
        text->replace(at, own.size(), "`" + name);
      }
    }
  }
}

void fill_any_flows(Tables& tables, const std::vector<AnySource>& sources, std::optional<int> scope) {
  if (sources.empty() || has_errors(tables.out)) return;
  std::map<DealId, std::vector<EnoughFlows>> enough;
  for (const AnySource& source : sources) {
    if (enough.count(source.deal) == 0) {
      enough.emplace(source.deal, enough_everywhere(tables.spec, source.deal));
    }
  }
  for (const AnySource& source : sources) {
    EnoughFlows found = enough.at(source.deal)[source.index];
    if (scope) {
      const auto asked = static_cast<std::size_t>(*scope);
      if (asked < found.count && found.complete) {
        found.why = fmt::format("{} would be enough", found.count);
        found.complete = false;
      }
      found.count = asked;
    }
    add_copies(tables, source, found.count);
    AnyNumber& any = tables.spec.deals[source.deal.index].any[source.index];
    any.complete = found.complete;
    any.why = found.why;
  }
}

}  // namespace proviso::resolving
