#include "ui/panels/model_edits.h"

#include <doctest.h>

#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/schema.h"

namespace glassbox::ui {
namespace {

ModelSpec compiled(const ModelSpec& spec) {
  const auto plan = Plan::compile(spec);
  REQUIRE(plan.ok());
  return plan.value()->spec();
}

std::vector<std::string> classes(const ModelSpec& model) {
  std::vector<std::string> names;
  for (const LayerSpec& layer : model.layers) names.push_back(layer.class_name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a layer leaves and the row closes") {
  const ModelSpec model = with_layer_removed(compiled(course_cnn()), 1);
  CHECK(classes(model) == Names{"Conv2D", "Flatten", "Dense"});
  CHECK(Plan::compile(model).ok());
}

TEST_CASE("a flatten that leaves is missed by the dense layer behind it") {
  const auto plan = Plan::compile(with_layer_removed(compiled(course_cnn()), 2));
  REQUIRE_FALSE(plan.ok());
  CHECK(plan.error().code == "dense.needs_flat_input");
  CHECK(plan.error().layer == 2);
}

TEST_CASE("a new layer goes where it can work") {
  const ModelSpec cnn = compiled(course_cnn());
  const ModelSpec deeper = with_layer_added(cnn, "Conv2D");
  CHECK(classes(deeper) == Names{"Conv2D", "MaxPooling2D", "Conv2D", "Flatten", "Dense"});
  CHECK(Plan::compile(deeper).ok());

  const ModelSpec wider = with_layer_added(cnn, "Dense");
  CHECK(classes(wider) == Names{"Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"});
  CHECK(Plan::compile(wider).ok());
}

TEST_CASE("every kind of layer can be added to the course's CNN, but for what needs two inputs") {
  for (const Schema& schema : layer_schemas()) {
    CAPTURE(schema.class_name);
    const auto plan = Plan::compile(with_layer_added(compiled(course_cnn()), schema.class_name));
    CHECK(plan.ok() == !schema.merges);
    if (schema.merges) CHECK(plan.error().code == "layer.input_count");
  }
}

TEST_CASE("layers change places, but not beyond the ends") {
  const ModelSpec cnn = compiled(course_cnn());
  CHECK(classes(with_layer_moved(cnn, 1, -1)) == Names{"MaxPooling2D", "Conv2D", "Flatten", "Dense"});
  CHECK(Plan::compile(with_layer_moved(cnn, 1, -1)).ok());
  CHECK(with_layer_moved(cnn, 0, -1) == cnn);
  CHECK(with_layer_moved(cnn, 3, 1) == cnn);
}

TEST_CASE("a branch keeps its other inputs when a layer leaves") {
  ModelSpec model{.input_shape = {4}, .layers = {}};
  const auto dense = [](const char* name, Names inputs) {
    LayerSpec layer{"Dense", name, std::move(inputs), {}};
    layer.set("units", Value::of(std::int64_t{4}));
    return layer;
  };
  model.layers = {dense("a", {"input"}), dense("b", {"a"}), {"Add", "sum", {"a", "b"}, {}}};
  const ModelSpec shorter = with_layer_removed(model, 1);
  CHECK(shorter.layers.back().inputs == Names{"a", "a"});
}

TEST_CASE("a preset is recognised by its layers, not by their names") {
  CHECK(same_layers(course_cnn(), compiled(course_cnn())));
  CHECK_FALSE(same_layers(course_cnn(), mlp()));
  ModelSpec other = compiled(course_cnn());
  other.layers[0].set("filters", Value::of(std::int64_t{8}));
  CHECK_FALSE(same_layers(course_cnn(), other));
}

TEST_CASE("a preset is chosen when its layers are on screen and were not refused") {
  Draft<ModelSpec> draft;
  draft.value = compiled(course_cnn());
  CHECK(is_chosen(draft, course_cnn()));
  CHECK_FALSE(is_chosen(draft, mlp()));
  draft.refusals = {{"model.too_large", {"1545", "1024"}, -1, {}}};
  CHECK_FALSE(is_chosen(draft, course_cnn()));
}

}  // namespace glassbox::ui
