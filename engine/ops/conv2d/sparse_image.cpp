#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

// Of an image of one channel, a drawn digit, about one pixel in five has ink. Those are listed, row by row; a
// window is then the few of them that it reaches over, and a tap of the kernel meets the same list of pixels
// as every other, shifted.
namespace glassbox {
namespace {

using simd::kFloatsOfTerm;
using simd::Term;
using simd::Vec;

// With a larger share of ink the matrix product is faster.
constexpr double kDense = 0.4;
// With fewer filters a list costs more than it spares.
constexpr int kFilters = 8;

// So many pixels without ink between two runs cost less than a run's end and beginning.
constexpr int kGap = 2;

// sums[p + k] += x[p] * w[Taps - 1 - k] for every pixel p of a run and tap: a convolution of one row, the
// sums of the taps' positions in registers. The pixels that a position meets come in the order of its taps.
template <int Taps>
void add_run(const float* x, int length, const float* w, int filters, float* sums) {
  simd::for_each_vector(filters, [=](int f, auto lanes) {
    Vec weights[Taps];
    Vec sum[Taps];
    float* to = sums + f;
    for (int k = 0; k < Taps; ++k) weights[k] = simd::load_first(w + (Taps - 1 - k) * filters + f, lanes);
    for (int k = 0; k < Taps - 1; ++k) sum[k] = simd::load_first(to + k * filters, lanes);
    for (int p = 0; p < length; ++p, to += filters) {
      const Vec pixel(x[p]);
      sum[Taps - 1] = simd::load_first(to + (Taps - 1) * filters, lanes);
      simd::store_first(to, lanes, fma(pixel, weights[0], sum[0]));
      for (int k = 1; k < Taps; ++k) sum[k - 1] = fma(pixel, weights[k], sum[k]);  // and on by a position
    }
    for (int k = 0; k < Taps - 1; ++k) simd::store_first(to + k * filters, lanes, sum[k]);
  });
}

// The same for a row of the kernel of any width, a few taps at a time. sums[0]: of the last tap.
void add_run(const float* x, int length, const float* w, int width, int filters, float* sums) {
  for (int tap = 0; tap < width;) {
    const int left = width - tap;
    const int taps = left >= 5 ? 5 : left >= 3 ? 3 : 1;
    float* const to = sums + std::ptrdiff_t{left - taps} * filters;
    const auto add = taps == 5 ? add_run<5> : taps == 3 ? add_run<3> : add_run<1>;
    add(x, length, w + std::ptrdiff_t{tap} * filters, filters, to);
    tap += taps;
  }
}

}  // namespace

/// Neighbouring pixels of a row, the first and the last with ink.
struct Convolution::Run {
  std::int32_t column = 0;
  std::int32_t length = 0;
};

/// The pixels of one image with ink, in row-major order.
struct Convolution::Ink {
  const Term* pixels = nullptr;  ///< offset: the column
  const std::int32_t* begins =
      nullptr;  ///< [row][column], one column more than the image: the first at or behind it
  int width = 0;
  int first_column = 0;  ///< with ink
  int last_column = -1;
  Term* terms = nullptr;  ///< room for all pixels

