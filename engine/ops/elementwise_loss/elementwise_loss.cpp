#include "engine/ops/elementwise_loss/elementwise_loss.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <type_traits>

#include "engine/ops/elementwise_loss/functions.h"
#include "engine/ops/loss_rule.h"
#include "engine/simd/map.h"

namespace glassbox {
namespace {

template <class Function>
constexpr bool kOfSigns = requires {
  Function::kOfSigns;
};

template <class Function>
struct ElementwiseLoss {
  static constexpr Link kLink = Function::kLink;
  static constexpr Loss::Target kTarget = Loss::Target::value;
  Function function;

  template <class T>
  void compute(const LossFrame<T>& frame) const {
    const auto count = static_cast<std::size_t>(frame.batch) * static_cast<std::size_t>(frame.size);
    const bool to_signs = kOfSigns<Function> && std::all_of(frame.targets, frame.targets + count,
                                                            [](T t) { return t == T{0} || t == T{1}; });
    const T scale = to_signs ? T{2} : T{1};
    const T shift = to_signs ? T{-1} : T{0};
    for (int i = 0; i < frame.batch; ++i) {
      const T* y = frame.outputs + std::ptrdiff_t{i} * frame.size;
      const T* t = frame.targets + std::ptrdiff_t{i} * frame.size;
      double sum = 0;
      for (int j = 0; j < frame.size; ++j) {
        sum += static_cast<double>(function.value(y[j], t[j] * scale + shift));
      }
      frame.losses[i] = static_cast<T>(sum / frame.size);
    }
    if (frame.gradient == nullptr) return;
    const T share = T{1} / static_cast<T>(count);
    simd::map(
        count, frame.gradient,
        [=, f = function](auto y, auto t) { return f.slope(y, t * scale + shift) * share; }, frame.outputs,
        frame.targets);
  }
};

/// Every elementwise loss; to add one: its struct in functions.h, and its place here.
auto functions(const ElementwiseLossOptions& options) {
  using namespace losses;
  return std::tuple{MeanSquaredError{},
                    MeanAbsoluteError{},
                    MeanAbsolutePercentageError{},
                    MeanSquaredLogarithmicError{},
                    Huber{options.delta},
                    LogCosh{},
                    Poisson{},
                    BinaryCrossentropy{},
                    Hinge{},
                    SquaredHinge{}};
}

/// Calls use(function) for the one of that name, if there is one.
template <class Use>
void with_function(std::string_view name, const ElementwiseLossOptions& options, Use use) {
  std::apply(
      [&](auto... function) {
        static_cast<void>(((decltype(function)::kName == name ? (use(function), true) : false) || ...));
      },
      functions(options));
}

}  // namespace

std::span<const std::string_view> elementwise_losses() {
  static constexpr auto kNames = []<class... Function>(std::type_identity<std::tuple<Function...>>) {
    return std::array{Function::kName...};
  }(std::type_identity<decltype(functions({}))>{});
  return kNames;
}

std::unique_ptr<Loss> make_elementwise_loss(std::string_view name, const ElementwiseLossOptions& options) {
  std::unique_ptr<Loss> loss;
  with_function(name, options,
                [&](auto function) { loss = make_loss_of(ElementwiseLoss<decltype(function)>{function}); });
  return loss;
}

LossPoint evaluate_elementwise_loss(std::string_view name, double y, double t,
                                    const ElementwiseLossOptions& options) {
  LossPoint point;
  with_function(name, options, [&](auto function) { point = {function.value(y, t), function.slope(y, t)}; });
  return point;
}

}  // namespace glassbox
