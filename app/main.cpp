#include "app/memory.h"
#include "app/run.h"

#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  proviso::keep_freed_memory();
  std::ios::sync_with_stdio(false);
  proviso::DiskFiles files;
  proviso::Environment environment{files, std::cin, std::cout, std::cerr,
                                   proviso::current_terminal()};
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(proviso::run(arguments, environment));
}
