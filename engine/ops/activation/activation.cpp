#include "engine/ops/activation/activation.h"

#include <array>
#include <tuple>
#include <utility>

#include "engine/ops/activation/functions.h"
#include "engine/ops/parallel_map.h"

namespace glassbox {
namespace {

template <class Function>
class Activation final : public Op {
 public:
  Activation(const Shape& shape, Function function) : shape_(shape), function_(function) {}

  [[nodiscard]] std::string kind() const override { return std::string(Function::kName); }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  void forward(const Frame<double>& frame) const override { apply(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { apply(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  template <class T>
  void apply(const Frame<T>& frame) const {
    parallel_map(
        frame.team, values(frame.batch), frame.output, [f = function_](auto x) { return f.value(x); },
        frame.inputs[0]);
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    T* dx = frame.input_gradients[0];
    if (dx == nullptr) return;
    const std::size_t count = values(frame.batch);
    const T* output = frame.output;
    if constexpr (Function::kFromOutput) {
      parallel_map(
          frame.team, count, dx, [f = function_](auto dy, auto y) { return dy * f.slope(y, y); },
          frame.output_gradient, output);
    } else {
      parallel_map(
          frame.team, count, dx, [f = function_](auto dy, auto x, auto y) { return dy * f.slope(x, y); },
          frame.output_gradient, frame.inputs[0], output);
    }
  }
  [[nodiscard]] std::size_t values(int batch) const {
    return static_cast<std::size_t>(shape_.size() * batch);
  }

  Shape shape_;
  Function function_;
};

/// Every activation; to add one: its struct in functions.h, and its place here.
auto functions(const ActivationOptions& options) {
  using namespace activations;
  return std::tuple{Relu{},
                    Tanh{},
                    Sigmoid{},
                    LeakyRelu{options.negative_slope},
                    Elu{options.alpha},
                    Selu{},
                    Softplus{},
                    Swish{},
                    Gelu{},
                    Arctan{},
                    BinaryStep{}};
}

/// Calls use(function) for the one of that name; false when there is none.
template <class Use>
bool with_function(std::string_view name, const ActivationOptions& options, Use use) {
  return std::apply(
      [&](auto... function) {
        return ((decltype(function)::kName == name ? (use(function), true) : false) || ...);
      },
      functions(options));
}

}  // namespace

std::span<const std::string_view> activation_functions() {
  static constexpr auto kNames = []<class... Function>(std::type_identity<std::tuple<Function...>>) {
    return std::array{Function::kName...};
  }(std::type_identity<decltype(functions({}))>{});
  return kNames;
}

std::unique_ptr<Op> make_activation(std::string_view name, const Shape& input,
                                    const ActivationOptions& options) {
  std::unique_ptr<Op> op;
  with_function(name, options, [&](auto function) {
    op = std::make_unique<Activation<decltype(function)>>(input, function);
  });
  return op;
}

std::optional<ActivationPoint> evaluate_activation(std::string_view name, double x,
                                                   const ActivationOptions& options) {
  std::optional<ActivationPoint> point;
  with_function(name, options, [&](auto function) {
    const double value = function.value(x);
    point = {value, function.slope(x, value)};
  });
  return point;
}

}  // namespace glassbox
