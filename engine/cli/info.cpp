#include <algorithm>
#include <cstddef>
#include <iostream>

#include "engine/cli/commands.h"
#include "engine/cli/run_file.h"
#include "engine/cli/text.h"
#include "engine/model/json.h"
#include "engine/train/state.h"

namespace glassbox::cli {
namespace {

void print(const Plan& plan) {
  const auto row = [](std::string name, std::string class_name, std::string output,
                      const std::string& parameters) {
    constexpr std::size_t kNumbers = 11;
    name.resize(std::max<std::size_t>(name.size() + 1, 24), ' ');
    class_name.resize(std::max<std::size_t>(class_name.size() + 1, 24), ' ');
    output.resize(std::max<std::size_t>(output.size() + 1, 18), ' ');
    const std::string gap(kNumbers - std::min(kNumbers, parameters.size()), ' ');
    std::cout << name << class_name << output << gap << parameters << "\n";
  };
  row("layer", "class", "output", "parameters");
  row("input", "", shape(plan.spec().input_shape), "");
  for (const LayerSummary& layer : plan.summary()) {
    row(layer.name, layer.class_name, shape(layer.output_shape), grouped(layer.parameters));
  }
  row("", "", "", grouped(plan.parameter_count()));
}

Json json_of(const Plan& plan) {
  Json layers = Json::array();
  for (const LayerSummary& layer : plan.summary()) {
    Json row = Json::object();
    LayerSummary::fields(layer, [&](const char* name, const auto& value) { row[name] = value; });
    layers.push_back(row);
  }
  return {
      {"input_shape", plan.spec().input_shape}, {"layers", layers}, {"parameters", plan.parameter_count()}};
}

}  // namespace

int info(const Options& options) {
  const RunFile run = read_run_file(options);
  const ReadyModel ready = make_model(run, options);
  const Model& model = *ready.model;
  if (options.json) {
    Json json = json_of(model.plan());
    json["training"] = Json::parse(to_json(model.config()));
    json["step"] = model.steps();
    json["fingerprint"] = hexadecimal(model.fingerprint());
    std::cout << write_json(json) << "\n";
    return 0;
  }
  print(model.plan());
  std::cout << "\ntraining: " << to_json(model.config()) << "\n";
  if (run.saved) std::cout << "step " << grouped(static_cast<std::int64_t>(model.steps())) << ", ";
  if (run.saved) std::cout << "fingerprint " << hexadecimal(model.fingerprint()) << "\n";
  return 0;
}

}  // namespace glassbox::cli
