#pragma once

#include <doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/inspect/loss_probe.h"
#include "engine/model/plan.h"
#include "tests/model/models.h"

namespace glassbox::test {

inline std::shared_ptr<const Plan> plan_of(const ModelSpec& spec) {
  const auto plan = Plan::compile(spec);
  REQUIRE_MESSAGE(plan.ok(), (plan.ok() ? "" : plan.error().code));
  return plan.value();
}

inline const ClassSpec kCrossentropy{"SparseCategoricalCrossentropy", {}};

template <class T>
LossProbe<T> loss_probe(const std::shared_ptr<const Plan>& plan, int batch, Gradients gradients) {
  auto probe = LossProbe<T>::create(plan, kCrossentropy, batch, gradients);
  REQUIRE(probe.ok());
  return std::move(probe).value();
}

/// A parameter vector from its tensors, in the plan's order.
inline std::vector<float> parameters_of(const Plan& plan, const std::vector<std::vector<float>>& tensors) {
  std::vector<float> parameters(plan.parameter_values());
  REQUIRE(tensors.size() == plan.parameters().size());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const ParameterSlice& slice = plan.parameters()[i];
    REQUIRE(tensors[i].size() == static_cast<std::size_t>(slice.parameter.shape.size()));
    std::ranges::copy(tensors[i], parameters.begin() + static_cast<std::ptrdiff_t>(slice.offset));
  }
  return parameters;
}

}  // namespace glassbox::test
