#pragma once

#include "engine/model/json.h"
#include "tests/bench/digits.h"

namespace glassbox::bench {

/// What it costs training to be looked at; prints it.
Json measure_looking(Digits& digits);

}  // namespace glassbox::bench
