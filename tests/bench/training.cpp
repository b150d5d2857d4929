#include "tests/bench/training.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace glassbox::bench {

std::unique_ptr<Model> make_model(const Workload& workload, const FastPaths& paths) {
  auto created = Model::create(workload.model, workload.training, paths);
  if (!created) {
    std::fprintf(stderr, "%s: %s\n", workload.name.c_str(), created.error().code.c_str());
    std::exit(1);
  }
  return std::move(created).value();
}

void train(Model& model, Digits& digits, int steps) {
  for (int i = 0; i < steps; ++i) {
    digits.fill(model);
    (void)model.step(model.config().batch_size);
  }
}

}  // namespace glassbox::bench
