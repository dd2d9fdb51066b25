#include "solver/deal_text/deal_text.h"

#include "model/expr_walk.h"
#include "model/ground/problem.h"
#include "model/internal_error.h"
#include "model/syntax/lexer.h"
#include "model/syntax/parser.h"
#include "model/syntax/print.h"
#include "solver/deal_text/deal_needs.h"
#include "solver/deal_text/statement_text.h"

#include <algorithm>

namespace proviso {

namespace {

std::string canonical(const std::string& text, const std::string& name) {
  Sources sources;
  Diagnostics wrong;
  const FileId file = sources.add(name, text);
  const syntax::File tree = syntax::parse(sources, file, wrong);
  if (has_errors(wrong))
    throw InternalError("deal " + name + " cannot be read as it was written: " + wrong.front().message + "\n" + text);
  return syntax::print(tree, sources);
}

class Writer {
 public:
  Writer(const Spec& spec, const Sources& sources, const Universe& universe, const Scenario& scenario,
         const DealTextOptions& options)
      : spec_(spec), universe_(universe), options_(options), trees_(sources),
        declarations_(spec, sources, universe, scenario, options.keep_open),
        statements_(spec, sources, scenario, trees_, declarations_, options),
        contracts_(options.under.empty() ? universe.contracts : options.under), spoken_of_(contracts_) {
    for (const TextExpectation& expectation : options.expectations)
      for (const ContractId contract : expectation.under)
        if (std::find(spoken_of_.begin(), spoken_of_.end(), contract) == spoken_of_.end()) spoken_of_.push_back(contract);
    for (const AnyNumber& any : spec[universe.deal].any)
      for (const ThingId copy : any.copies) any_copies_.insert(copy);
  }

  DealText run() {
    find_kept();
    const std::set<ThingId> mentioned = statements_.mentioned(universe_);
    needs_ = needs_of(spec_, statements_.sources(), universe_, trees_, declarations_, spoken_of_, kept_, mentioned,
                      options_);
    name_things();
    find_past();
    write_file();
    result_.text = canonical(text_, options_.name);
    return std::move(result_);
  }

 private:
  // ---- which things

  [[nodiscard]] syntax::TypeKind kind(ThingId thing) const { return spec_[spec_[thing].type].kind; }

  // Flows and events that are there; an event that never comes is nothing to write.
  void find_kept() {
    for (const ThingId thing : universe_.things) {
      if (declared_elsewhere(spec_, thing) || kind(thing) == syntax::TypeKind::entity) continue;
      if (declarations_.standing(thing) == Standing::left_out) continue;
      if (!options_.keep_open && kind(thing) == syntax::TypeKind::event && !declarations_.begins(thing)) continue;
      kept_.insert(thing);
    }
  }

  void name_things() {
    std::set<std::string> contracts;
    for (const ContractId contract : spoken_of_)
      for (ContractId at = contract; at.valid(); at = spec_[at].amends) contracts.insert(spec_[at].name);
    std::set<std::string> taken = trees_.taken(needs_.seen, contracts);
    taken.insert(options_.name);
    std::set<FileId> near = needs_.seen;
    if (const Span deal = spec_[universe_.deal].span; !deal.empty()) near.insert(deal.file);
    names_.emplace(spec_, std::move(taken), trees_.words(near));
    for (const ThingId thing : universe_.things)
      if (declared_elsewhere(spec_, thing) && in_sight(thing)) names_->refer(thing, name_elsewhere(thing));
    for (const ThingId thing : needs_.declared) names_->declare(thing);
  }

  // Things of files that are not imported play no part: no clause speaks of them.
  [[nodiscard]] bool in_sight(ThingId thing) const {
    const Span span = spec_[thing].span;
    return span.empty() || needs_.seen.empty() || needs_.seen.count(span.file) > 0;
  }

