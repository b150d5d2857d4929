#include <algorithm>
#include <cstddef>
#include <iostream>
#include <numeric>
#include <vector>

#include "engine/cli/commands.h"
#include "engine/cli/refusal.h"
#include "engine/cli/run_file.h"
#include "engine/cli/text.h"
#include "engine/model/json.h"

namespace glassbox::cli {
namespace {

constexpr std::int64_t kSlice = 2 * Model::kPredictionBatch;

void print(const Evaluation& result) {
  std::cout << grouped(result.samples) << " samples  loss " << fixed(result.loss, 4);
  if (result.confusion.empty()) {
    std::cout << "  mean squared error " << fixed(result.squared_error, 4) << "  mean absolute error "
              << fixed(result.absolute_error, 4) << "\n";
    return;
  }
  std::cout << "  accuracy " << percent(result.accuracy) << "  among the best two "
            << percent(top_k_accuracy(result, 2)) << "\n\nclass  precision   recall       f1  samples\n";
  const auto column = [](const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
  };
  const std::vector<ClassScore> scores = class_scores(result.confusion);
  for (std::size_t c = 0; c < scores.size(); ++c) {
    const ClassScore& score = scores[c];
    std::cout << column(std::to_string(c), 5) << column(percent(score.precision), 11)
              << column(percent(score.recall), 9) << column(percent(score.f1), 9)
              << column(grouped(score.samples), 9) << "\n";
  }
}

void print_json(const Evaluation& result) {
  Json json = Json::object();
  Evaluation::fields(result, [&](const char* name, const auto& value) { json[name] = value; });
  std::cout << write_json(json) << "\n";
}

}  // namespace

Evaluation evaluation_of(Model& model, const Samples& samples) {
  std::vector<std::uint32_t> indices(static_cast<std::size_t>(kSlice));
  std::vector<float> inputs(indices.size() * static_cast<std::size_t>(samples.shape().size()));
  std::vector<std::uint8_t> labels(indices.size());
  std::vector<float> values(indices.size() * static_cast<std::size_t>(samples.values()));
  Evaluation sums;
  for (std::int64_t first = 0; first < samples.size(); first += kSlice) {
    const std::int64_t count = std::min(kSlice, samples.size() - first);
    indices.resize(static_cast<std::size_t>(count));
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
    samples.gather(indices, inputs.data(), labels.data());
    if (!values.empty()) samples.gather_values(indices, values.data());
    const bool has_values = samples.values() > 0;
    model.evaluate(
        inputs.data(),
        {.labels = has_values ? nullptr : labels.data(), .values = has_values ? values.data() : nullptr},
        count, sums);
  }
  finish_evaluation(sums);
  return sums;
}

int evaluate(const Options& options) {
  const RunFile run = read_run_file(options);
  if (!run.saved)
    throw Refusal(options.file.string() + " holds no weights: evaluate takes a saved network, or --from.");
  const ReadyModel ready = make_model(run, options);
  const Data data = make_data(run, *ready.model);
  const Evaluation result = evaluation_of(*ready.model, data.test());
  if (options.json) {
    print_json(result);
  } else {
    print(result);
  }
  return 0;
}

}  // namespace glassbox::cli
