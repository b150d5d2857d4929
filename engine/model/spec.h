#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/tensor/shape.h"

namespace glassbox {

/// A parameter's value in a spec: one of the JSON scalars, or a list of integers ("kernel_size": [5, 5]).
struct Value {
  enum class Kind : std::int32_t { none, boolean, integer, real, text, integers };

  Kind kind = Kind::none;
  std::int64_t integer = 0;  ///< also the boolean, as 0 or 1
  double real = 0;
  std::string text;
  std::vector<std::int64_t> integers;

  static Value of(bool value);
  static Value of(std::int64_t value);
  static Value of(double value);
  static Value of(std::string value);
  static Value of(std::vector<std::int64_t> value);

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("kind", self.kind);
    visit("integer", self.integer);
    visit("real", self.real);
    visit("text", self.text);
    visit("integers", self.integers);
  }
  friend bool operator==(const Value&, const Value&) = default;
};

struct Attribute {
  std::string name;
  Value value;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("name", self.name);
    visit("value", self.value);
  }
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// One layer, by Keras' names: {"class_name": "Conv2D", "name": "conv2d", "config": {"filters": 32, ...}}.
/// What `config` leaves out has the default of the layer's schema (model/schema.h).
struct LayerSpec {
  std::string class_name;
  std::string name;                 ///< unique; given when empty: "conv2d", "conv2d_1", ...
  std::vector<std::string> inputs;  ///< names of earlier layers, or "input"; empty: the layer before
  std::vector<Attribute> config;

  [[nodiscard]] const Value* find(std::string_view attribute) const;
  void set(std::string_view attribute, Value value);

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("class_name", self.class_name);
    visit("name", self.name);
    visit("inputs", self.inputs);
    visit("config", self.config);
  }
  friend bool operator==(const LayerSpec&, const LayerSpec&) = default;
};

/// The model as data: a graph of named layers in an order in which every layer follows its inputs. The last
/// is the output.
struct ModelSpec {
  static constexpr std::int32_t kVersion = 1;

  std::int32_t version = kVersion;
  std::vector<std::int64_t> input_shape;  ///< one sample: {28, 28, 1}
  std::vector<LayerSpec> layers;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("version", self.version);
    visit("input_shape", self.input_shape);
    visit("layers", self.layers);
  }
  friend bool operator==(const ModelSpec&, const ModelSpec&) = default;
};

/// Keras-shaped JSON, in and out: {"version":1,"input_shape":[28,28,1],"layers":[...]}. Errors:
/// "spec.not_json", "spec.version", "spec.field" and those of validation; limits of model/limits.h hold
/// before anything is built.
Result<ModelSpec> parse_model_spec(std::string_view text);
std::string to_json(const ModelSpec& spec);

/// The three models of the course.
ModelSpec linear_classifier();  ///< flatten, dense 10 softmax: 7,850 parameters
ModelSpec mlp();                ///< flatten, dense 128 relu, dense 10 softmax: 101,770 parameters
ModelSpec course_cnn();  ///< conv2d 32 5x5 relu, max-pool 2x2, flatten, dense 10 softmax: 46,922 parameters

}  // namespace glassbox
