#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// Losses of class probabilities, each together with the softmax that makes them of logits z:
///   p[j] = exp(z[j] - max z) / sum over i of exp(z[i] - max z)
///   -log p[j] = log(sum over i of exp(z[i] - max z)) - (z[j] - max z), never the logarithm of a rounded 0
/// Source: Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.3; the divergence: Kullback
/// & Leibler, "On information and sufficiency" (1951).

/// Keras' SparseCategoricalCrossentropy(from_logits=True), PyTorch's CrossEntropyLoss, for a label t:
///   loss = -log p[t];  dloss/dz[j] = p[j] - [j = t]
std::unique_ptr<Loss> make_sparse_categorical_crossentropy();

/// Keras' CategoricalCrossentropy(from_logits=True), for a row of class probabilities t:
///   loss = -sum over j of t[j] log p[j];  dloss/dz[j] = p[j] sum over i of t[i] - t[j]
std::unique_ptr<Loss> make_categorical_crossentropy();

/// Keras' KLDivergence of softmax outputs, PyTorch's KLDivLoss: the above less what the targets' own entropy
/// makes of it.  loss = sum over j of t[j] (log t[j] - log p[j]), with 0 log 0 = 0; the same gradient
std::unique_ptr<Loss> make_kl_divergence();

}  // namespace glassbox
