#include "solver/deal_text/deal_needs.h"

#include "model/expr_walk.h"

#include <algorithm>

namespace proviso {

namespace {

class Needing {
 public:
  Needing(const Spec& spec, const Sources& sources, const Universe& universe, const Trees& trees,
          const DeclarationText& declarations, const DealTextOptions& options)
      : spec_(spec), sources_(sources), universe_(universe), trees_(trees), declarations_(declarations),
        options_(options) {}

  DealNeeds run(const std::vector<ContractId>& contracts, const std::set<ThingId>& kept,
                const std::set<ThingId>& mentioned) {
    find_bound_types(contracts);
    needed_ = kept;
    needed_.insert(mentioned.begin(), mentioned.end());
    for (const ThingId thing : universe_.things)
      if (kind(thing) == syntax::TypeKind::entity && (options_.keep_open || is_bound(thing))) needed_.insert(thing);
    add_named();
    find_imports(contracts);
    declare();
    return std::move(result_);
  }

 private:
  [[nodiscard]] syntax::TypeKind kind(ThingId thing) const { return spec_[spec_[thing].type].kind; }

  // ---- things

  void see(const Binding& binding) {
    for (const Binder& binder : binding.binders)
      if (binder.type.base == BaseType::thing) bound_.insert(binder.type.thing);
  }
  void find_bound_types(const std::vector<ContractId>& contracts) {
    const auto in = [&](ExprId root) {
      walk(spec_, root, [&](ExprId, const Expr& e) {
        if (const Binding* binding = binding_of(e.node)) see(*binding);
      });
    };
    for_each_expr(spec_, universe_, in);
    std::vector<ClauseId> clauses = universe_.clauses;
    for (const ContractId contract : contracts)
      clauses.insert(clauses.end(), spec_[contract].clauses.begin(), spec_[contract].clauses.end());
    for (const ClauseId clause : clauses) {
      for_each_expr(spec_, clause, in);
      for (const Norm& norm : spec_[clause].norms)
        if (norm.each) see(*norm.each);
    }
    const auto facts = [&](const std::vector<Fact>& all) {
      for (const Fact& fact : all)
        if (fact.each) see(*fact.each);
    };
    facts(spec_.facts);
    for (const ContractId contract : contracts) facts(spec_[contract].facts);
  }
  [[nodiscard]] bool is_bound(ThingId thing) const {
    return std::any_of(bound_.begin(), bound_.end(),
                       [&](TypeId type) { return spec_.is_a(spec_[thing].type, type); });
  }
  void add_named() {
    std::vector<ThingId> waiting(needed_.begin(), needed_.end());
    while (!waiting.empty()) {
      const ThingId thing = waiting.back();
      waiting.pop_back();
      if (declared_elsewhere(spec_, thing)) continue;
      for (const ThingId named : declarations_.named_by(thing))
        if (needed_.insert(named).second) waiting.push_back(named);
    }
  }

  // ---- files

  void want(Span place) {
    if (!place.empty()) wanted_.insert(place.file);
  }
  void want_values(ThingId thing) {
    want(spec_[spec_[thing].type].span);
    for (const FieldId field : declarations_.fields_given(thing)) {
      want(spec_[field].span);
      if (const Type& type = spec_[field].type; type.base == BaseType::enumeration)
        want(spec_[type.enumeration].span);
    }
  }
  // The deal's own words may name anything that its file sees.
  void want_all_of_the_deal() {
    const Span place = spec_[universe_.deal].span;
    if (place.empty()) return;
    for (const FileId file : trees_.imports(place.file)) wanted_.insert(file);
    const std::set<FileId> own{place.file};
    for (const std::string& name : trees_.taken(own, {})) {
      const bool deal =
          std::any_of(spec_.deals.begin(), spec_.deals.end(), [&](const Deal& d) { return d.name == name; });
      if (!deal) wanted_.insert(place.file);
    }
  }

  void find_imports(const std::vector<ContractId>& contracts) {
    if (!options_.imports.empty()) {
      for (const std::string& import : options_.imports) {
        result_.imports.push_back(import);
        const std::set<FileId> seen = trees_.seen_by_import(options_.save_as, import);
        result_.seen.insert(seen.begin(), seen.end());
      }
      return;
    }
    for (const ContractId contract : contracts) want(spec_[contract].span);
    for (const ThingId thing : needed_) {
      if (declared_elsewhere(spec_, thing)) want(spec_[thing].span);
      else want_values(thing);
    }
    if (options_.keep_open || (options_.own_clauses && !spec_[universe_.deal].clauses.empty()))
      want_all_of_the_deal();
    std::set<FileId> left = wanted_;
    for (const FileId file : wanted_) {
      const bool seen = std::any_of(left.begin(), left.end(), [&](FileId other) {
        return other != file && trees_.closure(other).count(file) > 0;
      });
      if (seen) left.erase(file);
    }
    for (const FileId file : left) {
      result_.imports.push_back(import_of(options_.save_as, sources_.path(file)));
      const std::set<FileId> closure = trees_.closure(file);
      result_.seen.insert(closure.begin(), closure.end());
    }
    std::sort(result_.imports.begin(), result_.imports.end());
  }

  void declare() {
    for (const bool entities : {true, false})
      for (const ThingId thing : universe_.things) {
        if ((kind(thing) == syntax::TypeKind::entity) != entities || needed_.count(thing) == 0) continue;
        const bool visible = result_.seen.empty() || spec_[thing].span.empty() ||
                             result_.seen.count(spec_[thing].span.file) > 0;
        if (spec_[thing].contract.valid() || (declared_elsewhere(spec_, thing) && visible)) continue;
        result_.declared.push_back(thing);
      }
  }

  const Spec& spec_;
  const Sources& sources_;
  const Universe& universe_;
  const Trees& trees_;
  const DeclarationText& declarations_;
  const DealTextOptions& options_;
  std::set<TypeId> bound_;
  std::set<ThingId> needed_;
  std::set<FileId> wanted_;
  DealNeeds result_;
};

}  // namespace

bool declared_elsewhere(const Spec& spec, ThingId thing) {
  return spec[thing].contract.valid() ||
         std::find(spec.globals.begin(), spec.globals.end(), thing) != spec.globals.end();
}

DealNeeds needs_of(const Spec& spec, const Sources& sources, const Universe& universe, const Trees& trees,
                   const DeclarationText& declarations, const std::vector<ContractId>& contracts,
                   const std::set<ThingId>& kept, const std::set<ThingId>& mentioned,
                   const DealTextOptions& options) {
  return Needing(spec, sources, universe, trees, declarations, options).run(contracts, kept, mentioned);
}

}  // namespace proviso
