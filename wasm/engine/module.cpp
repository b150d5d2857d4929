#include <emscripten/bind.h>
#include <emscripten/heap.h>
#include <malloc.h>

#include "engine/data/chunk.h"
#include "engine/model/schema.h"
#include "engine/ops/activation/activation.h"
#include "engine/ops/elementwise_loss/elementwise_loss.h"
#include "engine/train/metrics.h"
#include "wasm/engine/boundary.h"

namespace glassbox::wasm {
namespace {

/// A data set's chunk file for JavaScript: {samples, shape, classes, labels, pixels}.
val open_chunk(const val& file) {
  return guarded([&] {
    const std::vector<std::byte> bytes = bytes_of(file);
    const Result<Chunk> decoded = decode_chunk(bytes);
    if (!decoded) return failure(decoded.error());
    const Chunk& chunk = decoded.value();
    val value = val::object();
    value.set("samples", chunk.samples);
    value.set("shape", array_of(std::vector<std::int64_t>{chunk.height, chunk.width, chunk.channels}));
    value.set("classes", chunk.classes);
    value.set("labels", copy_of(chunk.labels));
    value.set("pixels", copy_of(chunk.pixels));
    return success(value);
  });
}

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

val curve(const std::vector<float>& values, const std::vector<float>& slopes) {
  val object = val::object();
  object.set("value", to_val(values));
  object.set("slope", to_val(slopes));
  return success(object);
}

/// Keras' names of all optimizers.
val optimizers() {
  val list = val::array();
  for (const Schema& schema : optimizer_schemas()) list.call<void>("push", schema.class_name);
  return list;
}

/// Keras' names of all learning-rate schedules.
val schedules() {
  val list = val::array();
  for (const Schema& schema : schedule_schemas()) list.call<void>("push", schema.class_name);
  return list;
}

/// Keras' names of all losses, and what else they may be called: [["MeanSquaredError", "mse"], ...].
val losses() {
  val list = val::array();
  for (const Schema& schema : loss_schemas()) {
    std::vector<std::string> names{schema.class_name};
    names.insert(names.end(), schema.aliases.begin(), schema.aliases.end());
    list.call<void>("push", array_of(names));
  }
  return list;
}

/// {value, slope} of an activation at every x (Float32Array), to be plotted.
val activation(const std::string& name, const val& xs) {
  return guarded([&] {
    std::vector<float> points(static_cast<std::size_t>(length_of(xs)));
    copy_into(std::span(points), xs);
    std::vector<float> slopes(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto point = evaluate_activation(name, static_cast<double>(points[i]));
      if (!point) return failure(make_error("parameter.choice", {name, listed(activation_functions())}));
      points[i] = static_cast<float>(point->value);
      slopes[i] = static_cast<float>(point->slope);
    }
    return curve(points, slopes);
  });
}

/// The same of an elementwise loss, by the output at every y for one target.
val loss_curve(const std::string& name, const val& ys, double target) {
  return guarded([&] {
    const auto names = elementwise_losses();
    if (std::ranges::find(names, name) == names.end()) {
      return failure(make_error("parameter.choice", {name, listed(names)}));
    }
    std::vector<float> points(static_cast<std::size_t>(length_of(ys)));
    copy_into(std::span(points), ys);
    std::vector<float> slopes(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const LossPoint point = evaluate_elementwise_loss(name, static_cast<double>(points[i]), target);
      points[i] = static_cast<float>(point.value);
      slopes[i] = static_cast<float>(point.slope);
    }
    return curve(points, slopes);
  });
}

/// {precision, recall, f1, samples} of every class, from a confusion matrix.
val scores(const val& confusion) {
  return to_val(class_scores(emscripten::vecFromJSArray<std::int32_t>(confusion)));
}

/// Bytes of the module's memory: {used, total}.
val memory() {
  val object = val::object();
  object.set("used", static_cast<double>(mallinfo().uordblks));
  object.set("total", static_cast<double>(emscripten_get_heap_size()));
  return object;
}

std::string version() {
  return "0.1.0";
}

EMSCRIPTEN_BINDINGS(glassbox_module) {
  emscripten::function("open_chunk", &open_chunk);
  emscripten::function("optimizers", &optimizers);
  emscripten::function("memory", &memory);
  emscripten::function("losses", &losses);
  emscripten::function("schedules", &schedules);
  emscripten::function("activation", &activation);
  emscripten::function("loss_curve", &loss_curve);
  emscripten::function("class_scores", &scores);
  emscripten::function("version", &version);
}

}  // namespace
}  // namespace glassbox::wasm
