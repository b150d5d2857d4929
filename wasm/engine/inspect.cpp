#include <emscripten/bind.h>

#include <utility>

#include "engine/inspect/activation_maximization.h"
#include "engine/inspect/gradient_check.h"
#include "engine/inspect/hardest_samples.h"
#include "engine/inspect/layer_report.h"
#include "engine/inspect/nearest_samples.h"
#include "engine/inspect/saliency.h"
#include "engine/inspect/sample_trace.h"
#include "engine/inspect/scalar_graph.h"
#include "wasm/engine/boundary.h"
#include "wasm/engine/model_handle.h"

// What a learner looks at (engine/inspect), for the JavaScript API. Samples are Float32Array, targets
// Uint8Array (labels), Float32Array (values) or null (the samples themselves); options are objects without
// gaps. The structs that come back are those of the headers.
namespace glassbox::wasm {
namespace {

/// The values of a Float32Array; of anything else, none.
std::vector<float> floats_of(const val& array) {
  const std::int64_t length = length_of(array, ArrayType::floats);
  std::vector<float> values(static_cast<std::size_t>(std::max<std::int64_t>(length, 0)));
  if (!values.empty()) copy_into(std::span(values), array);
  return values;
}

/// Targets in memory of their own.
struct TargetRoom {
  explicit TargetRoom(const val& targets) : values(floats_of(targets)) {
    const std::int64_t count = length_of(targets, ArrayType::bytes);
    if (count < 0) return;
    labels.resize(static_cast<std::size_t>(count));
    copy_into(std::span(labels), targets);
  }
  [[nodiscard]] SampleTargets all() const { return {labels, values}; }
  /// Those of `count` samples from `first` on.
  [[nodiscard]] SampleTargets part(std::size_t first, std::size_t count, std::size_t size) const {
    SampleTargets part;
    if (!labels.empty()) part.labels = std::span(labels).subspan(first, count);
    if (!values.empty()) part.values = std::span(values).subspan(first * size, count * size);
    return part;
  }

