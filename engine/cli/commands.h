#pragma once

#include "engine/cli/options.h"
#include "engine/data/samples.h"
#include "engine/train/metrics.h"
#include "engine/train/model.h"

namespace glassbox::cli {

/// Each command's exit status; what cannot be done is thrown as a Refusal.
int train(const Options& options);
int evaluate(const Options& options);
int info(const Options& options);

/// A model's means over all samples.
Evaluation evaluation_of(Model& model, const Samples& samples);

}  // namespace glassbox::cli
