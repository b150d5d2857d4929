#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace glassbox::ui {

/// The answer that probabilities amount to: the class with the largest one. There is none without a digit,
/// nor where a probability is not finite, since nothing is the largest then.
inline int answer_of(std::span<const float> probabilities) {
  if (!std::ranges::all_of(probabilities, [](float share) { return std::isfinite(share); })) return -1;
  if (probabilities.empty()) return -1;
  return static_cast<int>(std::ranges::max_element(probabilities) - probabilities.begin());
}

/// Which of the classes to show, at most `most`: all in their order where they fit, else the most probable
/// ones, the likeliest first; the label is always among them (-1 for none).
inline std::vector<int> shown_classes(std::span<const float> probabilities, int classes, int label,
                                      int most) {
  std::vector<int> shown(static_cast<std::size_t>(std::max(classes, 0)));
  std::iota(shown.begin(), shown.end(), 0);
  if (classes <= most) return shown;
  if (answer_of(probabilities) >= 0) {
    std::ranges::stable_sort(shown, std::ranges::greater(),
                             [&](int index) { return probabilities[static_cast<std::size_t>(index)]; });
  }
  const auto found = std::ranges::find(shown, label);
  if (found != shown.end() && found - shown.begin() >= most)
    shown[static_cast<std::size_t>(most - 1)] = label;
  shown.resize(static_cast<std::size_t>(most));
  return shown;
}

}  // namespace glassbox::ui
