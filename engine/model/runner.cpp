#include "engine/model/runner.h"

#include <algorithm>
#include <utility>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

/// What can be known beforehand of the gradients' ways.
struct Routes {
  std::vector<std::vector<GradientRoute>> of_nodes;  ///< of every node, empty where no gradient comes
  std::int64_t spill = 0;  ///< the largest that one node needs, values of one sample
};

/// Whether each node wants a gradient: it or a node before it has parameters, or the data's is asked for.
std::vector<bool> nodes_with_gradient(const Plan& plan, bool of_inputs) {
  std::vector<bool> needs;
  for (const PlanNode& node : plan.nodes()) {
    const auto reached = [&](int input) {
      return input == PlanNode::kModelInput ? of_inputs
                                            : static_cast<bool>(needs[static_cast<std::size_t>(input)]);
    };
    needs.push_back(!node.parameters.empty() || std::ranges::any_of(node.inputs, reached));
  }
  return needs;
}

std::size_t values_of(const Shape& shape, int batch) {
  return static_cast<std::size_t>(shape.size()) * static_cast<std::size_t>(batch);
}

/// A size that grows evenly with the batch, from its values for 1 and 2 samples: no product of std::size_t,
/// which has 32 bits in the browser, can overflow.
template <class Size>
std::int64_t extrapolate(int batch, Size size) {
  const auto one = static_cast<std::int64_t>(size(1));
  const auto two = static_cast<std::int64_t>(size(2));
  return one + (two - one) * (batch - 1);
}

std::int64_t size_of(const Plan& plan, int node) {
  if (node == PlanNode::kModelInput) return plan.input_shape().size();
  return plan.nodes()[static_cast<std::size_t>(node)].output_shape.size();
}

Routes plan_routes(const Plan& plan, Gradients gradients, int from) {
  Routes routes;
  routes.of_nodes.resize(plan.nodes().size());
  if (gradients == Gradients::none) return routes;
  const bool of_inputs = gradients == Gradients::of_inputs;
  const std::vector<bool> wants = nodes_with_gradient(plan, of_inputs);
  std::vector<bool> written(plan.nodes().size() + 1, false);  // the last: the data
  const auto place = [&](int node) {
    return node == PlanNode::kModelInput ? plan.nodes().size() : static_cast<std::size_t>(node);
  };
  for (int i = from; i >= 0; --i) {
    const auto index = static_cast<std::size_t>(i);
    if (!wants[index] || (i != from && !written[index])) continue;
    std::int64_t spill = 0;
    for (int producer : plan.nodes()[index].inputs) {
      GradientRoute route{.producer = producer};
      route.needed = producer == PlanNode::kModelInput ? of_inputs : wants[place(producer)];
      if (route.needed) {
        route.first = !written[place(producer)];
        written[place(producer)] = true;
        route.spill = spill;
        if (!route.first) spill += size_of(plan, producer);
      }
      routes.of_nodes[index].push_back(route);
    }
    routes.spill = std::max(routes.spill, spill);
  }
  return routes;
}

}  // namespace

template <class T>
std::int64_t Runner<T>::bytes(const Plan& plan, int largest_batch, Gradients gradients, int from) {
  std::int64_t kept = 0;
  std::int64_t shared_saved = 0;
  std::int64_t scratch = 0;
  const Routes routes = plan_routes(plan, gradients, from);
  for (std::size_t i = 0; i < plan.nodes().size(); ++i) {
    const PlanNode& node = plan.nodes()[i];
    const std::int64_t output = node.output_shape.size() * largest_batch;
    const std::int64_t saved = extrapolate(largest_batch, [&](int n) { return node.op->saved_size(n); });
    kept += output;
    if (gradients != Gradients::none) {
      const bool has_gradient = !routes.of_nodes[i].empty() && static_cast<int>(i) != from;
      kept += saved + (has_gradient ? output : 0);
    } else {
      shared_saved = std::max(shared_saved, saved);
    }
    scratch = std::max(scratch, extrapolate(largest_batch, [&](int n) { return node.op->scratch_size(n); }));
  }
  if (gradients == Gradients::of_inputs) kept += plan.input_shape().size() * largest_batch;
  return (kept + shared_saved + scratch + routes.spill * largest_batch) *
         static_cast<std::int64_t>(sizeof(T));
}

template <class T>
Runner<T>::Runner(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients, int from)
    : plan_(std::move(plan)), largest_batch_(largest_batch), from_(from) {
  Routes routes = plan_routes(*plan_, gradients, from);
  std::size_t scratch = 0;
  std::size_t shared_saved = 0;
  for (std::size_t i = 0; i < plan_->nodes().size(); ++i) {
    const PlanNode& node = plan_->nodes()[i];
    Slot& slot = slots_.emplace_back();
    slot.output = Buffer<T>(values_of(node.output_shape, largest_batch_));
    slot.inputs.resize(node.inputs.size());
    slot.input_gradients.resize(node.inputs.size());
    slot.parameters.resize(node.parameters.size());
    slot.parameter_gradients.resize(node.parameters.size());
    const std::size_t saved = node.op->saved_size(largest_batch_);
    if (gradients != Gradients::none) {
      slot.saved = Buffer<T>(saved);
      slot.routes = std::move(routes.of_nodes[i]);
      if (!slot.routes.empty() && static_cast<int>(i) != from) {
        slot.gradient = Buffer<T>(values_of(node.output_shape, largest_batch_));
      }
    } else {
      shared_saved = std::max(shared_saved, saved);
    }
    scratch = std::max(scratch, node.op->scratch_size(largest_batch_));
  }
  scratch_ = Buffer<T>(scratch);
  saved_ = Buffer<T>(shared_saved);
  spill_ = Buffer<T>(static_cast<std::size_t>(routes.spill * largest_batch_));
  if (gradients == Gradients::of_inputs) {
    input_gradient_ = Buffer<T>(values_of(plan_->input_shape(), largest_batch_));
  }
}

