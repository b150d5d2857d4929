#include "engine/model/runner.h"

#include <algorithm>
#include <utility>

namespace glassbox {
namespace {

/// Whether a gradient reaches each node: it or a node before it has parameters.
std::vector<bool> nodes_with_gradient(const Plan& plan) {
  std::vector<bool> needs;
  for (const PlanNode& node : plan.nodes()) {
    const auto reached = [&](int input) {
      return input != PlanNode::kModelInput && needs[static_cast<std::size_t>(input)];
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

/// Where every node leaves the gradients of its inputs, node by node.
std::vector<std::vector<GradientRoute>> plan_routes(const Plan& plan) {
  const std::vector<bool> needs_gradient = nodes_with_gradient(plan);
  std::vector<bool> written(plan.nodes().size(), false);
  std::vector<std::vector<GradientRoute>> routes(plan.nodes().size());
  for (int i = plan.logits_node(); i >= 0; --i) {
    const auto index = static_cast<std::size_t>(i);
    if (!needs_gradient[index]) continue;
    std::int64_t spill = 0;
    for (int producer : plan.nodes()[index].inputs) {
      GradientRoute route{.producer = producer};
      const auto target = static_cast<std::size_t>(producer);
      if (producer != PlanNode::kModelInput && needs_gradient[target]) {
        route.needed = true;
        route.first = !written[target];
        written[target] = true;
        route.spill = spill;
        if (!route.first) spill += plan.nodes()[target].output_shape.size();
      }
      routes[index].push_back(route);
    }
  }
  return routes;
}

/// Values of one sample that a node leaves in the spill.
std::int64_t spill_size(const Plan& plan, const std::vector<GradientRoute>& routes) {
  std::int64_t size = 0;
  for (const GradientRoute& route : routes) {
    if (!route.needed || route.first) continue;
    size += plan.nodes()[static_cast<std::size_t>(route.producer)].output_shape.size();
  }
  return size;
}

/// Whether a node keeps a buffer for its gradient; that of the logits is the caller's.
bool has_gradient_buffer(const Plan& plan, const std::vector<GradientRoute>& routes, std::size_t node) {
  return !routes.empty() && node != static_cast<std::size_t>(plan.logits_node());
}

}  // namespace

template <class T>
std::int64_t Runner<T>::bytes(const Plan& plan, int largest_batch, bool with_gradients) {
  std::int64_t kept = 0;
  std::int64_t shared_saved = 0;
  std::int64_t scratch = 0;
  std::int64_t spill = 0;
  const auto routes = plan_routes(plan);
  for (std::size_t i = 0; i < plan.nodes().size(); ++i) {
    const PlanNode& node = plan.nodes()[i];
    const std::int64_t output = node.output_shape.size() * largest_batch;
    const std::int64_t saved = extrapolate(largest_batch, [&](int n) { return node.op->saved_size(n); });
    kept += output;
    if (with_gradients) {
      kept += saved + (has_gradient_buffer(plan, routes[i], i) ? output : 0);
      spill = std::max(spill, spill_size(plan, routes[i]) * largest_batch);
    } else {
      shared_saved = std::max(shared_saved, saved);
    }
    scratch = std::max(scratch, extrapolate(largest_batch, [&](int n) { return node.op->scratch_size(n); }));
  }
  return (kept + shared_saved + scratch + spill) * static_cast<std::int64_t>(sizeof(T));
}

template <class T>
Runner<T>::Runner(std::shared_ptr<const Plan> plan, int largest_batch, bool with_gradients)
    : plan_(std::move(plan)), largest_batch_(largest_batch) {
  auto routes = plan_routes(*plan_);
  std::size_t scratch = 0;
  std::size_t shared_saved = 0;
  std::int64_t spill = 0;
  for (std::size_t i = 0; i < plan_->nodes().size(); ++i) {
    const PlanNode& node = plan_->nodes()[i];
    Slot& slot = slots_.emplace_back();
    slot.output = Buffer<T>(values_of(node.output_shape, largest_batch_));
    slot.inputs.resize(node.inputs.size());
    slot.input_gradients.resize(node.inputs.size());
    slot.parameters.resize(node.parameters.size());
    slot.parameter_gradients.resize(node.parameters.size());
    const std::size_t saved = node.op->saved_size(largest_batch_);
    if (with_gradients) {
      slot.saved = Buffer<T>(saved);
      if (has_gradient_buffer(*plan_, routes[i], i)) {
        slot.gradient = Buffer<T>(values_of(node.output_shape, largest_batch_));
      }
      spill = std::max(spill, spill_size(*plan_, routes[i]));
      slot.routes = std::move(routes[i]);
    } else {
      shared_saved = std::max(shared_saved, saved);
    }
    scratch = std::max(scratch, node.op->scratch_size(largest_batch_));
  }
  scratch_ = Buffer<T>(scratch);
  saved_ = Buffer<T>(shared_saved);
  spill_ = Buffer<T>(static_cast<std::size_t>(spill * largest_batch_));
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
    if (training) slot.noise.emplace(training->seed, Stream::dropout, training->step * kNodesMost + i);
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
void Runner<T>::backward(const T* parameters, const T* logits_gradient, T* parameter_gradients) {
  logits_gradient_ = logits_gradient;
  std::fill_n(parameter_gradients, plan_->parameter_values(), T{0});
  for (int i = plan_->logits_node(); i >= 0; --i) {
    const auto index = static_cast<std::size_t>(i);
    const PlanNode& node = plan_->nodes()[index];
    Slot& slot = slots_[index];
    if (slot.routes.empty()) continue;
    for (std::size_t k = 0; k < slot.routes.size(); ++k) {
      const GradientRoute& route = slot.routes[k];
      if (!route.needed) {
        slot.input_gradients[k] = nullptr;
      } else {
        slot.input_gradients[k] =
            route.first ? slots_[static_cast<std::size_t>(route.producer)].gradient.data() : spilled(route);
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
    const auto producer = static_cast<std::size_t>(route.producer);
    T* sum = slots_[producer].gradient.data();
    const T* part = spilled(route);
    const std::size_t count = values_of(plan_->nodes()[producer].output_shape, batch_);
    for (std::size_t i = 0; i < count; ++i) sum[i] += part[i];
  }
}

template <class T>
const T* Runner<T>::output(int node) const {
  return node == PlanNode::kModelInput ? input_ : slots_[static_cast<std::size_t>(node)].output.data();
}

template <class T>
const T* Runner<T>::gradient(int node) const {
  if (node == plan_->logits_node()) return logits_gradient_;
  return node == PlanNode::kModelInput ? nullptr : slots_[static_cast<std::size_t>(node)].gradient.data();
}

template class Runner<float>;
template class Runner<double>;

}  // namespace glassbox
