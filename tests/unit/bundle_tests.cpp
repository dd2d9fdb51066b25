#include "app/bundle.h"
#include "tests/catch.h"

using namespace proviso;

TEST_CASE("a bundle holds all that is needed to reproduce a disagreement", "[bundle]") {
  MemoryFiles files;
  files.texts["shop.proviso"] = R"(entity Party
flow Sale from Party to Party
A, B: Party
contract K { parties A, B  from 2026-01-01  clause some_sale { must some s: Sale } }
deal D { under K  during 2026-01-01 .. 2027-01-01  possible sale: Sale from A to B }
)";
  const Program program = load(files, {"shop.proviso"});
  REQUIRE(program.roots.size() == 1);
  REQUIRE(program.roots.front().spec);
  const auto folder = write_bundle(files, program, *program.roots.front().spec, DealId{0}, {}, "two answers differ");
  REQUIRE(folder);
  CHECK(*folder == "proviso-bundle/D");
  CHECK(files.texts.at("proviso-bundle/D/message.txt").find("two answers differ") != std::string::npos);
  CHECK(files.texts.at("proviso-bundle/D/sources/shop.proviso") == files.texts.at("shop.proviso"));
  CHECK(files.texts.at("proviso-bundle/D/formulas.txt").find("K.some_sale broken") != std::string::npos);
  CHECK(files.texts.at("proviso-bundle/D/questions.smt2").find("(check-sat)") != std::string::npos);
}
