#pragma once

#include <memory>

#include "engine/ops/fast_paths.h"
#include "engine/train/model.h"
#include "tests/bench/digits.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {

/// Ends the program, with a message, where the model cannot be made.
std::unique_ptr<Model> make_model(const Workload& workload, const FastPaths& paths = {});
/// Steps on the next batches of digits.
void train(Model& model, Digits& digits, int steps);

}  // namespace glassbox::bench
