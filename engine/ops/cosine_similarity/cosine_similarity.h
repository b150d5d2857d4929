#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// Keras' CosineSimilarity, PyTorch's CosineEmbeddingLoss less 1: how far the output's direction is from the
/// target's, between -1 (the same) and 1.
///   loss = -(y . t) / (|y| |t|), with norms of at least 1e-6
///   dloss/dy = (-t / |t| - loss y / |y|) / |y|
/// Source: Keras 3, keras/src/losses/losses.py.
std::unique_ptr<Loss> make_cosine_similarity();

}  // namespace glassbox