template <class T>
Frame<T> Runner<T>::frame(std::size_t node) {
  Slot& slot = slots_[node];
  Frame<T> frame;
  frame.batch = batch_;
  frame.inputs = slot.inputs;
  frame.output = slot.output.data();
  frame.parameters = slot.parameters;
  frame.saved = slot.saved.data() != nullptr ? slot.saved.data() : saved_.data();
  frame.scratch = scratch_.data();
  frame.noise = slot.noise ? &*slot.noise : nullptr;
  frame.team = team_;
  return frame;
}

template <class T>
void Runner<T>::forward(const T* parameters, const T* input, int batch,
                        std::optional<TrainingStep> training) {
  constexpr std::uint64_t kNodesMost = 1 << 16;  // every node of every step has numbers of its own
  batch_ = batch;
  input_ = input;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const PlanNode& node = plan_->nodes()[i];
    Slot& slot = slots_[i];
    slot.noise.reset();
    if (training) {
      const auto number = static_cast<std::uint64_t>(node.number);
      slot.noise.emplace(training->seed, Stream::dropout, training->step * kNodesMost + number);
    }
    for (std::size_t k = 0; k < node.inputs.size(); ++k) slot.inputs[k] = output(node.inputs[k]);
    for (std::size_t k = 0; k < node.parameters.size(); ++k) {
      slot.parameters[k] = parameters + plan_->parameters()[node.parameters[k]].offset;
    }
    node.op->forward(frame(i));
  }
}

template <class T>
T* Runner<T>::spilled(const GradientRoute& route) {
  return spill_.data() + static_cast<std::size_t>(route.spill * largest_batch_);
}

template <class T>
T* Runner<T>::gradient_room(int node) {
  return node == PlanNode::kModelInput ? input_gradient_.data()
                                       : slots_[static_cast<std::size_t>(node)].gradient.data();
}

template <class T>
void Runner<T>::backward(const T* parameters, const T* output_gradient, T* parameter_gradients) {
  output_gradient_ = output_gradient;
  for (std::size_t index = slots_.size(); index-- > 0;) {
    const int i = static_cast<int>(index);
    const PlanNode& node = plan_->nodes()[index];
    Slot& slot = slots_[index];
    const bool is_reached = i <= from_ && !slot.routes.empty();
    if (!is_reached || !node.op->overwrites_gradients()) {
      for (std::size_t k : node.parameters) {
        const ParameterSlice& slice = plan_->parameters()[k];
        std::fill_n(parameter_gradients + slice.offset, slice.parameter.shape.size(), T{0});
      }
    }
    if (!is_reached) continue;
    for (std::size_t k = 0; k < slot.routes.size(); ++k) {
      const GradientRoute& route = slot.routes[k];
      if (!route.needed) {
        slot.input_gradients[k] = nullptr;
      } else {
        slot.input_gradients[k] = route.first ? gradient_room(route.producer) : spilled(route);
      }
    }
    for (std::size_t k = 0; k < node.parameters.size(); ++k) {
      const std::size_t offset = plan_->parameters()[node.parameters[k]].offset;
      slot.parameters[k] = parameters + offset;
      slot.parameter_gradients[k] = parameter_gradients + offset;
    }
    Frame<T> pass = frame(index);
    pass.output_gradient = gradient(i);
    pass.input_gradients = slot.input_gradients;
    pass.parameter_gradients = slot.parameter_gradients;
    node.op->backward(pass);
    add_spilled(slot);
  }
}

template <class T>
void Runner<T>::add_spilled(const Slot& slot) {
  for (const GradientRoute& route : slot.routes) {
    if (!route.needed || route.first) continue;
    T* sum = gradient_room(route.producer);
    const T* part = spilled(route);
    const auto count = static_cast<std::size_t>(size_of(*plan_, route.producer) * batch_);
    const T* const before = sum;
    simd::map(
        count, sum, [](auto a, auto b) { return a + b; }, before, part);
  }
}

template <class T>
const T* Runner<T>::output(int node) const {
  return node == PlanNode::kModelInput ? input_ : slots_[static_cast<std::size_t>(node)].output.data();
}

template <class T>
const T* Runner<T>::gradient(int node) const {
  if (node == from_) return output_gradient_;
  return node == PlanNode::kModelInput ? input_gradient_.data()
                                       : slots_[static_cast<std::size_t>(node)].gradient.data();
}

template class Runner<float>;
template class Runner<double>;

}  // namespace glassbox
