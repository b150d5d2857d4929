#include <utility>

#include "engine/base/error_codes.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/ops/gru/gru.h"
#include "engine/ops/lstm/lstm.h"
#include "engine/ops/simple_rnn/simple_rnn.h"

namespace glassbox {
namespace {

using Make = std::unique_ptr<Op> (*)(const RecurrentOptions&, const Shape&);

/// (time, features) with the same values: the rows of an image, or the values of a vector one by one.
Shape as_sequence(const Shape& input) {
  if (input.rank() == 1) return {input[0], 1};
  return {input[0], input.size() / input[0]};
}

template <Make make, bool has_forget_gate = false>
Result<OpChain> build(const Settings& settings, std::span<const Shape> inputs) {
  const Shape& input = inputs[0];
  if (input.rank() != 2) {
    return make_error("recurrent.needs_sequence_input", {input.to_string(), as_sequence(input).to_string()});
  }
  RecurrentOptions options{.units = settings.integer("units"),
                           .activation = settings.choice("activation"),
                           .use_bias = settings.boolean("use_bias"),
                           .return_sequences = settings.boolean("return_sequences"),
                           .kernel_initializer = settings.choice("kernel_initializer"),
                           .recurrent_initializer = settings.choice("recurrent_initializer"),
                           .bias_initializer = settings.choice("bias_initializer")};
  if constexpr (has_forget_gate) options.unit_forget_bias = settings.boolean("unit_forget_bias");
  OpChain ops;
  ops.push_back(make(options, input));
  return ops;
}

std::vector<ParameterSchema> parameters(std::string pytorch_activation = "") {
  ParameterSchema activation{.name = "activation",
                             .type = ParameterSchema::Type::choice,
                             .default_value = Value::of(std::string("tanh")),
                             .choices = {kCellActivations.begin(), kCellActivations.end()},
                             .pytorch = std::move(pytorch_activation)};
  return {count_parameter("units", 32, "hidden_size", true),
          boolean_parameter("return_sequences", false),
          std::move(activation),
          use_bias_parameter(),
          initializer_parameter("kernel_initializer", "glorot_uniform"),
          initializer_parameter("recurrent_initializer", "orthogonal"),
          initializer_parameter("bias_initializer", "zeros")};
}

std::vector<ParameterSchema> lstm_parameters() {
  std::vector<ParameterSchema> all = parameters();
  all.push_back(boolean_parameter("unit_forget_bias", true));
  return all;
}

}  // namespace

Schema SimpleRNNLayer::schema() {
  return {"SimpleRNN", "torch.nn.RNN", parameters("nonlinearity")};
}

Result<OpChain> SimpleRNNLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build<make_simple_rnn>(settings, inputs);
}

Schema LSTMLayer::schema() {
  return {"LSTM", "torch.nn.LSTM", lstm_parameters()};
}

Result<OpChain> LSTMLayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build<make_lstm, true>(settings, inputs);
}

Schema GRULayer::schema() {
  return {"GRU", "torch.nn.GRU", parameters()};
}

Result<OpChain> GRULayer::build(const Settings& settings, std::span<const Shape> inputs) {
  return glassbox::build<make_gru>(settings, inputs);
}

}  // namespace glassbox
