#include "model/resolve/refusals.h"

#include "model/syntax/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::resolving {
namespace {

// The words of an expectation that is not of a deal's verdict; empty for those that are.
std::string_view beyond_deals(syntax::ExpectKind kind) {
  using syntax::ExpectKind;
  switch (kind) {
    case ExpectKind::complies:
    case ExpectKind::conflicts:
    case ExpectKind::depends:
    case ExpectKind::impossible:
    case ExpectKind::undecided:
    case ExpectKind::achievable:
    case ExpectKind::not_achievable:
    case ExpectKind::breaks:
    case ExpectKind::keeps:
    case ExpectKind::pending:
    case ExpectKind::can: return {};
    case ExpectKind::consistent:
    case ExpectKind::inconsistent: return "`consistent` and `inconsistent`";
    case ExpectKind::equivalent_to: return "`equivalent to`";
    case ExpectKind::changes: return "`changes`";
    case ExpectKind::entails:
    case ExpectKind::does_not_entail: return "`entails`";
    case ExpectKind::allows:
    case ExpectKind::does_not_allow: return "`allows`";
    case ExpectKind::forbids:
    case ExpectKind::does_not_forbid: return "`forbids`";
    case ExpectKind::dead: return "`dead`";
    case ExpectKind::redundant: return "`redundant`";
    case ExpectKind::blocks: return "`blocks`";
  }
  return {};
}

}  // namespace

void refuse(Tables& tables, Span span, std::string_view what) {
  report(tables, kinds::not_checked_yet, span, fmt::format("{} are not checked yet", what));
}

bool refused(Tables& tables, const syntax::Outcome& outcome) {
  const std::string_view words = beyond_deals(outcome.kind);
  if (words.empty()) return false;
  refuse(tables, outcome.span, fmt::format("expectations with {}", words));
  return true;
}

}  // namespace proviso::resolving
