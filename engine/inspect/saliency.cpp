#include "engine/inspect/saliency.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"
#include "engine/model/layers/layer_kind.h"
#include "engine/model/limits.h"

namespace glassbox {
namespace {

/// Loads one sample and runs it.
Status run(Probe<float>& probe, std::span<const float> parameters, std::span<const float> sample,
           int output) {
  const int outputs = probe.plan().output_size();
  if (output < 0 || output >= outputs) {
    return make_error("inspect.value", {std::to_string(output), std::to_string(outputs)});
  }
  if (Status status = probe.load(sample); !status) return status;
  if (probe.batch() != 1) return make_error("input.batch", {std::to_string(probe.batch()), "1"});
  probe.set_parameters(parameters);
  probe.forward();
  return Done{};
}

float score(const Probe<float>& probe, int sample, int output) {
  const auto index = static_cast<std::size_t>(sample * probe.plan().output_size() + output);
  return probe.output(probe.from())[index];
}

/// Height, width and channels of any input.
std::array<std::int64_t, 3> image_of(const Shape& shape) {
  if (shape.rank() == 1) return {1, shape[0], 1};
  return {shape[0], shape[1], shape.rank() == 2 ? 1 : shape[2]};
}

Status check_sizes(const Size2& sizes, const char* option) {
  for (const std::int64_t size : sizes) {
    if (size >= 1 && size <= limits::kWindow) continue;
    return make_error("parameter.range", {std::to_string(size), "1", std::to_string(limits::kWindow)}, -1,
                      option);
  }
  return Done{};
}

Status check_options(const OcclusionOptions& options, std::int64_t height, std::int64_t width) {
  if (Status status = check_sizes(options.patch, "patch"); !status) return status;
  if (Status status = check_sizes(options.strides, "strides"); !status) return status;
  if (options.patch[0] > height || options.patch[1] > width) {
    return make_error("inspect.patch",
                      {size_text(options.patch[0], options.patch[1]), size_text(height, width)});
  }
  return Done{};
}

}  // namespace

Result<Saliency> find_saliency(const std::shared_ptr<const Plan>& plan, std::span<const float> parameters,
                               std::span<const float> sample, int output) {
  Probe<float> probe(plan, 1, Gradients::of_inputs, score_node(*plan));
  if (Status status = run(probe, parameters, sample, output); !status) return status.error();
  std::vector<float> one_output(static_cast<std::size_t>(plan->output_size()));
  one_output[static_cast<std::size_t>(output)] = 1;
  probe.backward(one_output);

  Saliency saliency;
  saliency.score = score(probe, 0, output);
  saliency.shape = plan->input_shape().sizes();
  const std::span<const float> gradient = probe.gradient(PlanNode::kModelInput);
  saliency.gradient.assign(gradient.begin(), gradient.end());
  for (std::size_t i = 0; i < sample.size(); ++i) {
    saliency.gradient_times_input.push_back(sample[i] * gradient[i]);
  }
  return saliency;
}

Occlusion::Occlusion(const std::shared_ptr<const Plan>& plan, std::span<const float> sample, int output)
    : probe_(plan, kSlice, Gradients::none, score_node(*plan)),
      sample_(sample.begin(), sample.end()),
      output_(output) {}

Result<Occlusion> Occlusion::create(const std::shared_ptr<const Plan>& plan,
                                    std::span<const float> parameters, std::span<const float> sample,
                                    int output, const OcclusionOptions& options) {
  const auto [height, width, channels] = image_of(plan->input_shape());
  if (Status status = check_options(options, height, width); !status) return status.error();
  Occlusion occlusion(plan, sample, output);
  if (Status status = run(occlusion.probe_, parameters, sample, output); !status) return status.error();
  occlusion.window_ = make_window(height, width, options.patch, options.strides, Padding::valid);
  occlusion.channels_ = channels;
  occlusion.fill_ = options.fill;
  occlusion.map_.score = score(occlusion.probe_, 0, output);
  occlusion.map_.shape = {occlusion.window_.rows.output, occlusion.window_.columns.output};
  return occlusion;
}

bool Occlusion::advance() {
  const auto first = static_cast<std::int64_t>(map_.drops.size());
  const std::int64_t count = std::min<std::int64_t>(kSlice, window_.positions() - first);
  if (count == 0) return false;
  std::vector<float> covered;
  for (std::int64_t i = 0; i < count; ++i) {
    covered.insert(covered.end(), sample_.begin(), sample_.end());
    cover(first + i, std::span(covered).last(sample_.size()));
  }
  static_cast<void>(probe_.load(covered));  // samples of the size that create() found good
  probe_.forward();
  for (int i = 0; i < count; ++i) {
    map_.drops.push_back(static_cast<float>(map_.score) - score(probe_, i, output_));
  }
  return first + count < window_.positions();
}

void Occlusion::cover(std::int64_t place, std::span<float> sample) const {
  const std::int64_t row = place / window_.columns.output;
  const std::int64_t column = place % window_.columns.output;
  const std::int64_t values = window_.columns.window * channels_;
  for (std::int64_t r = window_.rows.begin(row); r < window_.rows.end(row); ++r) {
    const std::int64_t start = (r * window_.columns.input + window_.columns.begin(column)) * channels_;
    std::ranges::fill(sample.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(values)),
                      fill_);
  }
}

}  // namespace glassbox
