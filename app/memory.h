// How the process holds its memory.
#pragma once

namespace proviso {

// Solvers come and go by the thousand, and each takes and gives back much memory. Without this the C
// library hands that back to the system each time, and two thirds of the time go there. Called first
// thing in main; does nothing where the C library is not glibc.
void keep_freed_memory();

}  // namespace proviso
