#include "engine/inspect/nearest_samples.h"

#include <cmath>
#include <string>

#include "engine/base/error_codes.h"
#include "engine/inspect/layers.h"

namespace glassbox {
namespace {

double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

double euclidean(std::span<const float> a, std::span<const float> b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += difference * difference;
  }
  return std::sqrt(squares);
}

double cosine(std::span<const float> a, std::span<const float> b) {
  const double norms = std::sqrt(dot(a, a)) * std::sqrt(dot(b, b));
  return norms == 0 ? 1 : 1 - dot(a, b) / norms;
}

}  // namespace

NearestSamples::NearestSamples(const std::shared_ptr<const Plan>& plan, std::span<const float> parameters,
                               int layer, Distance distance, int count)
    : node_(plan->output_node(layer)),
      probe_(plan, kLargestSlice, Gradients::none, node_),
      distance_(distance),
      ranking_(static_cast<std::size_t>(count)) {
  probe_.set_parameters(parameters);
}

Result<NearestSamples> NearestSamples::create(const std::shared_ptr<const Plan>& plan,
                                              std::span<const float> parameters, int layer,
                                              std::span<const float> sample, Distance distance, int count) {
  if (Status status = check_layer(*plan, layer); !status) return status.error();
  if (count < 1 || count > kMost) {
    return make_error("parameter.range", {std::to_string(count), "1", std::to_string(kMost)}, -1, "count");
  }
  NearestSamples nearest(plan, parameters, layer, distance, count);
  if (Status status = nearest.probe_.load(sample); !status) return status.error();
  if (nearest.probe_.batch() != 1) {
    return make_error("input.batch", {std::to_string(nearest.probe_.batch()), "1"});
  }
  nearest.probe_.forward();
  const std::span<const float> target = nearest.probe_.output(nearest.node_);
  nearest.target_.assign(target.begin(), target.end());
  return nearest;
}

Status NearestSamples::add(std::int64_t first, std::span<const float> inputs) {
  if (Status status = probe_.load(inputs); !status) return status.error();
  probe_.forward();
  const std::span<const float> places = probe_.output(node_);
  for (int i = 0; i < probe_.batch(); ++i) {
    const auto place = places.subspan(static_cast<std::size_t>(i) * target_.size(), target_.size());
    const double distance = distance_to(place);
    if (!std::isnan(distance)) ranking_.add(first + i, distance);
  }
  return Done{};
}

double NearestSamples::distance_to(std::span<const float> place) const {
  return distance_ == Distance::euclidean ? euclidean(place, target_) : cosine(place, target_);
}

}  // namespace glassbox
