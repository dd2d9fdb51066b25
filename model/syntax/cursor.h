// The parser's place among the tokens, and its tools for going on after a mistake.
#pragma once

#include "model/syntax/diagnostic.h"
#include "model/syntax/keywords.h"
#include "model/syntax/token.h"
#include "model/syntax/tree.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::syntax {

constexpr int kDeepestNesting = 200;

class Cursor {
 public:
  Cursor(const Sources& sources, FileId file, std::vector<Token> tokens, Diagnostics& diagnostics);

  // ---- looking
  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  [[nodiscard]] const Token& last() const { return tokens_[at_ == 0 ? 0 : at_ - 1]; }
  [[nodiscard]] bool at(TokenKind kind) const { return peek().kind == kind; }
  [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const;
  // `NAME:`, `NAME, NAME:`, `NAME owes NAME` or `a.b =` begins that far ahead.
  [[nodiscard]] bool begins_statement(std::size_t ahead = 0) const;
  // `NAME:` or `NAME, NAME:` begins that far ahead.
  [[nodiscard]] bool begins_binder(std::size_t ahead = 0) const;
  // This word is used as a keyword: it does not begin `word:`, `word.field` or `word =`.
  [[nodiscard]] bool stands_as_keyword(std::size_t ahead = 0) const;
  // A statement of that kind of block begins here.
  [[nodiscard]] bool at_item(BlockKind block) const;
  // The word here is a keyword, so that no operand begins with it.
  [[nodiscard]] bool at_no_operand() const;
  // An operand begins that far ahead, where one need not.
  [[nodiscard]] bool at_operand(std::size_t ahead = 0) const;
  // After a comma: whether the list goes on, or a statement of the block begins.
  [[nodiscard]] bool list_continues() const;

  // ---- taking
  void skip();
  bool take(TokenKind kind);
  bool take_word(std::string_view word);
  bool expect(TokenKind kind, std::string_view after);
  // Also takes a misspelt form of the word, and reports it.
  bool expect_word(std::string_view word, std::string_view after);
  // One of `words` (constants of the grammar), misspelt, at the current place: reported, put right
  // and returned; else empty. The second form also takes it.
  std::string_view put_right(const std::vector<std::string_view>& words);
  std::string_view take_misspelt(const std::vector<std::string_view>& words);
  // `what` says whose name it is: "the clause". Reports and returns a nameless one where none is.
  Name take_name(std::string_view what);
  std::vector<Name> take_names(std::string_view what);
  Path take_path(std::string_view what);
  std::vector<Path> take_paths(std::string_view what);
  Text take_text(std::string_view what);

  // ---- brackets and blocks
  // The bracket's own place, for `close`; an empty span where it was missing.
  Span open(TokenKind bracket, std::string_view after);
  // Reports an unclosed bracket with its opening, and looks for the closing one near by.
  Span close(TokenKind bracket, Span opening);
  void enter(BlockKind block, Span opening);
  void leave() { blocks_.pop_back(); }
  [[nodiscard]] BlockKind block() const { return blocks_.back().kind; }
  // The block ends here though no bracket says so: the file ends or an outer statement begins.
  [[nodiscard]] bool block_is_unclosed() const;
  // Skips to the next statement of the current block, or to its end.
  void recover();
  // Skips a token, or all between brackets if one opens here.
  void skip_balanced();
  // Items of a `with { … }` block may be separated by commas.
  bool commas_between_items = false;
  // A colon ends what is read: behind a name or a unit it begins no statement (heads of expectations).
  bool colon_ends = false;

  // What the text that is read is, as a whole.
  std::string_view whole = "file";

  // ---- places and reports
  [[nodiscard]] std::uint32_t begin() const { return peek().span.begin; }
  [[nodiscard]] Span since(std::uint32_t begin) const;
  // The point right after the last token, for what is missing.
  [[nodiscard]] Span gap() const;
  // Where to point for something that is not as expected: the token, or the end of its line before.
  [[nodiscard]] Span here() const;
  [[nodiscard]] std::string_view text(Span span) const { return sources_.text(span); }
  // "`h`", "the end of the file".
  [[nodiscard]] std::string found() const;
  // At most one report for each place; what it returns may be completed at once.
  Diagnostic& report(const DiagnosticKind& kind, Span span, std::string message,
                     std::string fix = "");
  // `expected X after Y, found Z`.
  Diagnostic& report_expected(std::string_view what, std::string_view after);
  // Reports after which the rest of the statement may make no sense.
  [[nodiscard]] std::size_t troubles() const { return reports_ - put_right_; }

  // ---- going back and nesting
  struct Mark {
    std::size_t at, diagnostics, reports, put_right, last_report, last_report_at;
  };
  [[nodiscard]] Mark mark() const {
    return {at_, diagnostics_.size(), reports_, put_right_, last_report_, last_report_at_};
  }
  void back_to(const Mark& mark);
  // How deep the tree would be; beyond the limit this reports once, and the rest of the file is
  // left unread.
  bool too_deep(int depth, int limit = kDeepestNesting);
  int nesting = 0;
  int deepest = 0;  // height of the tallest expression since somebody set it to 0

 private:
  [[nodiscard]] bool at_path_equals(std::size_t ahead) const;
  [[nodiscard]] bool calls(std::size_t ahead) const;
  [[nodiscard]] bool at_outer_item() const;
  [[nodiscard]] bool at_good_restart() const;
  bool find_close(TokenKind bracket);
  void give_up();

  const Sources& sources_;
  FileId file_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  Diagnostics& diagnostics_;
  Diagnostic unheard_;  // takes what is written about a report that is not made
  std::size_t reports_ = 0;
  std::size_t put_right_ = 0;  // of them, those about a misspelt word
  std::size_t last_report_ = ~std::size_t{0};     // where it was
  std::size_t last_report_at_ = ~std::size_t{0};  // `at_` then
  bool gave_up_ = false;
  struct Block {
    BlockKind kind;
    std::uint32_t column;  // where the line of its opening bracket begins
  };
  std::vector<Block> blocks_{{BlockKind::file, 0}};
};

// One level of nesting, for as long as it lives.
class Nesting {
 public:
  explicit Nesting(Cursor& cursor) : cursor_(cursor) { ++cursor_.nesting; }
  ~Nesting() { --cursor_.nesting; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  [[nodiscard]] bool too_deep() const { return cursor_.too_deep(cursor_.nesting); }

 private:
  Cursor& cursor_;
};

}  // namespace proviso::syntax
