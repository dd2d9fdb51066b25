#include "report/text_question.h"

#include "report/contract_text.h"
#include "report/finding.h"
#include "report/lines.h"
#include "report/escape.h"
#include "report/paint.h"
#include "report/text_finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace proviso {
namespace {

Ink ink_of(Truth truth) {
  switch (truth) {
    case Truth::yes: return Ink::green;
    case Truth::no: return Ink::red;
    case Truth::depends: return Ink::yellow;
    case Truth::impossible:
    case Truth::undecided: break;
  }
  return Ink::cyan;
}

class AnswerText {
 public:
  AnswerText(const QuestionAnswer& answer, const Spec& spec, const Sources& sources, const RenderOptions& options,
             std::ostream& out)
      : answer_(answer), spec_(spec), sources_(sources), options_(options), paint_{options.colour}, out_(out),
        block_(paint_, out) {}

  void write() {
    using K = syntax::ExpectKind;
    if (answer_.kind == K::what_may) return write_rights();
    if (answer_.kind == K::what_must) return write_duties();
    for (const AskedPart& part : answer_.parts) write_part(part);
    if (answer_.consistency) write_conflicts(*answer_.consistency);
    if (answer_.difference) render_text(*answer_.difference, sources_, options_, out_);
  }

 private:
  // "depends on `far`", "depends on `cap`; where allowed, expressly permitted by `K.c`"
  std::string headline(const ContractAnswer& answer) const {
    std::string text = answer_.status.empty() ? word(answer.truth) : answer_.status;
    if (answer.depends_on.empty()) return text;
    text = text.substr(std::min(text.size(), std::string_view(word(answer.truth)).size()));
    return "depends on " + names_in_words(answer.depends_on) + (has_status_by_choice(answer) ? "" : text);
  }

  static bool has_status_by_choice(const ContractAnswer& answer) {
    return answer.by_choice.size() > 1 && std::all_of(answer.by_choice.begin(), answer.by_choice.end(),
                                                      [](const AnswerByChoice& one) { return !one.status.empty(); });
  }

  // A status is not yes or no under a reading, but one of its own words.
  std::vector<std::string> in_words_of_status(std::vector<std::string> lines, const ContractAnswer& answer) const {
    if (answer_.status.empty()) return lines;
    lines.resize(lines.size() - answer.by_choice.size());
    for (const AnswerByChoice& one : answer.by_choice) {
      std::string status = one.status;
      if (status.empty()) status = one.truth == Truth::no ? "forbidden" : word(one.truth);
      lines.push_back(fmt::format("{} with `{}`", status, choice_text(one.choice)));
    }
    return lines;
  }

  void write_part(const AskedPart& part) {
    const ContractAnswer& answer = part.answer;
    std::string text = part.about.empty() ? "" : part.about + ": ";
    text += headline(answer);
    if (is_unsettled(part)) text += ", as far as was looked";
    out_ << paint_(ink_of(answer.truth), text) << '\n';
    for (const std::string& line : in_words_of_status(answer_lines(answer), answer)) block_.sentence(line);
    for (std::size_t i = 0; i < answer.because.size() && i < answer.because_spans.size(); ++i) {
      const std::string place = place_text(sources_, answer.because_spans[i]);
      if (!place.empty()) block_.sentence(fmt::format("`{}` stands at {}", answer.because[i], place));
    }
    // Where something was found there is nothing left to look for.
    const bool by_absence = answer.truth == part.by_absence || answer.truth == Truth::depends ||
                            answer.truth == Truth::impossible;
    if (by_absence || options_.verbose) block_.sentence(searched_text(answer.searched));
    if (answer.shown) write_situation(*answer.shown, block_);
  }

  void write_conflicts(const Consistency& found) {
    std::vector<std::string> left_out;
    for (const ClauseId clause : found.left_out) left_out.push_back("`" + spec_.full_name(clause) + "`");
    block_.inline_list("in play only in breach of others", left_out);
    for (const Conflict& conflict : found.conflicts) {
      std::vector<std::string> names;
      for (const ClauseId clause : conflict.clauses) names.push_back(spec_.full_name(clause));
      const std::string once =
          conflict.in_play.valid() ? fmt::format(" once `{}` is in play", spec_.full_name(conflict.in_play)) : "";
      const char* all = names.size() > 1 ? "all " : "";
      block_.sentence(fmt::format("{} cannot {}be kept{}", names_in_words(names), all, once));
      if (conflict.answer.shown) write_situation(*conflict.answer.shown, block_);
    }
  }

  void write_rights() {
    const auto& [rights, unsettled] = answer_.rights;
    if (!unsettled.empty()) {
      out_ << paint_(Ink::cyan, "undecided") << '\n';
      block_.sentence("nothing was found, but what both may do there was not shown to be the same:");
      block_.inline_list("where they stand as", unsettled);
    } else if (rights.empty()) {
      out_ << paint_(Ink::green, "nothing") << '\n';
      block_.sentence("wherever the contracts speak of a party, what the one may do the other may do too");
    }
    for (const PartyRight& right : rights) {
      for (const std::string& line : wrapped(visible(right.text), kTextColumns)) out_ << line << '\n';
      if (!right.because.empty()) block_.sentence("the other may not because of " + names_in_words(right.because));
      if (right.power) block_.sentence("it is not for the other to bring about");
      if (!right.searched.complete) block_.sentence(searched_text(right.searched));
      if (const std::string place = place_text(sources_, right.span); !place.empty())
        block_.sentence("as in " + place);
    }
  }

  void write_duties() {
    for (const AskedPart& part : answer_.parts) write_part(part);
    if (answer_.duties.empty() && answer_.parts.empty()) out_ << paint_(Ink::green, "nothing") << '\n';
    for (const PartyDuty& duty : answer_.duties) {
      out_ << paint_(Ink::bold, duty.clause) << visible(duty.title.empty() ? "" : ": " + duty.title) << '\n';
      block_.sentence(duty.text);
      if (duty.only_then) block_.sentence("only then");
      if (duty.truth == Truth::depends) block_.sentence("depending on " + names_in_words(duty.depends_on));
      if (duty.truth == Truth::undecided)
        block_.sentence("whether it comes into play is undecided" + (duty.reason.empty() ? "" : ": " + duty.reason));
      if (const std::string place = place_text(sources_, duty.span); !place.empty()) block_.sentence("at " + place);
    }
  }

  const QuestionAnswer& answer_;
  const Spec& spec_;
  const Sources& sources_;
  const RenderOptions& options_;
  const Paint paint_;
  std::ostream& out_;
  TextBlock block_;
};

}  // namespace

void write_answer(const QuestionAnswer& answer, const Spec& spec, const Sources& sources,
                  const RenderOptions& options, std::ostream& out) {
  AnswerText(answer, spec, sources, options, out).write();
}

}  // namespace proviso
