#pragma once

#include "engine/ops/conv2d/convolution.h"

namespace glassbox {

/// Scratch of the backward pass that the parts share.
struct Convolution::SharedScratch {
  float* turned_w = nullptr;     ///< (filters, taps), where gradients may be sparse
  float* sums = nullptr;         ///< of the shares behind the first, kernel and bias
  float* turned_sums = nullptr;  ///< one (filters, taps) for each share, where gradients may be sparse
};

/// Scratch of the one thread that does a part of the work.
struct Convolution::PartScratch {
  float* copies = nullptr;     ///< of images (Convolution::is_copied()), or the gradients by them
  float* turned_dw = nullptr;  ///< its own of SharedScratch::turned_sums
  float* rest = nullptr;       ///< of whoever works
};

}  // namespace glassbox
