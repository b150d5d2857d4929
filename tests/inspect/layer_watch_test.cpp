// A layer is looked at from within the steps of training, and the steps do not know it.
#include "engine/inspect/layer_watch.h"

#include <doctest.h>

#include <string>
#include <vector>

#include "engine/inspect/layers.h"
#include "engine/model/limits.h"
#include "engine/session/binary.h"
#include "tests/inspect/models.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

constexpr int kBatch = 10;

/// Fused nodes with and without pooling, by Winograd too; what keeps its values; and what no gradient
/// reaches.
ModelSpec many_layers() {
  return spec_of("[16,14,1]", R"([
    {"class_name":"Conv2D","config":{"filters":16,"kernel_size":3,"activation":"relu"}},
    {"class_name":"Conv2D","config":{"filters":16,"kernel_size":3,"padding":"same"}},
    {"class_name":"ReLU"},
    {"class_name":"MaxPooling2D","config":{"pool_size":[3,2]}},
    {"class_name":"BatchNormalization"},
    {"class_name":"Conv2D","config":{"filters":5,"kernel_size":2,"activation":"tanh"}},
    {"class_name":"Dropout","config":{"rate":0.25}},
    {"class_name":"Flatten"},
    {"class_name":"Dense","config":{"units":12,"activation":"sigmoid"}},
    {"class_name":"Dense","config":{"units":4,"activation":"softmax"}}])");
}

std::unique_ptr<Model> make(const ModelSpec& spec, const FastPaths& paths = {}) {
  TrainingConfig config;
  config.batch_size = kBatch;
  config.regularization.l2 = 0.01;
  config.clipping.global_clipnorm = 0.5;
  auto model = Model::create(spec, config, paths);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : model.error().code));
  return std::move(model).value();
}

int layers_of(const Model& model) {
  return static_cast<int>(model.plan().spec().layers.size());
}

/// Reports on every layer from what an unfused plan has in memory.
struct Witness final : StepWatcher {
  explicit Witness(int count) : samples(count) {}
  void look(const StepView& view) override {
    const Plan& plan = view.runner.plan();
    const auto values = [&](int node, const float* first) {
      const auto size =
          static_cast<std::size_t>(shape_of(plan, node).size()) * static_cast<std::size_t>(samples);
      return std::span(first, first == nullptr ? 0 : size);
    };
    for (int layer = 0; layer < static_cast<int>(plan.spec().layers.size()); ++layer) {
      const int output = plan.output_node(layer);
      const int before = pre_activation_node(plan, layer);
      const LayerTensors tensors{samples,
                                 values(before, view.runner.output(before)),
                                 values(output, view.runner.output(output)),
                                 values(before, view.runner.gradient(before)),
                                 values(output, view.runner.gradient(output)),
                                 view.parameters,
                                 view.gradients};
      reports.push_back({view.step, report_layer(plan, layer, tensors, LayerWatch::kBins)});
    }
  }

  int samples;
  std::vector<StepReport> reports;
};

std::vector<std::byte> bytes_of(const StepReport& report) {
  std::vector<std::byte> bytes;
  codec::Writer(bytes).write(report);
  return bytes;
}

}  // namespace

TEST_CASE("a run that is watched has the bits of one that is not, layer by layer") {
  for (const ModelSpec& spec : {many_layers(), course_cnn(), mlp()}) {
    const auto watched = make(spec);
    const auto alone = make(spec);
    for (int layer = 0; layer < layers_of(*watched); ++layer) {
      auto watch = LayerWatch::create(*watched, layer);
      REQUIRE(watch.ok());
      for (Model* model : {watched.get(), alone.get()}) {
        fill_batch(*model, static_cast<std::uint32_t>(layer));
        model->step(kBatch, Model::Target::label, model == watched.get() ? watch.value().get() : nullptr);
      }
      CHECK(watched->fingerprint() == alone->fingerprint());
      REQUIRE(watch.value()->report());
      CHECK(watch.value()->report()->step == layer + 1);
    }
  }
}

TEST_CASE("a report on a layer inside a fused node is that of the parts, bit for bit") {
  for (const ModelSpec& spec : {many_layers(), course_cnn()}) {
    const int layers = layers_of(*make(spec));
    for (int layer = 0; layer < layers; ++layer) {
      CAPTURE(layer);
      const auto fused = make(spec);
      const auto parts = make(spec, {.fusion = false});
      auto watch = LayerWatch::create(*fused, layer);
      REQUIRE(watch.ok());
      for (std::uint32_t step = 0; step < 2; ++step) {
        fill_batch(*fused, step);
        fused->step(kBatch, Model::Target::label, watch.value().get());
        const StepReport report = *watch.value()->report();
        Witness witness(report.layer.samples);
        fill_batch(*parts, step);
        parts->step(kBatch, Model::Target::label, &witness);
        CHECK(bytes_of(report) == bytes_of(witness.reports.at(static_cast<std::size_t>(layer))));
      }
    }
  }
}

TEST_CASE("a report tells how many samples it is of") {
  const auto samples = [](const ModelSpec& spec, int layer, int n) {
    const auto model = make(spec);
    auto watch = LayerWatch::create(*model, layer);
    REQUIRE(watch.ok());
    fill_batch(*model, 0);
    model->step(n, Model::Target::label, watch.value().get());
    const LayerReport& report = watch.value()->report()->layer;
    const std::int64_t values = model->plan().summary()[static_cast<std::size_t>(layer)].output_shape.back();
    CHECK(report.activations.count % (values * report.samples) == 0);
    return report.samples;
  };
  CHECK(samples(many_layers(), 8, kBatch) == kBatch);
  CHECK(samples(many_layers(), 8, 3) == 3);
  CHECK(samples(many_layers(), 1, kBatch) == 3);  // a quarter, since fused
  CHECK(samples(many_layers(), 1, 1) == 1);
  CHECK(samples(course_cnn(), 1, kBatch) == kBatch);
}

TEST_CASE("a watch that cannot be is refused, and its memory counts") {
  const auto model = make(many_layers());
  CHECK(LayerWatch::create(*model, 10).error() == Error{"inspect.layer", {"10", "10"}, -1, ""});
  CHECK(LayerWatch::create(*model, -2).error().code == "inspect.layer");
  CHECK(model->reserve(limits::kMemoryBytes).error().code == "model.too_large");

  TrainingConfig larger = model->config();
  larger.batch_size = 256;
  REQUIRE(model->configure(larger).ok());
  larger.batch_size = kBatch;
  REQUIRE(model->configure(larger).ok());
  REQUIRE(model->reserve(limits::kMemoryBytes - (std::int64_t{6} << 20)).ok());
  larger.batch_size = 256;
  CHECK(model->configure(larger).error().code == "model.too_large");
  CHECK(model->config().batch_size == kBatch);
}
