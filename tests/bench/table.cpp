#include "tests/bench/table.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/measure.h"
#include "tests/bench/peak.h"
#include "tests/bench/training.h"
#include "tests/bench/workloads.h"

namespace glassbox::bench {
namespace {

constexpr int kManyDigits = 1000;

Json report(const std::string& name, const Timing& timing) {
  const double rate = median(timing.rates);
  const double share = median(timing.shares);
  std::printf("%-48s %12.0f %12.1f %%\n", name.c_str(), rate, 100 * share);
  return {{"name", name}, {"samples_per_second", rate}, {"share_of_peak", share}};
}

void measure_workload(const Workload& workload, Digits& digits, Team* team, Json& figures) {
  const std::unique_ptr<Model> model = make_model(workload);
  model->set_team(team);
  train(*model, digits, workload.warm_up_steps);
  std::vector<float> outputs(static_cast<std::size_t>(kManyDigits * model->plan().output_size()));
  const double prediction = prediction_multiply_adds(model->plan());
  const auto predict = [&](int n) {
    return Piece{[&, n] { model->predict(digits.inputs().data(), n, outputs.data()); },
                 static_cast<double>(n), prediction};
  };
  const std::vector<Timing> timings =
      measure({{[&] { train(*model, digits, 1); }, static_cast<double>(workload.training.batch_size),
                training_multiply_adds(model->plan())},
               predict(1),
               predict(kManyDigits)});
  figures.push_back(report("train " + workload.name, timings[0]));
  figures.push_back(report("  predict 1", timings[1]));
  figures.push_back(report("  predict 1000 at once", timings[2]));
}

}  // namespace

Json measure_workloads(Digits& digits, Team* team) {
  std::printf("%-48s %12s %14s\n", "", "samples/s", "of the peak");
  Json figures = Json::array();
  for (const Workload& workload : workloads()) measure_workload(workload, digits, team, figures);
  const double peak = multiply_add_peak();
  std::printf("%-48s %12.2f billion multiply-adds a second\n", "peak", peak / 1e9);
  return {{"peak_multiply_adds_per_second", peak}, {"figures", std::move(figures)}};
}

}  // namespace glassbox::bench
