#include "model/syntax/print.h"

#include "model/syntax/printer.h"

#include <algorithm>
#include <limits>

namespace proviso::syntax {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kOneLine = std::numeric_limits<std::size_t>::max() / 2;

// Something other than a comment stands behind `offset` on its line.
bool token_follows(std::string_view text, std::size_t offset) {
  while (offset < text.size() && text[offset] != '\n') {
    const std::string_view rest = text.substr(offset);
    if (rest.starts_with("//")) return false;
    if (rest.starts_with("/*")) {
      const std::size_t end = rest.find("*/", 2);
      if (end == std::string_view::npos || rest.substr(0, end).find('\n') != std::string_view::npos)
        return false;
      offset += end + 2;
    } else if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r') {
      ++offset;
    } else {
      return true;
    }
  }
  return false;
}

std::string without_returns(std::string_view text) {
  std::string result{text};
  std::erase(result, '\r');
  return result;
}

}  // namespace

bool Printer::blank_before(std::uint32_t begin) const {
  if (sources_ == nullptr) return false;
  const std::string_view text = sources_->text(file_->id);
  std::size_t breaks = 0;
  for (std::size_t i = std::min<std::size_t>(begin, text.size()); i > 0; --i) {
    const char c = text[i - 1];
    if (c == '\n') ++breaks;
    else if (c != ' ' && c != '\t' && c != '\r') break;
  }
  return breaks >= 2;
}

void Printer::lead(std::uint32_t begin) {
  if (file_ == nullptr) return;
  bool line_is_full = false;  // nothing can follow the last comment on its line
  while (next_comment_ < file_->comments.size()) {
    const Comment& comment = file_->comments[next_comment_];
    if (comment.span.begin >= begin) return;
    ++next_comment_;
    const std::string shown = without_returns(sources_->text(comment.span));
    const bool one_line = shown.starts_with("/*") && shown.find('\n') == std::string::npos;
    if (comment.own_line || line_is_full) {
      out_.hardline(comment.own_line && blank_before(comment.span.begin) && !fresh_block_);
      out_.comment(shown);
      line_is_full = true;
    } else {
      line_is_full = !one_line;
      out_.comment(" " + shown);
      if (one_line && token_follows(sources_->text(file_->id), comment.span.end)) continue;
      out_.break_groups();
    }
    fresh_block_ = false;
  }
}

void Printer::statement_at(std::uint32_t begin) {
  lead(begin);
  out_.hardline(blank_before(begin) && !fresh_block_);
  fresh_block_ = false;
}

void Printer::print_file() {
  for (const Item& item : file_->items) {
    statement_at(item.span.begin);
    print_item(item);
  }
  lead(std::numeric_limits<std::uint32_t>::max());
}

std::string print(const File& file, const Sources& sources) {
  Printer printer{file, sources};
  printer.print_file();
  std::string result = printer.render(kWidth);
  if (!result.empty()) result += '\n';
  return result;
}

std::string print(const Expr& expr) {
  Printer printer;
  printer.print(expr);
  return printer.render(kOneLine);
}

std::string print(const Binding& binding) {
  Printer printer;
  printer.print(binding);
  return printer.render(kOneLine);
}

}  // namespace proviso::syntax
