#include "engine/ops/conv2d/depthwise.h"

#include <algorithm>
#include <numeric>

#include "engine/simd/vector.h"

namespace glassbox {
namespace {

using simd::kLanes;

/// Each value so many times.
void repeat(int count, int times, const float* from, float* to) {
  for (int i = 0; i < count; ++i, to += times) std::fill_n(to, times, from[i]);
}

/// The sums of so many neighbours.
void fold(int count, int neighbours, const float* from, float* to) {
  for (int i = 0; i < count; ++i, from += neighbours) to[i] = std::accumulate(from, from + neighbours, 0.0F);
}

}  // namespace

int Depthwise::Axis::begin() const {
  int first = padded();
  for (const Outputs& some : outputs) {
    if (!some.taps.empty()) first = std::min(first, some.begin);
  }
  return first;
}

int Depthwise::Axis::reach() const {
  int last = begin();
  for (const Outputs& some : outputs) {
    if (!some.taps.empty()) last = std::max(last, some.last_input(0));
  }
  return last - begin() + 1;
}

Depthwise::Axis Depthwise::forward_axis(const WindowAxis& axis) {
  Outputs all;
  all.count = static_cast<int>(axis.output);
  all.stride = static_cast<int>(axis.stride);
  all.spacing = static_cast<int>(axis.dilation);
  all.taps.resize(static_cast<std::size_t>(axis.window));
  std::iota(all.taps.begin(), all.taps.end(), 0);
  return {static_cast<int>(axis.input), static_cast<int>(axis.before), static_cast<int>(axis.after), {all}};
}

/// Input c of the window is seen by position j through tap v where c + before = stride j + dilation v. Inputs
/// with the same remainder of c + before by the stride have the same taps.
Depthwise::Axis Depthwise::backward_axis(const WindowAxis& axis) {
  const int stride = static_cast<int>(axis.stride);
  const int dilation = static_cast<int>(axis.dilation);
  const int before = static_cast<int>(axis.before);
  const int inputs = static_cast<int>(axis.input);
  Axis mirror;
  mirror.inputs = static_cast<int>(axis.output);
  for (int c = 0; c < std::min(stride, inputs); ++c) {
    Outputs some;
    some.first = c;
    some.step = stride;
    some.count = (inputs - c + stride - 1) / stride;
    some.spacing = dilation / std::gcd(dilation, stride);
    for (int v = static_cast<int>(axis.window) - 1; v >= 0; --v) {
      const int place = c + before - dilation * v;
      if (place % stride != 0) continue;
      if (some.taps.empty()) some.begin = place / stride;
      some.taps.push_back(v);
    }
    mirror.before = std::max(mirror.before, -some.begin);
    mirror.outputs.push_back(some);
  }
  for (Outputs& some : mirror.outputs) {
    some.begin += mirror.before;
    if (some.taps.empty()) continue;
    mirror.after =
        std::max(mirror.after, some.last_input(some.count - 1) + 1 - mirror.before - mirror.inputs);
  }
  return mirror;
}

Depthwise::Depthwise(const Window2D& window, int channels, int filters)
    : forward_{forward_axis(window.rows), forward_axis(window.columns)},
      backward_{backward_axis(window.rows), backward_axis(window.columns)},
      taps_(static_cast<int>(window.rows.window * window.columns.window)),
      window_width_(static_cast<int>(window.columns.window)),
      channels_(channels),
      filters_(filters) {}

/// The rows of an image that windows see at one time, with the zeros around.
class Depthwise::Rows {
 public:
  /// `taps` are all of the window, `room` has size() values.
  Rows(const Map& map, int taps, int channels, int filters, float* room)
      : map_(map),
        channels_(channels),
        filters_(filters),
        height_(map.rows.reach()),
        width_(static_cast<std::ptrdiff_t>(map.columns.padded()) * filters),
        runs_(reinterpret_cast<std::int32_t*>(room)),
        rows_(room + taps) {
    const Axis& columns = map_.columns;
    for (float* row = rows_; row < rows_ + height_ * width_; row += width_) {
      std::fill_n(row, columns.before * filters_, 0.0F);
      std::fill_n(row + (columns.before + columns.inputs) * filters_, columns.after * filters_, 0.0F);
    }
  }

  static std::size_t size(const Map& map, int taps, int filters) {
    const auto cells =
        static_cast<std::size_t>(map.rows.reach()) * static_cast<std::size_t>(map.columns.padded());
    return static_cast<std::size_t>(taps) + cells * static_cast<std::size_t>(filters) + kLanes;
  }

  void begin(const float* image) {
    image_ = image;
    next_ = 0;
  }

  /// The windows of row `i` of `rows`, until it is called again; for the same i or a later one each time.
  Windows windows(const Outputs& rows, int i, const Outputs& columns, int width_of_runs) {
    next_ = std::max(next_, map_.rows.begin() + i * rows.stride);
    if (!rows.taps.empty()) {
      for (const int last = rows.last_input(i); next_ <= last; ++next_) read(next_);
    }
    const int first = rows.begin + i * rows.stride;
    const std::ptrdiff_t tap = static_cast<std::ptrdiff_t>(columns.spacing) * filters_;
    std::int32_t* run = runs_;
    for (int u = 0; u < static_cast<int>(rows.taps.size()); ++u) {
      const std::ptrdiff_t row = place(first + u * rows.spacing) - rows_ + columns.begin * filters_;
      for (int v = 0; v < static_cast<int>(columns.taps.size()); v += width_of_runs) {
        *run++ = static_cast<std::int32_t>(row + v * tap);
      }
    }
    return {.x = rows_,
            .runs = runs_,
            .count_of_runs = static_cast<int>(run - runs_),
            .cell = filters_,
            .count = columns.count,
            .tap = tap,
            .next = static_cast<std::ptrdiff_t>(columns.stride) * filters_};
  }

