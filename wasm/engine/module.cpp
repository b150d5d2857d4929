#include <emscripten/bind.h>

#include "engine/data/chunk.h"
#include "engine/model/schema.h"
#include "engine/session/codec.h"
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

/// Keras' names of all optimizers.
val optimizers() {
  val list = val::array();
  for (const Schema& schema : optimizer_schemas()) list.call<void>("push", schema.class_name);
  return list;
}

std::string version() {
  return "0.1.0";
}

EMSCRIPTEN_BINDINGS(glassbox_module) {
  emscripten::function("open_chunk", &open_chunk);
  emscripten::function("optimizers", &optimizers);
  emscripten::function("version", &version);
  emscripten::function("typescript_types", &typescript_types);
}

}  // namespace
}  // namespace glassbox::wasm
