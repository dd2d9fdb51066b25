#include "model/syntax/keywords.h"

#include <algorithm>
#include <array>

namespace proviso::syntax {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::array kAllBlocks{BlockKind::file,  BlockKind::contract, BlockKind::deal,
                                BlockKind::group, BlockKind::clause,   BlockKind::reading};

// Words that continue a statement or an expression and are no names there.
const Words& inner_words() {
  static const Words kWords{"then", "else", "where",    "for",    "has",  "by",       "except",
                            "with", "to",   "starting", "ending", "only", "after",    "open",
                            "at",   "depends"};
  return kWords;
}

bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::string_view describe(BlockKind kind) {
  switch (kind) {
    case BlockKind::file: return "a file";
    case BlockKind::contract: return "a contract";
    case BlockKind::deal: return "a deal";
    case BlockKind::group: return "a group";
    case BlockKind::clause: return "a clause";
    case BlockKind::reading: return "a reading";
  }
  return "";
}

const Words& keywords_of(BlockKind kind) {
  static const Words kFile{"import", "enum",     "entity",    "flow", "event",    "extend", "define",
                           "fact",   "rate",     "contract",  "deal", "amendment", "baseline",
                           "group",  "expect"};
  static const Words kContract{"parties", "from",   "until",  "through", "on",
                               "prevails", "power", "term",   "clause",  "repeal",
                               "replace", "restate", "claims", "allow", "define", "fact", "rate"};
  static const Words kDeal{"under", "includes", "during", "judged", "assume",   "clause",
                           "term",  "define",   "fact",   "rate",   "optional", "possible",
                           "any",   "unknown",  "drop",   "allow"};
  static const Words kGroup{"under",    "includes", "during", "judged", "assume",   "clause",
                            "term",     "define",   "fact",   "rate",   "optional", "possible",
                            "any",      "unknown",  "drop",   "allow",  "deal",     "baseline",
                            "expect"};
  static const Words kClause{"cite",    "from",     "until",     "through", "on",         "while",
                             "suspended", "survives", "overrides", "tag",   "negotiable", "allow", "each",
                             "must",    "never",    "may",       "reading", "unless",    "otherwise"};
  static const Words kReading{"where", "from", "until", "through", "on",
                              "each",  "must", "never", "may",     "unless", "otherwise"};
  switch (kind) {
    case BlockKind::file: return kFile;
    case BlockKind::contract: return kContract;
    case BlockKind::deal: return kDeal;
    case BlockKind::group: return kGroup;
    case BlockKind::clause: return kClause;
    case BlockKind::reading: return kReading;
  }
  return kFile;
}

bool is_keyword_of(BlockKind kind, std::string_view word) {
  return contains(keywords_of(kind), word);
}

std::vector<BlockKind> homes_of(std::string_view word) {
  std::vector<BlockKind> homes;
  for (const BlockKind kind : kAllBlocks)
    if (is_keyword_of(kind, word)) homes.push_back(kind);
  return homes;
}

bool is_keyword(std::string_view word) {
  return contains(inner_words(), word) || std::ranges::any_of(kAllBlocks, [&](BlockKind kind) {
           return is_keyword_of(kind, word);
         });
}

const Words& infix_words() {
  static const Words kWords{"and", "or", "implies", "iff", "in", "not", "is", "happens", "happened"};
  return kWords;
}

bool is_infix_word(std::string_view word) { return contains(infix_words(), word); }

bool is_currency(std::string_view word) {
  return word.size() == 3 && std::ranges::all_of(word, [](char x) { return x >= 'A' && x <= 'Z'; });
}

}  // namespace proviso::syntax
