#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/train/model.h"

namespace glassbox {

/// Evaluates a model on a test set, a slice at a time. The order strides through the set, so that its first
/// part, the sample of about kSample digits spread evenly, stands for the whole: it makes the test curve, in
/// which every point is measured on the same digits. Only what has arrived counts.
class Evaluator {
 public:
  enum class Extent : std::uint8_t { sample, all };
  static constexpr std::int64_t kSample = 2000;
  /// Of a test set of `size` digits the sample has every stride-th, so many in all.
  static std::int64_t stride(std::int64_t size) { return std::max<std::int64_t>(1, size / kSample); }
  static std::int64_t sample_size(std::int64_t size) { return (size + stride(size) - 1) / stride(size); }

  void start(const Dataset& test, Extent extent);
  void stop() { running_ = false; }
  [[nodiscard]] bool running() const { return running_; }
  /// One slice, for the weights that the model had at start(). True when it was the last one.
  bool advance(Model& model, const Dataset& test);

  /// Finished means: of the sample, and of all that start() asked for.
  [[nodiscard]] const Evaluation& sample() const { return sample_; }
  [[nodiscard]] const Evaluation& result() const { return result_; }

 private:
  void next_slice(const Dataset& test);

  bool running_ = false;
  Extent extent_ = Extent::sample;
  std::int64_t stride_ = 1;
  std::int64_t offset_ = 0;  ///< of the present pass: offset, offset + stride, ...
  std::int64_t next_ = 0;
  Evaluation sums_;
  Evaluation sample_;
  Evaluation result_;
  std::vector<std::uint32_t> indices_;
  std::vector<float> inputs_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace glassbox
