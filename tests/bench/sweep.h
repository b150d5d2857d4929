#pragma once

#include "engine/model/json.h"

namespace glassbox::bench {

/// The convolution over kernels, strides, channels, filters and batches: the shapes at which a pass is far
/// slower than that pass is in the middle; and the other layers beside the least time that they could take.
/// Prints both.
Json sweep();

}  // namespace glassbox::bench
