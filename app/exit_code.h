// What a run tells the calling program; `proviso --help` lists them.
#pragma once

namespace proviso {

enum class ExitCode : int {
  ok = 0,
  findings = 1,
  wrong_input = 2,  // the spec or the command line
  undecided = 3,    // nothing worse than verdicts that hit a limit
  internal_error = 70,
};

// The one that speaks for both: internal error, wrong input, findings, undecided, ok.
[[nodiscard]] constexpr ExitCode worse(ExitCode a, ExitCode b) {
  constexpr auto rank = [](ExitCode code) {
    switch (code) {
      case ExitCode::ok: return 0;
      case ExitCode::undecided: return 1;
      case ExitCode::findings: return 2;
      case ExitCode::wrong_input: return 3;
      case ExitCode::internal_error: return 4;
    }
    return 4;
  };
  return rank(a) < rank(b) ? b : a;
}

}  // namespace proviso
