#include "model/syntax/lexer.h"

#include "model/syntax/diagnostics.h"
#include "model/syntax/lexer_characters.h"
#include "model/syntax/unicode.h"

#include <array>
#include <chrono>
#include <fmt/format.h>
#include <utility>

namespace proviso::syntax {
namespace {

constexpr std::size_t kMostReports = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Sign {
  std::string_view text;
  TokenKind kind;
};
// Longer signs stand before their beginnings.
constexpr std::array kSigns{
    Sign{"..", TokenKind::dot_dot},     Sign{"=>", TokenKind::arrow},
    Sign{"==", TokenKind::equal_equal}, Sign{"!=", TokenKind::not_equal},
    Sign{"<=", TokenKind::less_equal},  Sign{">=", TokenKind::greater_equal},
    Sign{"{", TokenKind::left_brace},   Sign{"}", TokenKind::right_brace},
    Sign{"(", TokenKind::left_paren},   Sign{")", TokenKind::right_paren},
    Sign{",", TokenKind::comma},        Sign{":", TokenKind::colon},
    Sign{".", TokenKind::dot},          Sign{"=", TokenKind::equals},
    Sign{"?", TokenKind::question},     Sign{"|", TokenKind::bar},
    Sign{"<", TokenKind::less},         Sign{">", TokenKind::greater},
    Sign{"+", TokenKind::plus},         Sign{"-", TokenKind::minus},
    Sign{"*", TokenKind::star},         Sign{"/", TokenKind::slash},
};

class Lexer {
 public:
  Lexer(const Sources& sources, FileId file, Diagnostics& diagnostics)
      : file_(file), text_(sources.text(file)), diagnostics_(diagnostics) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    line_ = at_;
  }

  Lexed run() {
    while (skip_space(), at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//") || rest.starts_with("/*"))
        comment(rest[1] == '*');
      else if (is_letter(rest[0]))
        word();
      else if (is_digit(rest[0]))
        number_or_date();
      else if (rest[0] == '"')
        text();
      else
        odd_text(rest) || (sign(rest), true);
    }
    push(TokenKind::end, at_);
    return std::move(result_);
  }

