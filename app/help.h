// The texts of `--help`, made from the rows of commands and options.
#pragma once

#include "app/commands.h"

#include <ostream>

namespace proviso {

void print_help(std::ostream& out);
void print_help(const Command& command, std::ostream& out);

}  // namespace proviso
