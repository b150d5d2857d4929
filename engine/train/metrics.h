#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace glassbox {

/// How good a model is on some samples. A sample's answer is the class with the largest output. Where its
/// outputs are not finite there is no answer: it counts among `samples`, as a wrong one, and stands neither
/// in the confusion matrix nor in the ranks. Where the targets are values, the right class is that with the
/// largest target (Keras' CategoricalAccuracy); where the loss takes a sigmoid's probabilities, each says yes
/// above 1/2, and all of a sample's have to be right; a single output otherwise, above 1/2 (BinaryAccuracy).
struct Evaluation {
  double loss = 0;  ///< mean; not finite where a sample's is not
  double accuracy = 0;
  std::int64_t samples = 0;
  std::vector<std::int32_t> confusion = {};  ///< [label][answer], classes x classes; empty without labels
  std::vector<std::int32_t> ranks =
      {};  ///< [k]: samples whose label was the answer number k, from 0; without labels empty
  /// Means over all values, of outputs against targets; 0 where the loss takes labels.
  double squared_error = 0;
  double absolute_error = 0;
  double percentage_error = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("loss", self.loss);
    visit("accuracy", self.accuracy);
    visit("samples", self.samples);
    visit("confusion", self.confusion);
    visit("ranks", self.ranks);
    visit("squared_error", self.squared_error);
    visit("absolute_error", self.absolute_error);
    visit("percentage_error", self.percentage_error);
  }
};

/// From sums over the samples to means.
void finish_evaluation(Evaluation& sums);

/// Share of the samples whose label is among the k best answers: Keras' SparseTopKCategoricalAccuracy.
double top_k_accuracy(const Evaluation& evaluation, int k);
/// The root of the mean squared error: Keras' RootMeanSquaredError.
double root_mean_squared_error(const Evaluation& evaluation);

/// How well one class is told from all others.
struct ClassScore {
  double precision = 0;  ///< right ones among its answers; 0 without an answer
  double recall = 0;     ///< right ones among its samples; 0 without a sample
  double f1 = 0;         ///< harmonic mean of the two
  std::int64_t samples = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("precision", self.precision);
    visit("recall", self.recall);
    visit("f1", self.f1);
    visit("samples", self.samples);
  }
};

/// Of every class, from the confusion matrix [label][answer]. Source: Manning, Raghavan & Schütze,
/// "Introduction to Information Retrieval" (2008), section 8.3.
std::vector<ClassScore> class_scores(std::span<const std::int32_t> confusion);

}  // namespace glassbox
