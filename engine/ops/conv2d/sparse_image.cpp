#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/simd/vector.h"

// Of an image of one channel, a drawn digit, about one pixel in five has ink. Those are listed, row by row; a
// window is then the few of them that it reaches over, and a tap of the kernel meets the same list of pixels
// as every other, shifted.
namespace glassbox {
namespace {

using simd::Term;

// With a larger share of ink the matrix product is faster.
constexpr double kDense = 0.4;
// With fewer filters a list costs more than it spares.
constexpr int kFilters = 2 * simd::kLanes;

constexpr std::size_t kFloatsOfTerm = sizeof(Term) / sizeof(float);

}  // namespace

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

// Row by row of the maps: each pixel of the windows' rows adds its row of the kernel, last column first, to
// the positions whose windows reach over it, which lie side by side. `mirrored` is that kernel. A row of sums
// begins and ends with positions outside, so that no pixel has to ask where it is.
void Convolution::sparse_image_forward(const float* image, const float* mirrored, const float* b, float* y,
                                       float* scratch) const {
  const Ink ink = list_ink(image, scratch);
  float* const sums = scratch + list_size();
  const auto columns = static_cast<int>(window_.columns.output);
  const auto width = static_cast<int>(window_.columns.window);
  const int run = width * filters_;
  float* const inside = sums + std::ptrdiff_t{width - 1} * filters_;
  float* const start = inside + ink.width * std::ptrdiff_t{filters_};  // the bias at every position of a row
  std::fill_n(start, columns * filters_, 0.0F);
  for (int j = 0; b != nullptr && j < columns; ++j)
    std::copy_n(b, filters_, start + std::ptrdiff_t{j} * filters_);
  for (int i = 0; i < static_cast<int>(window_.rows.output); ++i, y += std::ptrdiff_t{columns} * filters_) {
    std::copy_n(start, columns * filters_, inside);
    for (int u = 0; u < static_cast<int>(window_.rows.window); ++u) {
      const float* const weights = mirrored + std::ptrdiff_t{u} * run;
      for (int k = ink.begin(i + u, 0); k < ink.begin(i + u, ink.width); ++k) {
        simd::add_scaled(ink.pixels[k].value, weights, run,
                         sums + std::ptrdiff_t{ink.pixels[k].offset} * filters_);
      }
    }
    std::copy_n(inside, columns * filters_, y);
  }
}

/// mirrored[u][v] = w[u][width - 1 - v], of all filters.
void Convolution::mirror_columns(const float* w, float* mirrored) const {
  const auto width = static_cast<std::ptrdiff_t>(window_.columns.window);
  for (std::ptrdiff_t tap = 0; tap < taps(); ++tap) {
    const std::ptrdiff_t row = tap / width * width;
    std::copy_n(w + (row + width - 1 - tap % width) * filters_, filters_, mirrored + tap * filters_);
  }
}

void Convolution::sparse_image_add_kernel_gradient(const float* image, const float* dy,
                                                   const Filters& filters, float* dw, float* scratch) const {
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
  const simd::RowSum row_of_filters(filters.count);
  for (int tap = 0; tap < taps(); ++tap) {
    const int u = tap / width;
    const int v = tap % width;
    float* const sums = dw + std::ptrdiff_t{tap} * filters_ + filters.first;
    if (is_shared) {
      const int first = ink.begin(u, 0);
      const int last = ink.begin(u + rows - 1, ink.width);
      const std::ptrdiff_t shift = std::ptrdiff_t{u * columns + v} * filters_;
      row_of_filters.add(ink.terms + first, last - first, dy + filters.first - shift, sums, sums);
    } else {
      const int met = list_met(ink, u, v);
      row_of_filters.add(ink.terms, met, dy + filters.first, sums, sums);
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
