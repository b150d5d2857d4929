#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// Keras' SparseCategoricalCrossentropy(from_logits=True) together with the softmax it contains. For logits z
/// and label t:
///   p[j] = exp(z[j] - max z) / sum over i of exp(z[i] - max z)
///   loss = log(sum over i of exp(z[i] - max z)) - (z[t] - max z) = -log p[t]
///   dloss/dz[j] = (p[j] - [j = t]) / batch, for the mean over the batch
/// Labels are below `classes`. Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016),
/// section 6.2.2.3.
std::unique_ptr<Loss> make_softmax_cross_entropy();

}  // namespace glassbox
