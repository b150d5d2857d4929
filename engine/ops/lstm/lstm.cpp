#include "engine/ops/lstm/lstm.h"

#include "engine/ops/lstm/lstm_op.h"

namespace glassbox {

std::vector<Parameter> Lstm::parameters() const {
  std::vector<Parameter> parameters = Recurrent::parameters();
  if (options_.use_bias && options_.unit_forget_bias) {
    parameters.back().initial.ones_begin = units_;
    parameters.back().initial.ones_count = units_;
  }
  return parameters;
}

std::unique_ptr<Op> make_lstm(const RecurrentOptions& options, const Shape& input) {
  return std::make_unique<Lstm>(options, input);
}

}  // namespace glassbox
