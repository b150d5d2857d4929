#include "engine/ops/gru/gru.h"

#include "engine/ops/gru/gru_op.h"

namespace glassbox {

std::vector<Parameter> Gru::parameters() const {
  std::vector<Parameter> parameters = Recurrent::parameters();
  if (options_.use_bias) {
    parameters.back() = {"bias", {2, width_}, {options_.bias_initializer, 2, width_, width_}};
  }
  return parameters;
}

std::unique_ptr<Op> make_gru(const RecurrentOptions& options, const Shape& input) {
  return std::make_unique<Gru>(options, input);
}

}  // namespace glassbox