 private:
  [[nodiscard]] char ahead(std::size_t n) const {
    return at_ + n < text_.size() ? text_[at_ + n] : '\0';
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  Diagnostic& report(const DiagnosticKind& kind, Span where, std::string message,
                     std::string fix = "") {
    if (++reports_ > kMostReports) return unheard_;
    diagnostics_.push_back({&kind, where, std::move(message), "", {}, {}, std::move(fix)});
    if (reports_ == kMostReports) {
      diagnostics_.push_back({&kinds::too_many_errors, where,
                              "too many errors in this file; the rest of it was not looked at", "",
                              {}, {}, "mend the first ones and try again"});
      return unheard_;
    }
    return diagnostics_.back();
  }

  void skip_space() {
    for (; at_ < text_.size() && is_space(text_[at_]); ++at_) {
      if (text_[at_] == '\n') {
        line_ = at_ + 1;
        fresh_line_ = true;
      }
    }
  }

  // The token from `begin` up to here.
  Token& push(TokenKind kind, std::size_t begin) {
    result_.tokens.push_back({kind, span(begin, at_), text_.substr(begin, at_ - begin), fresh_line_,
                              begin == line_, false});
    fresh_line_ = false;
    return result_.tokens.back();
  }

  void comment(bool closed_by_sign) {
    const std::size_t begin = at_;
    const std::size_t end = closed_by_sign ? text_.find("*/", at_ + 2) : text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + (closed_by_sign ? 2 : 0);
    if (closed_by_sign && end == std::string_view::npos)
      report(kinds::unclosed_comment, span(begin, begin + 2), "this comment is never closed",
             "write `*/` where it ends");
    std::size_t last = at_;
    while (!closed_by_sign && is_space(text_[last - 1])) --last;
    result_.comments.push_back({span(begin, last), fresh_line_});
    // What follows a comment of several lines on its last line does not start that line.
  }

  void word() {
    const std::size_t begin = at_;
    while (is_word(ahead(0))) ++at_;
    push(TokenKind::word, begin);
  }

  std::size_t digits() {
    const std::size_t begin = at_;
    while (is_digit(ahead(0))) ++at_;
    return at_ - begin;
  }

  void number_or_date() {
    const std::size_t begin = at_;
    const std::size_t length = digits();
    if (length == 4 ? date(begin) : length >= 3 && odd_year(begin)) return;
    if (ahead(0) == '.' && is_digit(ahead(1))) {
      ++at_;
      digits();
    }
    bool broken = false;
    if (ahead(0) == '%') {
      ++at_;
    } else if (is_letter(ahead(0))) {
      broken = glued_word(begin);
    }
    push(TokenKind::number, begin).broken = broken;
  }

  // Letters right behind a number: `250bn` is fine, `1_000` and `30days` are not.
  bool glued_word(std::size_t begin) {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::string_view letters = text_.substr(at_, end - at_);
    if (letters == "k" || letters == "m" || letters == "bn") return false;
    if (letters.find_first_not_of("_0123456789") == std::string_view::npos) {
      at_ = end;
      std::string plain{text_.substr(begin, end - begin)};
      std::erase(plain, '_');
      report(kinds::malformed_number, span(begin, end), "digits are not grouped in a number",
             fmt::format("write `{}`", plain));
      return true;
    }
    report(kinds::malformed_number, span(begin, end),
           fmt::format("`{}` runs a number and a name together", text_.substr(begin, end - begin)),
           fmt::format("write `{} {}`; a name begins with a letter",
                       text_.substr(begin, at_ - begin), letters));
    return false;
  }

  // After four digits: `-MM-DD`, also with too few digits, which is reported.
  bool date(std::size_t begin) {
    std::size_t end = at_;
    std::array<std::size_t, 2> lengths{};
    for (std::size_t& length : lengths) {
      if (end >= text_.size() || text_[end] != '-') return false;
      const std::size_t first = ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
      length = end - first;
      if (length == 0 || length > 2) return false;
    }
    at_ = end;
    Token& token = push(TokenKind::date, begin);
    if (lengths[0] != 2 || lengths[1] != 2) {
      token.broken = true;
      report(kinds::invalid_date, token.span,
             fmt::format("`{}` is not a date: month and day have two digits", token.text));
    } else {
      token.broken = !check_date(token);
    }
    return true;
  }

  // `20266-01-01`: nobody subtracts 01 twice.
  bool odd_year(std::size_t begin) {
    std::size_t end = at_;
    for (int part = 0; part < 2; ++part) {
      const bool two = end + 2 < text_.size() && text_[end] == '-' && is_digit(text_[end + 1]) && is_digit(text_[end + 2]);
      if (!two) return false;
      end += 3;
    }
    if (end < text_.size() && (is_digit(text_[end]) || is_word(text_[end]))) return false;
    at_ = end;
    Token& token = push(TokenKind::date, begin);
    token.broken = true;
    report(kinds::invalid_date, token.span, fmt::format("`{}` is not a date: a year has four digits", token.text));
    return true;
  }

  bool check_date(const Token& token) {
    const auto value = [&](std::size_t first, std::size_t count) {
      unsigned number = 0;
      for (const char c : token.text.substr(first, count))
        number = number * 10 + static_cast<unsigned>(c - '0');
      return number;
    };
    using namespace std::chrono;
    const year y{static_cast<int>(value(0, 4))};
    const unsigned m = value(5, 2);
    if (static_cast<int>(y) > 0 && year_month_day{y, month{m}, day{value(8, 2)}}.ok()) return true;
    Diagnostic& d = report(kinds::invalid_date, token.span,
                           fmt::format("`{}` is not a day of the calendar", token.text));
    if (static_cast<int>(y) == 0)
      d.here = "there is no year 0";
    else if (m < 1 || m > 12)
      d.here = "months are counted from 01 to 12";
    else
      d.here = fmt::format(
          "this month has {} days",
          static_cast<unsigned>(year_month_day_last{y, month_day_last{month{m}}}.day()));
    return false;
  }

  void text() {
    const std::size_t begin = at_++;
    bool broken = false;
    for (; at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') continue;
      const char next = ahead(1);
      if (next == '"' || next == '\\') {
        ++at_;
        continue;
      }
      broken = true;
      report(kinds::unknown_escape, span(at_, at_ + 1),
             "a backslash stands only before `\"` or another backslash", "write `\\\\`");
    }
    const bool closed = ahead(0) == '"' && at_ < text_.size();
    if (closed) ++at_;
    Token& token = push(TokenKind::text, begin);
    token.broken = broken || !closed;
    if (!closed)
      report(kinds::unclosed_text, token.span, "this text is not closed on its line",
             "write `\"` where it ends");
  }

  // A text between quotes of another kind, closed on its line.
  bool odd_text(std::string_view rest) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kQuotes{
        {{"'", "'"}, {"`", "`"}, {"\u201c", "\u201d"}, {"\u2018", "\u2019"}}};
    for (const auto& [opening, closing] : kQuotes) {
      if (!rest.starts_with(opening)) continue;
      const std::size_t end = rest.substr(0, rest.find('\n')).find(closing, opening.size());
      if (end == std::string_view::npos) return false;
      const std::size_t begin = at_;
      at_ += end + closing.size();
      Token& token = push(TokenKind::text, begin);
      token.broken = true;
      report(kinds::stray_character, token.span, "a text stands between `\"` and `\"`",
             fmt::format("write `\"{}\"`", printable(rest.substr(opening.size(), end - opening.size()))));
      return true;
    }
    return false;
  }

