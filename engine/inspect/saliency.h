#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/inspect/probe.h"
#include "engine/ops/window.h"

namespace glassbox {

/// How one output's score, that of a class, depends on each value of one sample. The score is taken before a
/// last softmax or sigmoid: a softmax is also moved by all other classes, and both are flat where they are
/// sure.
struct Saliency {
  double score = 0;
  std::vector<std::int64_t> shape;          ///< of the input: (height, width, channels), (values)
  std::vector<float> gradient;              ///< d score / d x
  std::vector<float> gradient_times_input;  ///< x d score / d x: what x adds, were the model linear
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("score", self.score);
    visit("shape", self.shape);
    visit("gradient", self.gradient);
    visit("gradient_times_input", self.gradient_times_input);
  }
};

/// Of one sample, [input_shape], and a place in the flat output: a class. Errors: "inspect.value" for a place
/// that is not there, "input.size", "input.batch" unless it is one sample.
/// Sources: Simonyan, Vedaldi & Zisserman, "Deep inside convolutional networks" (2014); Shrikumar et al.,
/// "Not just a black box" (2016), for the product with the input.
Result<Saliency> find_saliency(const std::shared_ptr<const Plan>& plan, std::span<const float> parameters,
                               std::span<const float> sample, int output);

struct OcclusionOptions {
  Size2 patch{4, 4};    ///< height, width
  Size2 strides{1, 1};  ///< from one place of the patch to the next
  float fill = 0;       ///< what every channel under the patch is set to
};

/// An output's score with a patch laid over each place of the sample in turn.
struct OcclusionMap {
  double score = 0;                 ///< of the whole sample, as in Saliency
  std::vector<std::int64_t> shape;  ///< places of the patch: (rows, columns)
  /// By how much the score drops at each place, those tried so far: large where the class is seen.
  std::vector<float> drops;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("score", self.score);
    visit("shape", self.shape);
    visit("drops", self.drops);
  }
};

/// Finds an OcclusionMap slice by slice. An input of one axis is an image of one row.
/// Source: Zeiler & Fergus, "Visualizing and understanding convolutional networks" (ECCV 2014), section 4.2.
class Occlusion {
 public:
  static constexpr int kSlice = 32;  ///< places

  /// Copies parameters and sample. Errors: as find_saliency; "inspect.patch" for a patch larger than the
  /// input, "parameter.range" for sizes and strides outside of 1 to limits::kWindow.
  static Result<Occlusion> create(const std::shared_ptr<const Plan>& plan, std::span<const float> parameters,
                                  std::span<const float> sample, int output, const OcclusionOptions& options);

  /// Tries the next places, up to kSlice in one forward pass; false when all are done.
  bool advance();
  [[nodiscard]] const OcclusionMap& map() const { return map_; }

 private:
  Occlusion(const std::shared_ptr<const Plan>& plan, std::span<const float> sample, int output);
  void cover(std::int64_t place, std::span<float> sample) const;

  Probe<float> probe_;
  std::vector<float> sample_;
  int output_;
  Window2D window_;
  std::int64_t channels_ = 1;
  float fill_ = 0;
  OcclusionMap map_;
};

}  // namespace glassbox
