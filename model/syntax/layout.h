// Lays out text with optional line breaks: a group stands on one line if it fits, else all its own
// breaks are taken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::syntax {

class Layout {
 public:
  void text(std::string_view text) { pieces_.push_back({Kind::text, std::string{text}}); }
  // A space, or a line break.
  void line() { pieces_.push_back({Kind::line, {}}); }
  // Nothing, or a line break.
  void softline() { pieces_.push_back({Kind::softline, {}}); }
  // A line break in any case, with an empty line before the next if wanted.
  void hardline(bool blank = false);
  // Behind what stands here: takes part in no measure, so that comments do not change how the text
  // round them is laid out.
  void comment(std::string_view text) { pieces_.push_back({Kind::comment, std::string{text}}); }
  // All groups that are open now take their breaks.
  void break_groups();

  void begin_group();
  void end_group();
  void indent() { pieces_.push_back({Kind::indent, {}}); }
  void dedent() { pieces_.push_back({Kind::dedent, {}}); }
  template <class Inside>
  void group(Inside inside) {
    begin_group();
    inside();
    end_group();
  }
  template <class Inside>
  void indented(Inside inside) {
    indent();
    inside();
    dedent();
  }

  // With at most `width` columns where the breaks allow it. No line ends with a space.
  [[nodiscard]] std::string render(std::size_t width) const;

 private:
  enum class Kind { text, line, softline, hardline, blank, comment, begin, end, indent, dedent };
  struct Piece {
    Kind kind;
    std::string text;
    bool broken = false;  // of a group: it takes its breaks whether it fits or not
  };
  class Renderer;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> open_;  // the groups begun and not ended
};

}  // namespace proviso::syntax
