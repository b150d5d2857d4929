#pragma once

#include "engine/ops/conv2d/convolution.h"

namespace glassbox {

/// Scratch of the one thread that does a part of the work.
struct Convolution::PartScratch {
  float* copies = nullptr;           ///< of images (Convolution::is_copied())
  float* image_gradients = nullptr;  ///< by such copies
  float* turned_dw = nullptr;        ///< (filters, taps), where gradients may be sparse
  float* rest = nullptr;             ///< of whoever works
};

}  // namespace glassbox
