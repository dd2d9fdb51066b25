// The calendar as far as grounding looks.
#pragma once

#include "model/number.h"

namespace proviso::ground {

// Open dates lie between these two; the language writes years with four digits.
inline const Day kFirstDay = day_of(1, 1, 1);
inline const Day kLastDay = day_of(9999, 12, 31);
// Before everything: the state in which nothing has begun or happened.
inline const Day kDawn = kFirstDay - 1;

}  // namespace proviso::ground
