#include "ui/panels/refusals.h"

#include <doctest.h>

namespace glassbox::ui {

TEST_CASE(
    "every refusal is shown in one place: beside its field, at its layer, or for the model as a whole") {
  Draft<ModelSpec> draft;
  draft.value = course_cnn();
  const auto refuse = [&draft](const char* code, int layer, const char* parameter) {
    draft.refusals = {{code, {"a", "b"}, layer, parameter}};
  };

  refuse("data.image_shape", -1, "input_shape");
  CHECK(refusals_of_model(draft) == "The digits are a, but the network’s input is b.");
  CHECK(refusals_of_layer(draft, 0).empty());

  refuse("model.no_layers", -1, "");
  CHECK_FALSE(refusals_of_model(draft).empty());

  refuse("layer.duplicate_name", 1, "name");
  CHECK_FALSE(refusals_of_layer(draft, 1).empty());
  CHECK(refusals_of_layer(draft, 0).empty());
  CHECK(refusals_of_model(draft).empty());

  refuse("parameter.not_integer", 0, "filters");
  CHECK(refusals_of_layer(draft, 0).empty());
  CHECK(refusals_of_model(draft).empty());
  CHECK_FALSE(refusal_of(draft.refusals, 0, "filters").empty());

  refuse("layer.unused", 99, "");
  CHECK_FALSE(refusals_of_model(draft).empty());
}

TEST_CASE("a refusal of the training settings that no field shows stands below them") {
  Draft<TrainingConfig> draft;
  draft.value.optimizer.class_name = "Adam";
  draft.refusals = {{"parameter.unknown", {"rho", "Adam"}, -1, "rho"}};
  CHECK(refusals_of_training(draft) == "Adam has no setting called rho.");
  draft.refusals = {{"parameter.not_number", {}, -1, "learning_rate"}};
  CHECK(refusals_of_training(draft).empty());
  draft.refusals = {{"parameter.range", {"0", "1", "4096"}, -1, "batch_size"}};
  CHECK(refusals_of_training(draft).empty());
}

}  // namespace glassbox::ui
