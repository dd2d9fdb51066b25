// `proviso_tests --update` rewrites the expected parts of the golden files; the rest is Catch2's.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_RUNNER
#endif
#include "app/memory.h"
#include "tests/catch.h"

#include <cstdlib>
#include <string_view>
#include <vector>

int main(int argc, char** argv) {
  proviso::keep_freed_memory();
  // Pictures that are opened go to a known place, and no window.
  ::setenv("PROVISO_VIEWER", "true", 1);
  ::setenv("TMPDIR", "/tmp", 1);
  std::vector<char*> arguments;
  for (char** argument = argv; argument != argv + argc; ++argument) {
    if (std::string_view(*argument) == "--update") {
      ::setenv("PROVISO_UPDATE", "1", 1);
    } else {
      arguments.push_back(*argument);
    }
  }
  return Catch::Session().run(static_cast<int>(arguments.size()), arguments.data());
}