  void sign(std::string_view rest) {
    const std::size_t begin = at_;
    const ForeignSign* foreign = foreign_sign(rest);
    // `||` between alternatives and `!=` are found here before the shorter foreign signs.
    if (foreign == nullptr || (foreign->sign == "!" && rest.starts_with("!="))) {
      for (const Sign& sign : kSigns) {
        if (!rest.starts_with(sign.text)) continue;
        at_ += sign.text.size();
        push(sign.kind, begin);
        return;
      }
      stray(rest);
      return;
    }
    at_ += foreign->sign.size();
    Diagnostic& d = report(kinds::foreign_sign, span(begin, at_), std::string{foreign->reason});
    d.fix = foreign->instead.empty() ? "delete it" : fmt::format("write `{}`", foreign->instead);
    if (foreign->kind == TokenKind::end) return;
    push(foreign->kind, begin).text = foreign->instead;
  }

  // A run of characters without meaning gets one diagnostic.
  void stray(std::string_view rest) {
    const std::size_t begin = at_;
    const CodePoint first = decode(rest, 0);
    bool worth_saying = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_space(c) || is_word(c) || c == '"' || foreign_sign(text_.substr(at_))) break;
      bool known = false;
      for (const Sign& sign : kSigns) known = known || sign.text[0] == c;
      if (known) break;
      const CodePoint point = decode(text_, at_);
      // The check of the encoding has spoken about the others already.
      worth_saying = worth_saying || (point.valid && bidirectional_name(point.value).empty());
      at_ += point.bytes;
    }
    if (!worth_saying) return;
    const std::string shown = printable(text_.substr(begin, at_ - begin));
    Diagnostic& d = report(kinds::stray_character, span(begin, at_),
                           fmt::format("`{}` has no meaning here", shown));
    if (first.value == '\'' || first.value == '`' || (first.value >= 0x2018 && first.value <= 0x201f))
      d.fix = "texts stand between `\"` and `\"`";
    else if (first.value == '$' || first.value == 0x20ac || first.value == 0xa3)
      d.fix = "write the code of the currency before the amount: `USD 250`";
    else if (first.value == '%')
      d.fix = "the sign follows its number directly: `20%`";
    else if (first.value >= 0x80)
      d.notes.push_back("names are made of the letters A to Z, digits and `_`");
  }

  FileId file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;    // where the current line begins
  bool fresh_line_ = true;  // no token on this line yet
  std::size_t reports_ = 0;
  Diagnostic unheard_;  // takes what is written about a report that is not made
  Lexed result_;
};

}  // namespace

Lexed lex(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  check_encoding(sources, file, diagnostics);
  return Lexer{sources, file, diagnostics}.run();
}

std::string unescape(std::string_view literal) {
  if (literal.starts_with('"')) literal.remove_prefix(1);
  std::string result;
  for (std::size_t i = 0; i < literal.size() && literal[i] != '"'; ++i) {
    if (literal[i] == '\\' && i + 1 < literal.size()) ++i;
    result += literal[i];
  }
  return result;
}

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace proviso::syntax
