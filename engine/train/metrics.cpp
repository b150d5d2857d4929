#include "engine/train/metrics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace glassbox {

void finish_evaluation(Evaluation& sums) {
  if (sums.samples == 0) return;
  const auto samples = static_cast<double>(sums.samples);
  for (double* mean :
       {&sums.loss, &sums.accuracy, &sums.squared_error, &sums.absolute_error, &sums.percentage_error}) {
    *mean /= samples;
  }
}

double top_k_accuracy(const Evaluation& evaluation, int k) {
  if (evaluation.samples == 0) return 0;
  const auto counted = std::min(static_cast<std::size_t>(std::max(k, 0)), evaluation.ranks.size());
  std::int64_t right = 0;
  for (std::size_t rank = 0; rank < counted; ++rank) right += evaluation.ranks[rank];
  return static_cast<double>(right) / static_cast<double>(evaluation.samples);
}

double root_mean_squared_error(const Evaluation& evaluation) {
  return std::sqrt(evaluation.squared_error);
}

std::vector<ClassScore> class_scores(std::span<const std::int32_t> confusion) {
  std::size_t classes = 0;
  while (classes * classes < confusion.size()) ++classes;
  std::vector<ClassScore> scores(classes);
  for (std::size_t c = 0; c < classes; ++c) {
    std::int64_t answers = 0;
    ClassScore& score = scores[c];
    for (std::size_t other = 0; other < classes; ++other) {
      answers += confusion[other * classes + c];
      score.samples += confusion[c * classes + other];
    }
    const auto right = static_cast<double>(confusion[c * classes + c]);
    if (answers > 0) score.precision = right / static_cast<double>(answers);
    if (score.samples > 0) score.recall = right / static_cast<double>(score.samples);
    const double sum = score.precision + score.recall;
    if (sum > 0) score.f1 = 2 * score.precision * score.recall / sum;
  }
  return scores;
}

}  // namespace glassbox
