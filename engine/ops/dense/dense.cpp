#include "engine/ops/dense/dense.h"

#include "engine/ops/dense/dense_op.h"

namespace glassbox {

Dense::Dense(const DenseOptions& options, const Shape& input)
    : options_(options), inputs_(static_cast<int>(input.size())), units_(static_cast<int>(options.units)) {}

std::vector<Parameter> Dense::parameters() const {
  std::vector<Parameter> parameters{
      {"kernel", {inputs_, units_}, {options_.kernel_initializer, inputs_, units_, units_}}};
  if (options_.use_bias)
    parameters.push_back({"bias", {units_}, {options_.bias_initializer, units_, units_}});
  return parameters;
}

std::unique_ptr<Op> make_dense(const DenseOptions& options, const Shape& input) {
  return std::make_unique<Dense>(options, input);
}

}  // namespace glassbox
