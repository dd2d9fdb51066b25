// What a deal under question has names for: for completion, hints and examples.
#pragma once

#include "app/shell/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::shell {

struct Named {
  std::string name;
  std::string what;  // "Hosting from AWS to Runtime", "money USD"
};

// Invalid where the deal sees no thing of that name.
[[nodiscard]] ThingId find_thing(const Made& made, std::string_view name);
// Flows, events and entities that the deal declares.
[[nodiscard]] std::vector<Named> own_things(const Session& session, const Made& made);
// … and what it sees beside them: other entities, events of its contracts.
[[nodiscard]] std::vector<Named> all_things(const Session& session, const Made& made);
// Of a flow, event or entity: what can stand behind its dot.
[[nodiscard]] std::vector<Named> parts_of(const Session& session, const Made& made, ThingId thing);
// Readings of defines and clauses that the deal's contracts have.
[[nodiscard]] std::vector<Named> readings(const Made& made);
[[nodiscard]] std::vector<std::string> members_of_reading(const Made& made, std::string_view name);
// Clauses by short name.
[[nodiscard]] std::vector<Named> clauses(const Made& made);
[[nodiscard]] std::vector<Named> types(const Made& made, bool entities);

// What may be set at a path, and what stands there now.
struct Place {
  Type type;
  std::string type_text;  // "Cloud", "money USD"
  std::string now;        // as it is written; may be empty
};
[[nodiscard]] std::optional<Place> place_at(const Session& session, const Made& made,
                                            std::string_view path);
// Names of values of that type: members, things, `true`; empty for numbers.
[[nodiscard]] std::vector<std::string> values_of(const Made& made, const Type& type);

// The name of a deal, a clause, a path that can be set, with a value it could have …, for help;
// made up only where the deal has none.
[[nodiscard]] std::string example_path(Session& session);
[[nodiscard]] std::string example_number(Session& session);
[[nodiscard]] std::string example_setting(Session& session);
[[nodiscard]] std::string example_flow(Session& session);

}  // namespace proviso::shell