  [[nodiscard]] int begin(int row, int column) const { return begins[row * (width + 1) + column]; }
};

bool Convolution::may_be_sparse_image() const {
  const auto plain = [](const WindowAxis& axis) { return axis.stride == 1 && axis.dilation == 1; };
  return paths_.sparse_input && channels_ == 1 && groups_ == 1 && filters_ >= kFilters &&
         plain(window_.rows) && plain(window_.columns);
}

bool Convolution::is_sparse_image(int samples, const float* images) const {
  if (!may_be_sparse_image()) return false;
  const auto values = static_cast<int>(samples * copy_size());
  return simd::count_nonzero(images, values) < kDense * values;
}

std::size_t Convolution::list_size() const {
  const auto pixels = static_cast<std::size_t>(copy_size());
  const auto rows = static_cast<std::size_t>(window_.rows.padded());
  return (2 * pixels + 1) * kFloatsOfTerm + pixels + rows;
}

std::size_t Convolution::ink_size() const {
  if (!may_be_sparse_image()) return 0;
  const auto width = static_cast<std::size_t>(window_.columns.padded() + window_.columns.window - 1 +
                                              window_.columns.output);
  return list_size() + width * static_cast<std::size_t>(filters_);
}

Convolution::Ink Convolution::list_ink(const float* image, float* scratch) const {
  const auto rows = static_cast<int>(window_.rows.padded());
  Ink ink;
  ink.width = static_cast<int>(window_.columns.padded());
  ink.first_column = ink.width;
  auto* const pixels = reinterpret_cast<Term*>(scratch);
  ink.terms = pixels + copy_size() + 1;
  auto* const begins = reinterpret_cast<std::int32_t*>(ink.terms + copy_size());
  ink.pixels = pixels;
  ink.begins = begins;
  std::int32_t number = 0;
  std::int32_t* begin = begins;
  for (int row = 0; row < rows; ++row) {
    const std::int32_t of_row = number;
    for (int column = 0; column < ink.width; ++column) {
      const float value = *image++;
      *begin++ = number;
      pixels[number] = {column, value};
      number += value != 0.0F ? 1 : 0;
    }
    *begin++ = number;
    if (number == of_row) continue;
    ink.first_column = std::min(ink.first_column, pixels[of_row].offset);
    ink.last_column = std::max(ink.last_column, pixels[number - 1].offset);
  }
  return ink;
}

/// Lists the runs of pixels with ink, row by row: `begins` says where those of each row begin, and of the row
/// behind the last.
void Convolution::list_runs(const float* image, Run* runs, std::int32_t* begins) const {
  const auto width = static_cast<int>(window_.columns.padded());
  std::int32_t number = 0;
  for (int row = 0; row < static_cast<int>(window_.rows.padded()); ++row, image += width) {
    begins[row] = number;
    int end = -kGap - 1;  // of the last run of this row
    for (int column = 0; column < width; ++column) {
      if (image[column] == 0.0F) continue;
      if (column - end > kGap) runs[number++] = {column, 0};
      end = column + 1;
      runs[number - 1].length = end - runs[number - 1].column;
    }
  }
  begins[window_.rows.padded()] = number;
}

// Row by row of the maps: each run of pixels in the windows' rows is convolved with its row of the kernel. A
// row of sums begins and ends with positions outside, so that no run has to ask where it is.
void Convolution::sparse_image_forward(const float* image, const float* w, const float* b, float* y,
                                       float* scratch) const {
  auto* const runs = reinterpret_cast<Run*>(scratch);
  auto* const begins = reinterpret_cast<std::int32_t*>(runs + copy_size());
  list_runs(image, runs, begins);
  float* const sums = scratch + list_size();
  const auto columns = static_cast<int>(window_.columns.output);
  const auto width = static_cast<int>(window_.columns.window);
  const auto image_width = static_cast<int>(window_.columns.padded());
  float* const inside = sums + std::ptrdiff_t{width - 1} * filters_;
  float* const start =
      inside + image_width * std::ptrdiff_t{filters_};  // the bias at every position of a row
  std::fill_n(start, columns * filters_, 0.0F);
  for (int j = 0; b != nullptr && j < columns; ++j)
    std::copy_n(b, filters_, start + std::ptrdiff_t{j} * filters_);
  for (int i = 0; i < static_cast<int>(window_.rows.output); ++i, y += std::ptrdiff_t{columns} * filters_) {
    std::copy_n(start, columns * filters_, inside);
    for (int u = 0; u < static_cast<int>(window_.rows.window); ++u) {
      const float* const pixels = image + std::ptrdiff_t{i + u} * image_width;
      const float* const weights = w + std::ptrdiff_t{u} * width * filters_;
      for (int k = begins[i + u]; k < begins[i + u + 1]; ++k) {
        const Run run = runs[k];
        add_run(pixels + run.column, run.length, weights, width, filters_,
                sums + std::ptrdiff_t{run.column} * filters_);
      }
    }
    std::copy_n(inside, columns * filters_, y);
  }
}

void Convolution::sparse_image_add_kernel_gradient(const float* image, const float* dy, float* dw,
                                                   float* scratch) const {
  const Ink ink = list_ink(image, scratch);
  const auto rows = static_cast<int>(window_.rows.output);
  const auto columns = static_cast<int>(window_.columns.output);
  const auto width = static_cast<int>(window_.columns.window);
  // Where no ink is so near to a side that a tap would not meet it, all taps share one list.
  const bool is_shared = ink.first_column >= width - 1 && ink.last_column < columns;
  for (int row = 0; is_shared && row < static_cast<int>(window_.rows.padded()); ++row) {
    for (int k = ink.begin(row, 0); k < ink.begin(row, ink.width); ++k) {
      ink.terms[k] = {(row * columns + ink.pixels[k].offset) * filters_, ink.pixels[k].value};
    }
  }
  const simd::RowSum row_of_filters(filters_);
  for (int tap = 0; tap < taps(); ++tap) {
    const int u = tap / width;
    const int v = tap % width;
    float* const sums = dw + std::ptrdiff_t{tap} * filters_;
    if (is_shared) {
      const int first = ink.begin(u, 0);
      const int last = ink.begin(u + rows - 1, ink.width);
      const std::ptrdiff_t shift = std::ptrdiff_t{u * columns + v} * filters_;
      row_of_filters.add(ink.terms + first, last - first, dy - shift, sums, sums);
    } else {
      const int met = list_met(ink, u, v);
      row_of_filters.add(ink.terms, met, dy, sums, sums);
    }
  }
}

/// Lists the pixels that tap (u, v) meets, each at its position; returns how many.
int Convolution::list_met(const Ink& ink, int u, int v) const {
  const auto columns = static_cast<int>(window_.columns.output);
  int number = 0;
  for (int i = 0; i < static_cast<int>(window_.rows.output); ++i) {
    const int end = ink.begin(i + u, v + columns);
    for (int k = ink.begin(i + u, v); k < end; ++k) {
      const int position = i * columns + ink.pixels[k].offset - v;
      ink.terms[number++] = {position * filters_, ink.pixels[k].value};
    }
  }
  return number;
}

}  // namespace glassbox
