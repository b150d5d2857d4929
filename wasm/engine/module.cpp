#include <emscripten/bind.h>

#include "engine/data/chunk.h"
#include "engine/model/schema.h"
#include "engine/session/codec.h"
#include "wasm/engine/boundary.h"

namespace glassbox::wasm {
namespace {

/// A data set's chunk file, opened for JavaScript.
class ChunkBinding {
 public:
  /// The value is {samples, shape, classes, labels: view, pixels: view}.
  val open(const val& file) {
    return guarded([&] {
      file_ = bytes_of(file);
      const Result<Chunk> decoded = decode_chunk(file_);
      if (!decoded) return failure(decoded.error());
      const Chunk& chunk = decoded.value();
      val value = val::object();
      value.set("samples", chunk.samples);
      value.set("shape", array_of(std::vector<std::int64_t>{chunk.height, chunk.width, chunk.channels}));
      value.set("classes", chunk.classes);
      value.set("labels", view_of(chunk.labels));
      value.set("pixels", view_of(chunk.pixels));
      return success(value);
    });
  }

 private:
  std::vector<std::byte> file_;
};

/// Keras' names of all there are.
val class_names(std::span<const Schema> schemas) {
  val list = val::array();
  for (const Schema& schema : schemas) list.call<void>("push", schema.class_name);
  return list;
}

EMSCRIPTEN_BINDINGS(glassbox_module) {
  emscripten::class_<ChunkBinding>("Chunk").constructor<>().function("open", &ChunkBinding::open);
  emscripten::function(
      "optimizers", +[] { return class_names(optimizer_schemas()); });
  emscripten::function(
      "layers", +[] { return class_names(layer_schemas()); });
  emscripten::function("typescript_types", &typescript_types);
}

}  // namespace
}  // namespace glassbox::wasm
