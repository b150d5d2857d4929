// Training and prediction throughput of the CPU path, each beside the machine's multiply-add peak measured in
// the same run: samples of both are taken in turn, so that a ratio holds when the machine's speed drifts.
// Prints a table, then one line of JSON.

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/tensor/random.h"
#include "engine/train/model.h"
#include "tests/bench/clock.h"
#include "tests/bench/peak.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

constexpr int kSamples = 25;             // of each figure; the median is reported
constexpr double kSampleSeconds = 0.04;  // of one sample

struct Figure {
  std::string name;
  double samples_per_second = 0;
  double share_of_peak = 0;
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Images with MNIST's share of ink (one pixel in five), so that nothing depends on a data set being there.
void fill_batch(Model& model) {
  const Random random(1, Stream::data);
  std::uint64_t draw = 0;
  for (float& pixel : model.batch_inputs()) {
    const float ink = random.uniform(draw++);
    pixel = ink < 0.2F ? ink * 5.0F : 0.0F;
  }
  for (std::uint8_t& label : model.batch_labels())
    label = static_cast<std::uint8_t>(random.below(draw++, 10));
}

// Runs `work` (which handles `samples` at a time) for a while, again and again, in turn with the peak.
template <class Work>
Figure measure(std::string name, double multiply_adds, double samples, const Work& work) {
  std::vector<double> rates;
  std::vector<double> shares;
  for (int i = 0; i < kSamples; ++i) {
    const double start = seconds();
    double now = start;
    double done = 0;
    while (now - start < kSampleSeconds) {
      work();
      done += samples;
      now = seconds();
    }
    rates.push_back(done / (now - start));
    shares.push_back(rates.back() * multiply_adds / multiply_add_peak());
  }
  return {std::move(name), median(rates), median(shares)};
}

std::vector<Figure> run(const Workload& workload) {
  auto created = Model::create(workload.model, workload.training);
  if (!created) {
    std::fprintf(stderr, "%s: %s\n", workload.name.c_str(), created.error().code.c_str());
    return {};
  }
  Model& model = *created.value();
  fill_batch(model);
  const double cost = multiply_adds_per_sample(model.plan());
  const int batch = workload.training.batch_size;
  double forward_cost = 0;
  for (const PlanNode& node : model.plan().nodes()) forward_cost += node.op->multiply_adds();
  std::vector<float> probabilities(static_cast<std::size_t>(batch * model.plan().output_size()));

  return {measure("train    " + workload.name, cost, batch, [&] { (void)model.step(batch); }),
          measure("predict  " + workload.name, forward_cost, batch,
                  [&] { model.predict(model.batch_inputs().data(), batch, probabilities.data()); })};
}

}  // namespace
}  // namespace glassbox::bench

int main() {
  using namespace glassbox::bench;
  std::vector<Figure> figures;
  std::printf("%-46s %14s %18s\n", "", "samples/s", "of multiply-add peak");
  for (const Workload& workload : workloads()) {
    for (Figure& figure : run(workload)) {
      std::printf("%-46s %14.0f %16.1f %%\n", figure.name.c_str(), figure.samples_per_second,
                  100 * figure.share_of_peak);
      figures.push_back(std::move(figure));
    }
  }
  const double peak = multiply_add_peak();
  std::printf("%-46s %14.2f billion multiply-adds a second\n", "peak", peak / 1e9);
  std::printf("{\"peak_multiply_adds_per_second\":%.4g,\"figures\":[", peak);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    std::printf("%s{\"name\":\"%s\",\"samples_per_second\":%.4g,\"share_of_peak\":%.4f}", i == 0 ? "" : ",",
                figures[i].name.c_str(), figures[i].samples_per_second, figures[i].share_of_peak);
  }
  std::printf("]}\n");
  return figures.empty() ? 1 : 0;
}