  std::vector<std::uint8_t> labels;
  std::vector<float> values;
};

template <class T>
T number(const val& options, const char* name) {
  return static_cast<T>(options[name].as<double>());
}

template <class T>
val answer(const Result<T>& result) {
  return result ? success(to_val(result.value())) : failure(result.error());
}

/// Calls show(first, count) for slices of a data set; the first failure ends it.
template <class Show>
Status in_slices(std::size_t samples, std::size_t slice, Show show) {
  for (std::size_t first = 0; first < samples; first += slice) {
    if (Status status = show(first, std::min(slice, samples - first)); !status) return status;
  }
  return Done{};
}

std::size_t sample_size(const ModelHandle& handle) {
  return static_cast<std::size_t>(handle.model->plan().input_shape().size());
}

/// A LayerReport of a batch.
val report(const ModelHandle& handle, int layer, const val& inputs, const val& targets, int bins) {
  return guarded([&] {
    const std::vector<float> samples = floats_of(inputs);
    const TargetRoom room(targets);
    const auto n = static_cast<int>(samples.size() / sample_size(handle));
    auto probe = LossProbe<float>::create(handle.model->shared_plan(), handle.model->config().loss,
                                          std::max(n, 1), Gradients::of_parameters);
    if (!probe) return failure(probe.error());
    LossProbe<float>& pass = probe.value();
    pass.set_parameters(handle.model->parameters());
    if (const Status status = pass.load(samples); !status) return failure(status.error());
    if (const Status status = pass.set_targets(room.all()); !status) return failure(status.error());
    pass.forward();
    pass.compare();
    pass.backward();
    return answer(report_layer(pass, layer, bins));
  });
}

/// The parameter vector, for a later updates().
val parameters(const ModelHandle& handle) {
  return guarded([&] { return success(copy_of(std::span<const float>(handle.model->parameters()))); });
}

/// A TensorUpdate for every trainable tensor since parameters() gave `before`.
val updates(const ModelHandle& handle, const val& before) {
  return guarded([&] {
    const std::vector<float> then = floats_of(before);
    const std::span<const float> now = handle.model->parameters();
    if (then.size() != now.size()) {
      return failure(make_error("weights.shape",
                                {"parameters", std::to_string(now.size()), std::to_string(then.size())}));
    }
    return success(to_val(measure_update(handle.model->plan(), then, now)));
  });
}

/// {losses, hardest}: every sample's loss, and the RankedSamples with the largest.
val sample_losses(const ModelHandle& handle, const val& inputs, const val& targets, int count) {
  return guarded([&] {
    const std::vector<float> samples = floats_of(inputs);
    const TargetRoom room(targets);
    auto created = HardestSamples::create(handle.model->shared_plan(), handle.model->config().loss,
                                          handle.model->parameters(), count);
    if (!created) return failure(created.error());
    HardestSamples& hardest = created.value();
    std::vector<float> losses;
    const std::size_t size = sample_size(handle);
    const auto outputs = static_cast<std::size_t>(handle.model->plan().output_size());
    const Status status = in_slices(samples.size() / size, HardestSamples::kLargestSlice,
                                    [&](std::size_t first, std::size_t n) -> Status {
                                      const auto part =
                                          hardest.add(static_cast<std::int64_t>(first),
                                                      std::span(samples).subspan(first * size, n * size),
                                                      room.part(first, n, outputs));
                                      if (!part) return part.error();
                                      losses.insert(losses.end(), part.value().begin(), part.value().end());
                                      return Done{};
                                    });
    if (!status) return failure(status.error());
    val value = val::object();
    value.set("losses", to_val(losses));
    value.set("hardest", to_val(hardest.samples()));
    return success(value);
  });
}

/// The RankedSamples of `inputs` nearest to `sample` in a layer's space. `cosine`: by direction.
val nearest(const ModelHandle& handle, int layer, const val& sample, const val& inputs, bool cosine,
            int count) {
  return guarded([&] {
    const std::vector<float> samples = floats_of(inputs);
    auto created =
        NearestSamples::create(handle.model->shared_plan(), handle.model->parameters(), layer,
                               floats_of(sample), cosine ? Distance::cosine : Distance::euclidean, count);
    if (!created) return failure(created.error());
    const std::size_t size = sample_size(handle);
    const Status status = in_slices(
        samples.size() / size, NearestSamples::kLargestSlice, [&](std::size_t first, std::size_t n) {
          return created.value().add(static_cast<std::int64_t>(first),
                                     std::span(samples).subspan(first * size, n * size));
        });
    return status ? success(to_val(created.value().samples())) : failure(status.error());
  });
}

val saliency(const ModelHandle& handle, const val& sample, int output) {
  return guarded([&] {
    return answer(
        find_saliency(handle.model->shared_plan(), handle.model->parameters(), floats_of(sample), output));
  });
}

/// `options`: {patch: [height, width], strides, fill}.
val occlusion(const ModelHandle& handle, const val& sample, int output, const val& options) {
  return guarded([&] {
    const auto size2 = [&](const char* name) -> Size2 {
      return {options[name][0].as<int>(), options[name][1].as<int>()};
    };
    auto created = Occlusion::create(
        handle.model->shared_plan(), handle.model->parameters(), floats_of(sample), output,
        {.patch = size2("patch"), .strides = size2("strides"), .fill = number<float>(options, "fill")});
    if (!created) return failure(created.error());
    while (created.value().advance()) {
    }
    return success(to_val(created.value().map()));
  });
}

/// {input, activations}. `options`: those of ActivationMaximizationOptions.
val maximize(const ModelHandle& handle, int layer, int unit, const val& options) {
  return guarded([&] {
    const ActivationMaximizationOptions wanted{.steps = number<int>(options, "steps"),
                                               .rate = number<float>(options, "rate"),
                                               .decay = number<float>(options, "decay"),
                                               .blur = number<float>(options, "blur"),
                                               .minimum = number<float>(options, "minimum"),
                                               .maximum = number<float>(options, "maximum"),
                                               .seed = number<std::uint64_t>(options, "seed")};
    auto created = ActivationMaximization::create(handle.model->shared_plan(), handle.model->parameters(),
                                                  layer, unit, wanted);
    if (!created) return failure(created.error());
    while (created.value().advance(wanted.steps)) {
    }
    val value = val::object();
    value.set("input", copy_of(created.value().input()));
    value.set("activations", copy_of(created.value().activations()));
    return success(value);
  });
}

/// A Trace of one sample. `quantity`: "output", "input_gradient", or the name of a tensor: its gradient.
val trace(const ModelHandle& handle, const val& sample, const val& target, int layer,
          const std::string& quantity, double place, int most_terms) {
  return guarded([&] {
    const TargetRoom room(target);
    const auto created = SampleTrace::create(handle.model->shared_plan(), handle.model->config().loss,
                                             handle.model->parameters(), floats_of(sample), room.all());
    if (!created) return failure(created.error());
    const auto at = static_cast<std::int64_t>(place);
    if (quantity == "output") return answer(created.value().output(layer, at, most_terms));
    if (quantity == "input_gradient") return answer(created.value().input_gradient(layer, at, most_terms));
    return answer(created.value().parameter_gradient(layer, quantity, at, most_terms));
  });
}

/// {gradients, layers}: `count` places of every tensor, drawn by the seed, checked on a batch.
val check_gradients(const ModelHandle& handle, const val& inputs, const val& targets, int count,
                    double seed) {
  return guarded([&] {
    const TargetRoom room(targets);
    const Model& model = *handle.model;
    auto created = GradientCheck::create(
        model.shared_plan(), model.config().loss, handle.model->parameters(), floats_of(inputs), room.all(),
        random_places(model.plan(), count, static_cast<std::uint64_t>(seed)));
    if (!created) return failure(created.error());
    constexpr int kAtOnce = 1000;
    while (created.value().advance(kAtOnce)) {
    }
    val value = val::object();
    value.set("gradients", to_val(created.value().gradients()));
    value.set("layers", to_val(created.value().layers()));
    return success(value);
  });
}

/// The ScalarNodes of {inputs: [{name, value}], operations: [{name, op, inputs}]}.
val scalar_graph(const val& description) {
  return guarded([&] {
    ScalarGraph graph;
    for (const val& input : emscripten::vecFromJSArray<val>(description["inputs"])) {
      graph.inputs.push_back({input["name"].as<std::string>(), input["value"].as<double>()});
    }
    for (const val& operation : emscripten::vecFromJSArray<val>(description["operations"])) {
      graph.operations.push_back({operation["name"].as<std::string>(), operation["op"].as<std::string>(),
                                  emscripten::vecFromJSArray<std::string>(operation["inputs"])});
    }
    return answer(run(graph));
  });
}

EMSCRIPTEN_BINDINGS(glassbox_inspect) {
  emscripten::function("report", &report);
  emscripten::function("parameters", &parameters);
  emscripten::function("updates", &updates);
  emscripten::function("sample_losses", &sample_losses);
  emscripten::function("nearest", &nearest);
  emscripten::function("saliency", &saliency);
  emscripten::function("occlusion", &occlusion);
  emscripten::function("maximize", &maximize);
  emscripten::function("trace", &trace);
  emscripten::function("check_gradients", &check_gradients);
  emscripten::function("scalar_graph", &scalar_graph);
}

}  // namespace
}  // namespace glassbox::wasm
