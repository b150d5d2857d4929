#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace glassbox {

/// What SimpleRNN, LSTM and GRU are told; names and defaults are Keras'.
struct RecurrentOptions {
  std::int64_t units = 0;
  std::string activation = "tanh";  ///< one of kCellActivations
  bool use_bias = true;
  bool return_sequences = false;  ///< all states h, (time, units), or the last one alone, (units)
  bool unit_forget_bias = true;   ///< of an LSTM: its forget gate starts with a bias of 1
  std::string kernel_initializer = "glorot_uniform";
  std::string recurrent_initializer = "orthogonal";
  std::string bias_initializer = "zeros";
};

/// The activations of a cell: those whose slope follows from their value.
inline constexpr std::array<std::string_view, 3> kCellActivations{"tanh", "relu", "sigmoid"};

}  // namespace glassbox
