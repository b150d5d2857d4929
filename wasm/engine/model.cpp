#include "engine/train/model.h"

#include <emscripten/bind.h>

#include <numeric>

#include "engine/base/error_codes.h"
#include "engine/data/augment.h"
#include "engine/data/normalization.h"
#include "engine/model/settings.h"
#include "engine/train/early_stopping.h"
#include "engine/train/state.h"
#include "engine/train/team_tuner.h"
#include "engine/train/trainer.h"
#include "wasm/engine/boundary.h"
#include "wasm/engine/model_handle.h"
#include "wasm/engine/team.h"

namespace glassbox::wasm {
namespace {

/// Model for the JavaScript API. Samples come as Float32Array, or as Uint8Array of pixels; labels as
/// Uint8Array. All errors that come from the caller's data are found here.
class ModelBinding : public ModelHandle {
 public:
  /// Called once, first. Both arguments are JSON.
  val create(const std::string& spec, const std::string& settings) {
    return guarded([&] {
      Result<ModelSpec> parsed = parse_model_spec(spec);
      if (!parsed) return failure(parsed.error());
      Result<TrainingConfig> config = parse_training_config(settings);
      if (!config) return failure(config.error());
      Result<std::unique_ptr<Model>> created = Model::create(parsed.value(), config.value());
      if (!created) return failure(created.error());
      model = std::move(created).value();
      model->set_team(team());
      training = std::make_shared<const TrainingConfig>(model->config());
      return success(describe());
    });
  }
  val configure(const std::string& settings) {
    return guarded([&] {
      const Result<TrainingConfig> config = parse_training_config(settings);
      if (!config) return failure(config.error());
      if (const Status status = model->configure(config.value()); !status) return failure(status.error());
      training = std::make_shared<const TrainingConfig>(config.value());
      return success();
    });
  }

  /// One optimizer step on a batch; the value is {loss, accuracy, finite}. `targets` are labels (Uint8Array),
  /// values (Float32Array), or null: the inputs themselves.
  /// `samples`: their numbers in the training set (Uint32Array), where they are to be augmented; else null.
  val step(const val& inputs, const val& targets, const val& samples) {
    return guarded([&] {
      const std::int64_t n = length_of(inputs) / sample_size();
      const auto batch = static_cast<std::int64_t>(model->batch_labels().size());
      if (n < 1 || n > batch) {
        return failure(make_error("input.batch", {std::to_string(n), std::to_string(batch)}));
      }
      const Status read = read_targets(targets, n, model->batch_labels().first(static_cast<std::size_t>(n)),
                                       model->batch_targets());
      if (!read) return failure(read.error());
      const auto room = model->batch_inputs().first(static_cast<std::size_t>(n * sample_size()));
      if (const Status status = read_inputs(inputs, room); !status) return failure(status.error());
      if (augmenter_ && !samples.isNull()) {
        const auto numbers = emscripten::convertJSArrayToNumberVector<std::uint32_t>(samples);
        augmenter_->augment(model->steps(), numbers, pixel_values_, room.data());
      }
      if (history) {
        const auto taken = static_cast<std::int64_t>(model->steps());
        if (history->wants(taken, model->state().size())) remember();
        history->go_on(taken, training);
      }
      const Model::Target kind = kind_of(targets);
      const StepResult result =
          tuner_.take(static_cast<double>(n), [&] { return model->step(static_cast<int>(n), kind); });
      if (history && result.finite) {
        present = {.step = static_cast<std::int64_t>(model->steps()),
                   .loss = static_cast<float>(result.loss),
                   .accuracy = static_cast<float>(result.correct) / static_cast<float>(n)};
      }
      val value = val::object();
      value.set("loss", result.loss);
      value.set("accuracy", static_cast<double>(result.correct) / static_cast<double>(n));
      value.set("finite", result.finite);
      return success(value);
    });
  }
  /// How the steps that name their samples change them: an Augmentation as JSON; "{}" ends it.
  val augment(const std::string& settings) {
    return guarded([&] {
      const Result<std::vector<Attribute>> config = parse_settings(settings);
      if (!config) return failure(config.error());
      const Result<Settings> read = Settings::read(augmentation_schema(), config.value());
      if (!read) return failure(read.error());
      Augmentation augmentation;
      Augmentation::fields(augmentation,
                           [&](const char* name, double& value) { value = read.value().real(name); });
      const Shape shape = model->plan().input_shape();
      augmenter_.reset();
      if (augmentation == Augmentation{}) return success();
      if (shape.rank() != 3) return failure(make_error("augmentation.needs_images", {shape.to_string()}));
      augmenter_.emplace(augmentation, shape, model->config().seed);
      return success();
    });
  }
  /// How pixels count: (pixel - shift) / scale, channel by channel (Float32Array each).
  val normalize(const val& shift, const val& scale) {
    return guarded([&] {
      Normalization normalization{std::vector<float>(static_cast<std::size_t>(length_of(shift))), {}};
      normalization.scale.resize(normalization.shift.size());
      copy_into(std::span(normalization.shift), shift);
      copy_into(std::span(normalization.scale), scale);
      pixel_values_ = PixelValues(normalization);
      return success();
    });
  }

