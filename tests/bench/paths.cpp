#include "tests/bench/paths.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <vector>

#include "tests/bench/measure.h"
#include "tests/bench/training.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

struct Choice {
  const char* without;
  FastPaths paths;
};

// The first has them all.
constexpr std::array<Choice, 6> kChoices = {{{"", {}},
                                             {"fusion", {.fusion = false}},
                                             {"sparse_input", {.sparse_input = false}},
                                             {"sparse_gradient", {.sparse_gradient = false}},
                                             {"winograd", {.winograd = false}},
                                             {"all", {false, false, false, false}}}};
constexpr Effort kEffort{.seconds = 0.4};

Json measure_workload(const Workload& workload, Digits& digits) {
  std::vector<std::unique_ptr<Model>> models;
  std::vector<Piece> pieces;
  for (const Choice& choice : kChoices) {
    Model& model = *models.emplace_back(make_model(workload, choice.paths));
    if (models.size() == 1) train(model, digits, workload.warm_up_steps);
    (void)model.restore(models.front()->state());
    pieces.push_back(
        {[&model, &digits] { train(model, digits, 1); }, static_cast<double>(workload.training.batch_size)});
  }
  const std::vector<Timing> timings = measure(pieces, kEffort);
  Json result = {{"name", workload.name}};
  std::printf("%-32s", workload.name.c_str());
  for (std::size_t i = 1; i < kChoices.size(); ++i) {
    const double gain = median_ratio(timings[0].rates, timings[i].rates);
    std::printf(" %15.2f x", gain);
    result[kChoices[i].without] = gain;
  }
  std::printf("\n");
  return result;
}

}  // namespace

Json measure_paths(Digits& digits) {
  std::printf("%-32s", "");
  for (std::size_t i = 1; i < kChoices.size(); ++i) std::printf(" %17s", kChoices[i].without);
  std::printf("\n");
  Json gains = Json::array();
  for (const Workload& workload : workloads()) gains.push_back(measure_workload(workload, digits));
  return gains;
}

}  // namespace glassbox::bench
