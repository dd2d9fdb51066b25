// Small random specs that use the whole checked language, as source text.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace proviso::test {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  // 0 .. n - 1, the same on every standard library.
  int roll(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(int percent) { return roll(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

// One vocabulary, a contract and a deal `D` under it.
[[nodiscard]] std::string random_spec(Dice& dice);

}  // namespace proviso::test