  /// Whether the loss can compare with targets of that kind.
  [[nodiscard]] val check_targets(const val& targets) const {
    return outcome(model->check_target(kind_of(targets)));
  }
  /// After the last step of an epoch with that loss (of the validation data, where it was `tested` on any):
  /// whether training ends early.
  bool end_epoch(double loss, double accuracy, bool tested) {
    model->end_epoch();
    if (present && tested) {
      present->tested = true;
      present->test_loss = static_cast<float>(loss);
      present->test_accuracy = static_cast<float>(accuracy);
      remember();
    }
    return stopping_.ends(model->config().early_stopping, loss);
  }
  void begin_fit() { stopping_.reset(); }
  [[nodiscard]] double learning_rate() const { return model->learning_rate(); }
  [[nodiscard]] double steps() const { return static_cast<double>(model->steps()); }

  /// The order in which fit() visits `chunk_sizes` samples in an epoch: uint32.
  val epoch_order(double epoch, const val& chunk_sizes) {
    return guarded([&] {
      const auto sizes = emscripten::vecFromJSArray<std::int32_t>(chunk_sizes);
      EpochOrder order(model->config().seed, sizes);
      return success(copy_of(std::span<const std::uint32_t>(order.order(static_cast<std::uint64_t>(epoch)))));
    });
  }

  /// The outputs, [n, output_shape].
  val predict(const val& inputs) {
    return guarded([&] {
      if (const Status read = read_samples(inputs); !read) return failure(read.error());
      const std::int64_t n = static_cast<std::int64_t>(samples_.size()) / sample_size();
      values_.resize(static_cast<std::size_t>(n * model->plan().output_size()));
      model->predict(samples_.data(), n, values_.data());
      return success(copy_of(std::span<const float>(values_)));
    });
  }
  /// Sums over the samples, to be divided by their number: an Evaluation (engine/train/metrics.h).
  val evaluate(const val& inputs, const val& targets) {
    return guarded([&] {
      const std::int64_t n = length_of(inputs) / sample_size();
      labels_.resize(static_cast<std::size_t>(n));
      values_.resize(static_cast<std::size_t>(n * model->plan().output_size()));
      if (const Status read = read_targets(targets, n, labels_, values_); !read) return failure(read.error());
      if (const Status read = read_samples(inputs); !read) return failure(read.error());
      const Model::Target kind = kind_of(targets);
      Evaluation sums;
      model->evaluate(samples_.data(),
                      {.labels = kind == Model::Target::label ? labels_.data() : nullptr,
                       .values = kind == Model::Target::value ? values_.data() : nullptr},
                      n, sums);
      return success(to_val(sums));
    });
  }
  /// A layer's output for one sample.
  val layer_output(const val& sample, int layer) {
    return guarded([&] {
      if (const Status read = read_samples(sample); !read) return failure(read.error());
      if (static_cast<std::int64_t>(samples_.size()) != sample_size()) {
        return failure(wrong_size(static_cast<std::int64_t>(samples_.size())));
      }
      return success(copy_of(model->layer_output(samples_.data(), layer)));
    });
  }

  /// {layer, name, shape, values} for every parameter tensor.
  val weights() {
    return guarded([&] { return success(tensors(model->parameters(), false)); });
  }
  /// The same for the gradients of the last step.
  val gradients() {
    return guarded([&] { return success(tensors(model->gradients(), true)); });
  }
  /// Replaces the values of the tensor at `index` of weights().
  val set_weights(int index, const val& values) {
    return guarded([&] {
      const ParameterSlice& slice = model->plan().parameters()[static_cast<std::size_t>(index)];
      const auto size = static_cast<std::size_t>(slice.parameter.shape.size());
      const std::int64_t length = length_of(values, ArrayType::floats);
      if (length != static_cast<std::int64_t>(size)) {
        return failure(
            make_error("weights.shape", {slice.layer + "." + slice.parameter.name,
                                         slice.parameter.shape.to_string(), std::to_string(length)}));
      }
      copy_into(model->parameters().subspan(slice.offset, size), values);
      return success();
    });
  }

  /// The state's bytes.
  val state() {
    return guarded([&] { return success(copy_of(model->state())); });
  }
  val restore(const val& state) {
    return guarded([&] { return outcome(model->restore(bytes_of(state))); });
  }
  [[nodiscard]] std::string fingerprint() const { return hexadecimal(model->fingerprint()); }

 private:
  [[nodiscard]] std::int64_t sample_size() const { return model->plan().input_shape().size(); }

  [[nodiscard]] Error wrong_size(std::int64_t length) const {
    return make_error("input.size",
                      {std::to_string(std::max<std::int64_t>(length, 0)), std::to_string(sample_size())});
  }