 private:
  [[nodiscard]] float* place(int row) const { return rows_ + row % height_ * width_; }

  void read(int row) {
    const Axis& columns = map_.columns;
    float* const to = place(row) + columns.before * filters_;
    const int i = row - map_.rows.before;
    const int values = columns.inputs * channels_;
    if (i < 0 || i >= map_.rows.inputs) {
      std::fill_n(to, columns.inputs * filters_, 0.0F);
    } else if (channels_ == filters_) {
      std::copy_n(image_ + std::ptrdiff_t{i} * values, values, to);
    } else {
      repeat(values, filters_ / channels_, image_ + std::ptrdiff_t{i} * values, to);
    }
  }

  const Map& map_;
  int channels_;  // of the image; each is there once for each of its filters
  int filters_;
  int height_;
  std::ptrdiff_t width_;
  std::int32_t* runs_;
  float* rows_;
  const float* image_ = nullptr;
  int next_ = 0;
};

/// A kernel, a bias, one row of an image, and the rows that windows see.
std::size_t Depthwise::scratch_size() const {
  const std::size_t row =
      static_cast<std::size_t>(forward_.columns.inputs) * static_cast<std::size_t>(filters_);
  return kernel_size() + cell_size() + row +
         std::max(Rows::size(forward_, taps_, filters_), Rows::size(backward_, taps_, filters_));
}

/// Writes the weights as the outputs read them, one after the other.
void Depthwise::arrange(const Map& map, const float* w, float* to) const {
  for (const Outputs& rows : map.rows.outputs) {
    for (const Outputs& columns : map.columns.outputs) {
      for (const int u : rows.taps) {
        for (const int v : columns.taps) {
          to = std::copy_n(w + std::ptrdiff_t{u * window_width_ + v} * filters_, filters_, to);
        }
      }
    }
  }
}

/// The outputs of one image: calls line(row) for the place of a row, and done(row) when it is there.
template <class Line, class Done>
void Depthwise::sum(const Map& map, Rows& images, const float* kernel, const float* b, Line line,
                    Done done) const {
  for (int i = 0; i < map.rows.outputs[0].count; ++i) {
    const float* w = kernel;
    for (const Outputs& rows : map.rows.outputs) {
      if (i >= rows.count) break;
      const int row = rows.first + i * rows.step;
      float* const y = line(row);
      for (const Outputs& columns : map.columns.outputs) {
        const WindowKernels kernels = columns.kernels();
        kernels.sum(images.windows(rows, i, columns, kernels.width),
                    {.w = w, .b = b, .y = y + columns.first * filters_, .step = columns.step * filters_});
        w += rows.taps.size() * columns.taps.size() * static_cast<std::size_t>(filters_);
      }
      done(row);
    }
  }
}

void Depthwise::forward(int samples, const float* x, const float* w, const float* b, float* y,
                        float* scratch) const {
  float* const bias = scratch + kernel_size();
  arrange(forward_, w, scratch);
  if (b != nullptr) {
    std::copy_n(b, filters_, bias);
  } else {
    std::fill_n(bias, filters_, 0.0F);
  }
  Rows images(forward_, taps_, channels_, filters_, bias + cell_size());
  const std::ptrdiff_t width = forward_.columns.outputs[0].count * filters_;
  const auto line = [&](int row) { return y + row * width; };
  for (int n = 0; n < samples; ++n, x += image_size(), y += map_size()) {
    images.begin(x);
    sum(forward_, images, scratch, bias, line, [](int) {});
  }
}

void Depthwise::add_kernel_gradient(int samples, const float* x, const float* dy, float* dw,
                                    float* scratch) const {
  const Outputs& rows = forward_.rows.outputs[0];
  const Outputs& columns = forward_.columns.outputs[0];
  Rows images(forward_, taps_, channels_, filters_, scratch);
  for (int n = 0; n < samples; ++n, x += image_size()) {
    images.begin(x);
    for (int i = 0; i < rows.count; ++i, dy += columns.count * filters_) {
      const WindowKernels kernels = columns.kernels();
      kernels.add_products(images.windows(rows, i, columns, kernels.width), dy, dw);
    }
  }
}

void Depthwise::input_gradient(int samples, const float* dy, const float* w, float* dx,
                               float* scratch) const {
  float* const no_bias = scratch + kernel_size();
  float* const unfolded = no_bias + cell_size();
  arrange(backward_, w, scratch);
  std::fill_n(no_bias, filters_, 0.0F);
  const int columns = forward_.columns.inputs;
  const int neighbours = filters_ / channels_;
  Rows images(backward_, taps_, filters_, filters_, unfolded + columns * filters_);
  const auto line = [&](int row) {
    return neighbours == 1 ? dx + std::ptrdiff_t{row} * columns * channels_ : unfolded;
  };
  const auto done = [&](int row) {
    if (neighbours == 1) return;
    fold(columns * channels_, neighbours, unfolded, dx + std::ptrdiff_t{row} * columns * channels_);
  };
  for (int n = 0; n < samples; ++n, dy += map_size(), dx += image_size()) {
    images.begin(dy);
    sum(backward_, images, scratch, no_bias, line, done);
  }
}

}  // namespace glassbox
