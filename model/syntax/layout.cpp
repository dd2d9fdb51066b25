#include "model/syntax/layout.h"

#include <algorithm>

namespace proviso::syntax {
namespace {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

}  // namespace

void Layout::hardline(bool blank) {
  break_groups();
  pieces_.push_back({blank ? Kind::blank : Kind::hardline, {}});
}

void Layout::break_groups() {
  for (const std::size_t group : open_) pieces_[group].broken = true;
}

void Layout::begin_group() {
  open_.push_back(pieces_.size());
  pieces_.push_back({Kind::begin, {}});
}

void Layout::end_group() {
  open_.pop_back();
  pieces_.push_back({Kind::end, {}});
}

class Layout::Renderer {
 public:
  Renderer(const std::vector<Piece>& pieces, std::size_t width) : pieces_(pieces), width_(width) {}

  std::string run() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) place(i);
    while (!out_.empty() && (out_.back() == ' ' || out_.back() == '\n')) out_.pop_back();
    return std::move(out_);
  }

 private:
  void place(std::size_t i) {
    const Piece& piece = pieces_[i];
    const bool flat = !flat_.empty() && flat_.back();
    switch (piece.kind) {
      case Kind::text:
      case Kind::comment: put(piece.text); break;
      case Kind::line: flat ? put(" ") : newline(); break;
      case Kind::softline:
        if (!flat) newline();
        break;
      case Kind::hardline: newline(); break;
      case Kind::blank:
        newline();
        if (!out_.empty()) out_ += '\n';
        break;
      case Kind::begin: flat_.push_back(flat || (!piece.broken && fits(i))); break;
      case Kind::end: flat_.pop_back(); break;
      case Kind::indent: level_ += 2; break;
      case Kind::dedent: level_ -= 2; break;
    }
  }

  void put(std::string_view text) {
    if (text.empty()) return;
    if (column_ == 0) {
      out_.append(level_, ' ');
      column_ = level_;
    }
    out_ += text;
    const std::size_t last_line = text.rfind('\n');
    if (last_line == std::string_view::npos)
      column_ += columns(text);
    else
      column_ = columns(text.substr(last_line + 1));
  }

  void newline() {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    if (!out_.empty()) out_ += '\n';
    column_ = 0;
  }

  // The group that begins at `i` and what follows it up to the next possible break.
  [[nodiscard]] bool fits(std::size_t i) const {
    std::size_t column = std::max(column_, level_);
    std::size_t depth = 0;
    bool inside = true;
    for (; i < pieces_.size() && column <= width_; ++i) {
      const Piece& piece = pieces_[i];
      if (piece.kind == Kind::begin) ++depth;
      if (piece.kind == Kind::end && depth != 0 && --depth == 0) inside = false;
      if (piece.kind == Kind::text) column += columns(piece.text);
      const bool may_break = piece.kind == Kind::line || piece.kind == Kind::softline;
      if (piece.kind == Kind::hardline || piece.kind == Kind::blank) return true;
      if (may_break && !inside) return true;
      if (piece.kind == Kind::line) ++column;
    }
    return column <= width_;
  }

  const std::vector<Piece>& pieces_;
  std::size_t width_;
  std::string out_;
  std::size_t column_ = 0;
  std::size_t level_ = 0;
  std::vector<bool> flat_;
};

std::string Layout::render(std::size_t width) const { return Renderer{pieces_, width}.run(); }

}  // namespace proviso::syntax
