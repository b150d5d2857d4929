#pragma once

#include <cstdint>
#include <optional>

#include "engine/model/plan.h"
#include "engine/ops/window.h"

namespace glassbox {

/// One product in the sums of a layer, for one sample: output[o] += input[i] * weight[w].
struct Tap {
  std::int64_t output = 0;
  std::int64_t input = 0;
  std::int64_t weight = -1;  ///< in the kernel; -1 for pooling, which has none
};

/// Which products a layer sums. All of them are windows on an image: a Dense layer's is 1x1 on an image of
/// one pixel with a channel for each input; pooling, as a depthwise convolution, has a group a channel.
struct TapLayout {
  enum class Kind : std::int32_t { weighted, average, maximum };

  Kind kind = Kind::weighted;
  Window2D window;
  std::int64_t channels = 0;
  std::int64_t filters = 0;
  std::int64_t groups = 1;  ///< divides the channels and the filters

  [[nodiscard]] std::int64_t outputs() const { return window.positions() * filters; }
};

/// None for a layer that is no sum of products: anything but dense, convolution and pooling layers.
std::optional<TapLayout> tap_layout(const Plan& plan, int layer);

/// What all taps of a visit have in common.
struct TapSelection {
  static constexpr std::int64_t kAny = -1;

  std::int64_t output = kAny;
  std::int64_t input = kAny;
  std::int64_t weight = kAny;
};

/// Calls visit(tap) for every selected tap in the order in which the reference sums: by position, by place in
/// the window, by channel, by filter.
template <class Visit>
void for_each_tap(const TapLayout& layout, const TapSelection& selection, Visit visit);

namespace detail {

/// Row, column and channel of a flat place in a (height, width, depth) image; kAny where the place is.
struct Place {
  Place(std::int64_t flat, std::int64_t width, std::int64_t depth) {
    if (flat == TapSelection::kAny) return;
    row = flat / depth / width;
    column = flat / depth % width;
    channel = flat % depth;
  }
  std::int64_t row = TapSelection::kAny;
  std::int64_t column = TapSelection::kAny;
  std::int64_t channel = TapSelection::kAny;
};

inline bool admits(std::int64_t selected, std::int64_t value) {
  return selected == TapSelection::kAny || selected == value;
}

/// Calls visit(i) for the selected i, or for all of them up to `size`.
template <class Visit>
void for_each(std::int64_t selected, std::int64_t size, Visit visit) {
  const bool all = selected == TapSelection::kAny;
  for (std::int64_t i = all ? 0 : selected; i < (all ? size : selected + 1); ++i) visit(i);
}

}  // namespace detail

template <class Visit>
void for_each_tap(const TapLayout& layout, const TapSelection& selection, Visit visit) {
  using detail::admits;
  using detail::for_each;
  constexpr std::int64_t kAny = TapSelection::kAny;
  const WindowAxis& rows = layout.window.rows;
  const WindowAxis& columns = layout.window.columns;
  const std::int64_t group_channels = layout.channels / layout.groups;
  const std::int64_t group_filters = layout.filters / layout.groups;
  const bool any_weight = selection.weight == kAny;
  const detail::Place output(selection.output, columns.output, layout.filters);
  const detail::Place input(selection.input, columns.input, layout.channels);
  const detail::Place weight(any_weight ? kAny : selection.weight / layout.filters, columns.window,
                             group_channels);
  const std::int64_t weight_filter = any_weight ? kAny : selection.weight % layout.filters;

  const auto visit_cell = [&](std::int64_t position, std::int64_t window_cell, std::int64_t image_cell) {
    for_each(input.channel, layout.channels, [&](std::int64_t c) {
      if (!admits(weight.channel, c % group_channels)) return;
      const std::int64_t first = c / group_channels * group_filters;
      for (std::int64_t f = first; f < first + group_filters; ++f) {
        if (!admits(output.channel, f) || !admits(weight_filter, f)) continue;
        Tap tap{.output = position * layout.filters + f, .input = image_cell * layout.channels + c};
        if (layout.kind == TapLayout::Kind::weighted) {
          tap.weight = (window_cell * group_channels + c % group_channels) * layout.filters + f;
        }
        visit(tap);
      }
    });
  };
  for_each(output.row, rows.output, [&](std::int64_t i) {
    for_each(output.column, columns.output, [&](std::int64_t j) {
      for_each(weight.row, rows.window, [&](std::int64_t u) {
        const std::int64_t row = i * rows.stride + u * rows.dilation - rows.before;
        if (row < 0 || row >= rows.input || !admits(input.row, row)) return;
        for_each(weight.column, columns.window, [&](std::int64_t v) {
          const std::int64_t column = j * columns.stride + v * columns.dilation - columns.before;
          if (column < 0 || column >= columns.input || !admits(input.column, column)) return;
          visit_cell(i * columns.output + j, u * columns.window + v, row * columns.input + column);
        });
      });
    });
  });
}

}  // namespace glassbox
