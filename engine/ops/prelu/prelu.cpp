#include "engine/ops/prelu/prelu.h"

#include <algorithm>
#include <utility>

#include "engine/simd/map.h"

namespace glassbox {
namespace {

class PReLU final : public Op {
 public:
  PReLU(const PReLUOptions& options, const Shape& input)
      : initializer_(options.alpha_initializer), shape_(input) {
    const auto is_shared = [&](int axis) { return std::ranges::count(options.shared_axes, axis + 1) > 0; };
    for (int axis = 0; axis < input.rank(); ++axis) alpha_.push_back(is_shared(axis) ? 1 : input[axis]);
    one_slope_ = is_shared(input.rank() - 1);
    int leading = input.rank();
    while (leading > 0 && is_shared(leading - 1) == one_slope_) {
      run_ *= static_cast<std::size_t>(input[--leading]);
    }
    slopes_.push_back(0);
    for (int axis = 0; axis < leading; ++axis) extend_slopes(axis);
  }

  [[nodiscard]] std::string kind() const override { return "prelu"; }
  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] std::vector<Parameter> parameters() const override {
    const std::int64_t units = alpha_.back();
    const std::int64_t inputs = alpha_.rank() == 1 ? units : alpha_.size() / units;
    const std::int64_t outputs = alpha_.rank() == 1 ? units : alpha_.size() / alpha_[alpha_.rank() - 2];
    return {{"alpha", alpha_, {initializer_, inputs, outputs}}};
  }
  void forward(const Frame<double>& frame) const override { apply(frame); }
  void backward(const Frame<double>& frame) const override { propagate(frame); }
  void forward(const Frame<float>& frame) const override { apply(frame); }
  void backward(const Frame<float>& frame) const override { propagate(frame); }

 private:
  /// From the slopes of the cells of the axes before `axis` to those of its own cells.
  void extend_slopes(int axis) {
    std::int64_t stride = 1;
    for (int later = axis + 1; later < alpha_.rank(); ++later) stride *= alpha_[later];
    std::vector<std::int32_t> extended;
    for (const std::int32_t first : slopes_) {
      for (std::int64_t i = 0; i < shape_[axis]; ++i) {
        const std::int64_t step = alpha_[axis] == 1 ? 0 : i * stride;
        extended.push_back(first + static_cast<std::int32_t>(step));
      }
    }
    slopes_ = std::move(extended);
  }

  /// Calls visit(first, slope) for every run: its first value, and its place in alpha.
  template <class Visit>
  void for_each_run(int batch, Visit visit) const {
    std::ptrdiff_t first = 0;
    for (int n = 0; n < batch; ++n) {
      for (const std::int32_t slope : slopes_) {
        visit(first, slope);
        first += static_cast<std::ptrdiff_t>(run_);
      }
    }
  }

  /// to[i] = f(alpha, from[i]...) for a run that begins at its pointers.
  template <class T, class Function, class... From>
  void map_run(T* to, Function f, const T* alpha, const From*... from) const {
    if (one_slope_) {
      simd::map(
          run_, to, [f, slope = *alpha](auto... values) { return f(slope, values...); }, from...);
    } else {
      simd::map(run_, to, f, alpha, from...);
    }
  }

  template <class T>
  void apply(const Frame<T>& frame) const {
    for_each_run(frame.batch, [&](std::ptrdiff_t first, std::int32_t slope) {
      map_run(
          frame.output + first, [](auto alpha, auto x) { return simd::select(x > 0.0F, x, alpha * x); },
          frame.parameters[0] + slope, frame.inputs[0] + first);
    });
  }
  template <class T>
  void propagate(const Frame<T>& frame) const {
    const auto share = [](auto x, auto dy) { return simd::select(x > 0.0F, decltype(x)(0.0F), x * dy); };
    for_each_run(frame.batch, [&](std::ptrdiff_t first, std::int32_t slope) {
      const T* const x = frame.inputs[0] + first;
      const T* const dy = frame.output_gradient + first;
      T* const dalpha = frame.parameter_gradients[0] + slope;
      if (one_slope_) {
        *dalpha += simd::sum(run_, share, x, dy);
      } else {
        const T* const sum = dalpha;
        simd::map(
            run_, dalpha, [share](auto a, auto x_i, auto dy_i) { return a + share(x_i, dy_i); }, sum, x, dy);
      }
      if (frame.input_gradients[0] == nullptr) return;
      map_run(
          frame.input_gradients[0] + first,
          [](auto alpha, auto x_i, auto dy_i) { return simd::select(x_i > 0.0F, dy_i, alpha * dy_i); },
          frame.parameters[0] + slope, x, dy);
    });
  }

  std::string initializer_;
  Shape shape_;
  Shape alpha_;                       ///< the shape of the slopes
  bool one_slope_ = false;            ///< whether the values of a run have one slope together, or one each
  std::size_t run_ = 1;               ///< neighbours whose slopes are one, or lie side by side
  std::vector<std::int32_t> slopes_;  ///< of every run of a sample: where its slopes begin in alpha
};

}  // namespace

std::unique_ptr<Op> make_prelu(const PReLUOptions& options, const Shape& input) {
  return std::make_unique<PReLU>(options, input);
}

}  // namespace glassbox
