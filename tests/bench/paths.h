#pragma once

#include "engine/model/json.h"
#include "tests/bench/digits.h"

namespace glassbox::bench {

/// Trains every workload with each fast path off in turn, and with all of them off; prints how much faster
/// training is with it.
Json measure_paths(Digits& digits);

}  // namespace glassbox::bench