  /// Converts as many samples as `target` has room for.
  [[nodiscard]] Status read_inputs(const val& inputs, std::span<float> target) {
    if (length_of(inputs, ArrayType::floats) == static_cast<std::int64_t>(target.size())) {
      copy_into(target, inputs);
      return Done{};
    }
    if (length_of(inputs, ArrayType::bytes) != static_cast<std::int64_t>(target.size())) {
      return wrong_size(static_cast<std::int64_t>(inputs["length"].as<double>()));
    }
    pixels_.resize(target.size());
    copy_into(std::span(pixels_), inputs);
    pixel_values_.convert(pixels_, target.data());
    return Done{};
  }

  /// Any number of whole samples, into samples_.
  [[nodiscard]] Status read_samples(const val& inputs) {
    const std::int64_t length =
        std::max(length_of(inputs, ArrayType::floats), length_of(inputs, ArrayType::bytes));
    if (length < 0 || length % sample_size() != 0) return wrong_size(length);
    samples_.resize(static_cast<std::size_t>(length));
    return read_inputs(inputs, samples_);
  }

  static Model::Target kind_of(const val& targets) {
    if (targets.isNull() || targets.isUndefined()) return Model::Target::input;
    return length_of(targets, ArrayType::bytes) >= 0 ? Model::Target::label : Model::Target::value;
  }

  /// The targets of n samples into the room of their kind.
  [[nodiscard]] Status read_targets(const val& targets, std::int64_t n, std::span<std::uint8_t> labels,
                                    std::span<float> values) {
    const Model::Target kind = kind_of(targets);
    if (Status status = model->check_target(kind); !status) return status;
    if (kind == Model::Target::input) return Done{};
    const std::int64_t wanted = kind == Model::Target::label ? n : n * model->plan().output_size();
    if (length_of(targets) != wanted) {
      return make_error("input.targets", {std::to_string(length_of(targets)), std::to_string(wanted)});
    }
    if (kind == Model::Target::value) {
      copy_into(values.first(static_cast<std::size_t>(wanted)), targets);
      return Done{};
    }
    copy_into(labels, targets);
    const auto largest = std::ranges::max_element(labels);
    if (largest != labels.end() && *largest >= model->plan().classes()) {
      return make_error("input.label",
                        {std::to_string(*largest), std::to_string(model->plan().classes() - 1)});
    }
    return Done{};
  }

  [[nodiscard]] val describe() const {
    const Plan& plan = model->plan();
    val layers = val::array();
    for (const LayerSummary& row : plan.summary()) {
      val layer = val::object();
      layer.set("name", row.name);
      layer.set("class_name", row.class_name);
      layer.set("output_shape", array_of(row.output_shape));
      layer.set("parameters", static_cast<double>(row.parameters));
      layers.call<void>("push", layer);
    }
    val value = val::object();
    value.set("spec", to_json(plan.spec()));
    value.set("classes", plan.classes());
    value.set("output_size", plan.output_size());
    value.set("batch_size", static_cast<double>(model->config().batch_size));
    value.set("parameters", static_cast<double>(plan.parameter_count()));
    value.set("layers", layers);
    return value;
  }

  [[nodiscard]] val tensors(std::span<const float> vector, bool trainable_only) const {
    val list = val::array();
    for (const ParameterSlice& slice : model->plan().parameters()) {
      if (trainable_only && !slice.parameter.trainable) continue;
      const Shape& shape = slice.parameter.shape;
      val tensor = val::object();
      tensor.set("layer", slice.layer);
      tensor.set("name", slice.parameter.name);
      tensor.set("shape", array_of(shape.sizes()));
      tensor.set("values", copy_of(vector.subspan(slice.offset, static_cast<std::size_t>(shape.size()))));
      list.call<void>("push", tensor);
    }
    return list;
  }

  TeamTuner tuner_{team()};
  StoppingRule stopping_;
  PixelValues pixel_values_;
  std::optional<Augmenter> augmenter_;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint8_t> labels_;
  std::vector<float> samples_;
  std::vector<float> values_;
};

EMSCRIPTEN_BINDINGS(glassbox_model) {
  emscripten::class_<ModelHandle>("ModelHandle");
  emscripten::class_<ModelBinding, emscripten::base<ModelHandle>>("Model")
      .constructor<>()
      .function("create", &ModelBinding::create)
      .function("configure", &ModelBinding::configure)
      .function("step", &ModelBinding::step)
      .function("augment", &ModelBinding::augment)
      .function("normalize", &ModelBinding::normalize)
      .function("check_targets", &ModelBinding::check_targets)
      .function("end_epoch", &ModelBinding::end_epoch)
      .function("begin_fit", &ModelBinding::begin_fit)
      .function("learning_rate", &ModelBinding::learning_rate)
      .function("steps", &ModelBinding::steps)
      .function("epoch_order", &ModelBinding::epoch_order)
      .function("predict", &ModelBinding::predict)
      .function("evaluate", &ModelBinding::evaluate)
      .function("layer_output", &ModelBinding::layer_output)
      .function("weights", &ModelBinding::weights)
      .function("gradients", &ModelBinding::gradients)
      .function("set_weights", &ModelBinding::set_weights)
      .function("state", &ModelBinding::state)
      .function("restore", &ModelBinding::restore)
      .function("fingerprint", &ModelBinding::fingerprint);
}

}  // namespace
}  // namespace glassbox::wasm
