// Readings: of a define, whose body then depends on which is meant, and of a clause, whose norms
// then count under one of them only. Which one is meant is an open term of the world.
#pragma once

#include "model/resolve/norms.h"
#include "model/resolve/typing.h"

#include <string>
#include <vector>

namespace proviso::resolving {

// The body of a define with readings: the value of the one that is meant.
ExprId read_define(Typing& typing, Definition& definition, const Type& type,
                   const std::string& what);
// Norms and bounds of a clause with readings, added to what it has.
void read_clause(Typing& typing, const syntax::Clause& clause, Clause& to);

// Which reading of a define or clause is meant; invalid: it has none.
[[nodiscard]] OpenTermId reading_of(Tables& tables, const Entry& entry);
// … of the define or clause that a path names in a frame (`api_product`, `Contract.clause`);
// invalid: the path names something else. Of several texts of a clause the last that offers
// `member`, if that is not empty.
[[nodiscard]] OpenTermId reading_named(Tables& tables, const Frame& frame, const syntax::Path& path,
                                       std::string_view member = {});

// Gives the readings of one name in several contracts names that tell them apart.
void tell_readings_apart(Tables& tables);

}  // namespace proviso::resolving
