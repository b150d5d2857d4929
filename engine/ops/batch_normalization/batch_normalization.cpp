#include "engine/ops/batch_normalization/batch_normalization.h"

#include <numeric>

#include "engine/ops/batch_normalization/batch_normalization_op.h"

namespace glassbox {
namespace {

/// Rows of fewer values than kShort are taken together, as many as make at least so many, and whole vectors.
constexpr int kShort = 64;

int period_of(int channels) {
  if (channels >= kShort) return channels;
  const int whole = std::lcm(channels, kValueGrain);
  return whole * ((kShort + whole - 1) / whole);
}

}  // namespace

BatchNormalization::BatchNormalization(const BatchNormalizationOptions& options, const Shape& input)
    : options_(options),
      shape_(input),
      channels_(static_cast<int>(input.back())),
      period_(period_of(channels_)),
      beta_(options.scale ? 1 : 0),
      moving_mean_(beta_ + (options.center ? 1 : 0)) {}

std::vector<Parameter> BatchNormalization::parameters() const {
  const Shape channels{channels_};
  std::vector<Parameter> all;
  if (options_.scale) all.push_back({"gamma", channels, {"ones"}});
  if (options_.center) all.push_back({"beta", channels, {"zeros"}});
  all.push_back({"moving_mean", channels, {"zeros"}, false});
  all.push_back({"moving_variance", channels, {"ones"}, false});
  return all;
}

std::unique_ptr<Op> make_batch_normalization(const BatchNormalizationOptions& options, const Shape& input) {
  return std::make_unique<BatchNormalization>(options, input);
}

}  // namespace glassbox