  // Where two contracts have an event of one name, it goes by the contract's too.
  std::string name_elsewhere(ThingId thing) const {
    const std::string& name = spec_[thing].name;
    if (!spec_[thing].contract.valid()) return name;
    std::string owner;
    bool shared = false;
    for (const ContractId contract : spoken_of_)
      for (const ThingId event : spec_[contract].events) {
        if (event == thing && owner.empty()) owner = spec_[contract].name;
        shared = shared || (event != thing && spec_[event].name == name);
      }
    const auto has_it = [&](ContractId contract) {
      const auto& events = spec_[contract].events;
      return std::find(events.begin(), events.end(), thing) != events.end();
    };
    shared = shared || std::none_of(contracts_.begin(), contracts_.end(), has_it);
    if (owner.empty()) return spec_[spec_[thing].contract].name + "." + name;
    return shared ? owner + "." + name : name;
  }

  // What began before the days that are judged stands in a baseline, where there was one.
  void find_past() {
    if (!universe_.has_baseline) return;
    const std::set<ThingId> own(needs_.declared.begin(), needs_.declared.end());
    for (const ThingId thing : needs_.declared) {
      const auto day = declarations_.begins(thing);
      const bool sure = !spec_[thing].alternative && any_copies_.count(thing) == 0;
      if (kind(thing) == syntax::TypeKind::entity || (sure && day && *day < universe_.horizon.start))
        past_.insert(thing);
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const ThingId thing : std::set<ThingId>(past_))
        for (const ThingId named : declarations_.named_by(thing))
          if (own.count(named) > 0 && past_.count(named) == 0) changed = past_.erase(thing) > 0 || changed;
    }
  }

  // ---- the file

  void line(const std::string& text) { text_ += text + "\n"; }

  void write_file() {
    for (const std::string& import : needs_.imports) line("import " + syntax::quote(import));
    line("");
    if (universe_.has_baseline) {
      line("baseline " + options_.name + "Before {");
      declare(true);
      line("}\n");
    }
    line("deal " + options_.name + (options_.title.empty() ? "" : " " + syntax::quote(options_.title)) + " {");
    line("under " + contract_names(contracts_));
    if (universe_.has_baseline) line("includes " + options_.name + "Before");
    judged();
    line("");
    declare(false);
    statements_.write(*names_, universe_, contracts_, absent(), text_, result_);
    line("}\n");
    for (const TextExpectation& expectation : options_.expectations) expect(expectation);
  }

  std::string contract_names(const std::vector<ContractId>& contracts) const {
    std::string text;
    for (const ContractId contract : contracts) text += (text.empty() ? "" : ", ") + spec_[contract].name;
    return text;
  }

  void judged() {
    const Deal& deal = spec_[universe_.deal];
    if (options_.keep_open && !options_.judged && !deal.judged_start.valid()) return;
    const Horizon horizon = options_.judged.value_or(universe_.horizon);
    line("judged " + show_day(horizon.start) + " .." + (horizon.end ? " " + show_day(*horizon.end) : ""));
  }

  // ---- declarations

  [[nodiscard]] std::vector<ThingId> absent() const {
    std::vector<ThingId> result;
    for (const ThingId thing : needs_.declared)
      if (declarations_.standing(thing) == Standing::left_out) result.push_back(thing);
    return result;
  }

  std::string declaration(ThingId thing) const {
    const syntax::Presence presence = spec_[thing].presence;
    std::string word;
    switch (declarations_.standing(thing)) {
      case Standing::there: break;
      case Standing::left_out: word = "possible"; break;
      case Standing::open:
        if (presence == syntax::Presence::optional) word = "optional";
        if (presence == syntax::Presence::possible) word = "possible";
    }
    return declarations_.declaration(*names_, thing, word);
  }

