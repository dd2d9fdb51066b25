// A set of lambdas as one function object, for `std::visit`.
#pragma once

namespace proviso {

template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

}  // namespace proviso
