#pragma once

namespace glassbox {

/// Shorter ways to the same result. An op takes one by its shapes and by what it finds in the data, so that
/// the bits never depend on the clock; a benchmark turns one off to see what it is worth.
struct FastPaths {
  bool fusion = true;           ///< several nodes as one op (model/fusion.h)
  bool sparse_input = true;     ///< pixels without ink are passed over
  bool sparse_gradient = true;  ///< gradients that max pooling or ReLU made zero are passed over
  bool winograd = true;         ///< 3x3 convolutions by F(4x4, 3x3); not the same bits
};

}  // namespace glassbox