  void declare(bool past) {
    std::set<OpenTermId> chosen;
    for (const ThingId thing : needs_.declared) {
      if ((past_.count(thing) > 0) != past) continue;
      if (const AnyNumber* any = options_.keep_open ? any_of(thing) : nullptr) {
        if (any->copies.front() == thing) line(declarations_.any_number(*names_, *any));
      } else if (const OpenTermId choice = open_choice(thing); choice.valid()) {
        if (chosen.insert(choice).second) one_of(choice);
      } else {
        line(declaration(thing));
      }
    }
  }

  const AnyNumber* any_of(ThingId thing) const {
    for (const AnyNumber& any : spec_[universe_.deal].any)
      if (std::find(any.copies.begin(), any.copies.end(), thing) != any.copies.end()) return &any;
    return nullptr;
  }

  // The choice among alternatives that is still open.
  OpenTermId open_choice(ThingId thing) const {
    const auto& alternative = spec_[thing].alternative;
    const bool open =
        options_.keep_open && alternative && !declarations_.world().scenario().terms.count(alternative->choice);
    return open ? alternative->choice : OpenTermId{};
  }

  void one_of(OpenTermId choice) {
    line("unknown one of {");
    const std::size_t count = spec_[spec_[choice].type.enumeration].members.size();
    for (std::uint32_t member = 0; member < count; ++member) {
      if (member > 0) line("|");
      for (const ThingId thing : needs_.declared)
        if (const auto& a = spec_[thing].alternative; a && a->choice == choice && a->member == member) {
          const bool possible = spec_[thing].presence != syntax::Presence::always;
          line(possible ? declaration(thing) : declarations_.declaration(*names_, thing, ""));
        }
    }
    line("}");
  }

  // ---- expectations

  void expect(const TextExpectation& expectation) {
    const std::vector<ContractId>& under = expectation.under.empty() ? contracts_ : expectation.under;
    std::string text = "expect " + options_.name;
    if (!expectation.under.empty()) text += " under " + contract_names(under);
    std::string with;
    std::vector<std::pair<std::string, std::string>> readings = statements_.readings_of(universe_, under);
    readings.insert(readings.end(), expectation.readings.begin(), expectation.readings.end());
    for (const auto& [name, member] : readings) with += (with.empty() ? " with " : ", ") + name + " = " + member;
    line(text + with + ": " + expectation.outcome);
  }

  const Spec& spec_;
  const Universe& universe_;
  const DealTextOptions& options_;
  Trees trees_;
  DeclarationText declarations_;
  StatementText statements_;
  std::vector<ContractId> contracts_;
  std::vector<ContractId> spoken_of_;  // these, and those of the expectations
  std::set<ThingId> any_copies_;
  std::set<ThingId> kept_;
  DealNeeds needs_;
  std::optional<DealNames> names_;
  std::set<ThingId> past_;
  std::string text_;
  DealText result_;
};

}  // namespace

DealText deal_text(const Spec& spec, const Sources& sources, const Universe& universe, const Scenario& scenario,
                   const DealTextOptions& options) {
  return Writer(spec, sources, universe, scenario, options).run();
}

DealText open_deal_text(const Spec& spec, const Sources& sources, DealId deal, const Scenario& scenario,
                        DealTextOptions options) {
  options.keep_open = true;
  GroundOptions grounding;
  grounding.under = options.under;
  return deal_text(spec, sources, ground_deal(spec, deal, grounding).universe, scenario, options);
}

std::string free_deal_name(const Spec& spec, const Sources& sources, const std::string& wanted) {
  const Trees trees(sources);
  std::set<FileId> all;
  for (std::uint32_t i = 0; i < sources.size(); ++i) all.insert(FileId{i});
  std::set<std::string> taken = trees.words(all);
  for (const Thing& thing : spec.things) taken.insert(thing.name);
  if (taken.count(wanted) == 0) return wanted;
  for (int n = 2;; ++n)
    if (const std::string name = wanted + std::to_string(n); taken.count(name) == 0) return name;
}

}  // namespace proviso
