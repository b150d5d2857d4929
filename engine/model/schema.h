#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/spec.h"

namespace glassbox {

/// One parameter of a layer, an optimizer or a loss: its type, range, default and names. Editors, validation,
/// exporters and types derive from it.
struct ParameterSchema {
  enum class Type : std::int32_t {
    boolean,
    integer,
    real,
    choice,
    size2,     ///< one integer, or {height, width}
    integers,  ///< a list of integers, or one
  };

  std::string name;  ///< Keras' name
  Type type = Type::integer;
  Value default_value;  ///< of Value::Kind::none where it follows from another parameter (a pool's strides)
  double minimum = 0;
  double maximum = 0;
  /// Of Type::choice. One such as "constant(0.1)" allows any number in its brackets (model/named_number.h).
  std::vector<std::string> choices;
  std::string pytorch;    ///< PyTorch's name for the same thing; empty where it has none
  bool required = false;  ///< Keras has no default: a spec must say it, an editor starts with default_value
};

/// A kind of layer, optimizer, loss or learning-rate schedule.
struct Schema {
  std::string class_name;  ///< Keras' name: "Conv2D", "Adam"
  std::string pytorch;     ///< "torch.nn.Conv2d"
  std::vector<ParameterSchema> parameters;
  std::vector<std::string> aliases = {};  ///< other class names a spec may use: "MaxPool2D"
  bool merges = false;                    ///< a layer of two or more inputs; every other has one

  [[nodiscard]] const ParameterSchema* find(std::string_view parameter) const;
  /// Whether that is its class name or an alias.
  [[nodiscard]] bool is_called(std::string_view name) const;
};

/// Every layer there is, in the order in which editors list them (model/layers/registry.cpp).
std::span<const Schema> layer_schemas();
/// Finds aliases too; null for an unknown name.
const Schema* find_layer_schema(std::string_view class_name);

/// Every optimizer there is (train/optimizers.cpp).
std::span<const Schema> optimizer_schemas();
const Schema* find_optimizer_schema(std::string_view class_name);

/// Every loss there is (train/losses.cpp), and every learning-rate schedule (train/schedules.cpp).
std::span<const Schema> loss_schemas();
std::span<const Schema> schedule_schemas();
const Schema* find_loss_schema(std::string_view class_name);
const Schema* find_schedule_schema(std::string_view class_name);

/// The names an `activation` may have, in the order in which editors list them; "linear" first.
std::span<const std::string> activation_names();

/// The names a `kernel_initializer` may have.
std::span<const std::string> initializer_names();
/// Those of a vector, such as a `bias_initializer`: "orthogonal" is for matrices only.
std::span<const std::string> vector_initializer_names();

}  // namespace glassbox
