#include "engine/ops/recurrent/recurrent.h"

#include <utility>

#include "engine/ops/recurrent/recurrent_op.h"

namespace glassbox {

Recurrent::Recurrent(RecurrentOptions options, const Shape& input, int gates)
    : options_(std::move(options)),
      steps_(static_cast<int>(input[0])),
      features_(static_cast<int>(input[1])),
      units_(static_cast<int>(options_.units)),
      width_(gates * units_) {}

Shape Recurrent::output_shape() const {
  return options_.return_sequences ? Shape{steps_, units_} : Shape{units_};
}

std::vector<Parameter> Recurrent::parameters() const {
  std::vector<Parameter> parameters{
      {"kernel", {features_, width_}, {options_.kernel_initializer, features_, width_}},
      {"recurrent_kernel", {units_, width_}, {options_.recurrent_initializer, units_, width_}}};
  if (options_.use_bias) {
    parameters.push_back({"bias", {width_}, {options_.bias_initializer, width_, width_}});
  }
  return parameters;
}

double Recurrent::multiply_adds() const {
  return static_cast<double>(steps_) * (features_ + units_) * width_;
}

}  // namespace glassbox
