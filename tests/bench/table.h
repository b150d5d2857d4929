#pragma once

#include "engine/base/team.h"
#include "engine/model/json.h"
#include "tests/bench/digits.h"

namespace glassbox::bench {

/// Trains and predicts with every workload on real digits; prints a table. `team` as Model::set_team().
Json measure_workloads(Digits& digits, Team* team);

}  // namespace glassbox::bench
