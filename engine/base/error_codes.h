#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.h"

namespace glassbox {

/// One kind of error. The UI has a sentence for each, with {0}, {1}, ... where the arguments go.
struct ErrorCode {
  std::string_view code;
  std::size_t arguments;
  std::string_view meaning;
};

/// Every error code there is. Sizes are written as "5x5" and shapes as Shape::to_string() does.
inline constexpr ErrorCode kErrorCodes[] = {
    // JSON texts: model specs and training configs
    {"spec.too_long", 2, "the text has {0} bytes, at most {1} are read"},
    {"spec.not_json", 0, "the text is no JSON object, or far larger than any spec"},
    {"spec.version", 2, "the spec's version is {0}, this engine reads {1}"},
    {"spec.field", 1, "the field {0} is missing, unknown or of the wrong type"},
    // the model as a whole
    {"model.input_shape", 1, "an input has one to three sizes from 1 to {0}"},
    {"model.input_too_large", 2, "one sample has {0} values, at most {1} are possible"},
    {"model.no_layers", 0, "a model needs a layer"},
    {"model.too_many_layers", 2, "{0} layers, at most {1} are possible"},
    {"model.too_many_parameters", 2, "{0} parameters up to this layer, at most {1} are possible"},
    {"model.nothing_to_train", 0, "no layer of the model has a parameter to learn"},
    {"model.output_not_classes", 2, "the last layer gives {0} instead of a flat vector of 2 to {1} classes"},
    {"model.too_large", 2, "training needs {0} MiB, at most {1} are possible"},
    // a layer and its place in the graph
    {"layer.unknown_class", 1, "there is no layer {0}"},
    {"layer.bad_name", 2, "the name {0} is not made of 1 to {1} letters, digits, '_', '-' and '.'"},
    {"layer.duplicate_name", 1, "the name {0} is used twice, or is the model's input"},
    {"layer.unknown_input", 1, "no earlier layer is called {0}"},
    {"layer.input_count", 2, "the layer has {0} inputs and needs {1} (\"2+\": two or more)"},
    {"layer.unused", 1, "no layer takes the output of {0}, and it is not the last"},
    {"layer.needs_image_input", 1, "the layer needs (height, width, channels), its input is {0}"},
    {"layer.output_too_large", 3, "the output {0} passes a limit: {1} an axis, {2} values"},
    {"dense.needs_flat_input", 1,
     "a dense layer needs a flat vector, its input is {0}: a Flatten is missing"},
    {"conv2d.kernel_larger_than_input", 2, "the kernel {0} is larger than its input {1}"},
    {"conv2d.dilated_kernel_larger_than_input", 3,
     "the kernel {0}, dilated, reaches over {1}, more than its input {2}"},
    {"conv2d.padded_input_too_large", 2, "with its zeros around, the input is {0}: more than {1} values"},
    {"conv2d.padding_twice", 0, "zero_padding wants the padding \"valid\""},
    {"conv2d.strides_and_dilation", 0, "strides and a dilation above 1 exclude each other"},
    {"conv2d.groups", 3, "{0} groups do not divide {1} channels and {2} filters"},
    {"pooling.window_larger_than_input", 2, "the pooling window {0} is larger than its input {1}"},
    {"reshape.target_shape", 1, "a target shape has one to {0} sizes from 1 on, and one may be -1: the rest"},
    {"reshape.sizes_differ", 3, "the {1} values of {0} do not fill {2}"},
    {"prelu.shared_axes", 2, "there is no axis {0}, the input has {1}"},
    {"initializer.too_large", 2, "the initializer {0} would take too long for a matrix of {1}"},
    {"recurrent.needs_sequence_input", 2,
     "a recurrent layer needs (time, features), its input is {0}: a Reshape to {1} is missing"},
    {"add.shapes_differ", 2, "inputs of the shapes {0} and {1} cannot be added"},
    {"subtract.shapes_differ", 2, "an input of the shape {1} cannot be subtracted from one of {0}"},
    {"multiply.shapes_differ", 2, "inputs of the shapes {0} and {1} cannot be multiplied"},
    {"concatenate.shapes_differ", 2, "inputs of the shapes {0} and {1} differ in more than their last axis"},
    // what is compiled with the model
    {"optimizer.unknown_class", 1, "there is no optimizer {0}"},
    {"loss.unknown_class", 1, "there is no loss {0}"},
    {"loss.needs_labels", 1, "the loss {0} compares with classes, not with values"},
    {"loss.target_shape", 2, "the loss compares with values of the shape {0}, the output is {1}"},
    {"schedule.unknown_class", 1, "there is no learning-rate schedule {0}"},
    {"clipping.several", 0, "gradients can be clipped in one way only"},
    // a parameter of a layer, an optimizer or the training config
    {"parameter.unknown", 2, "{1} has no parameter {0}"},
    {"parameter.duplicate", 1, "the parameter {0} is given twice"},
    {"parameter.missing", 1, "the parameter {0} is needed"},
    {"parameter.not_boolean", 0, "the value must be true or false"},
    {"parameter.not_integer", 0, "the value must be a whole number"},
    {"parameter.not_number", 0, "the value must be a finite number"},
    {"parameter.not_integers", 0, "the value must be a list of whole numbers"},
    {"parameter.not_size", 0, "the value must be one whole number or two, [height, width]"},
    {"parameter.range", 3, "{0} is outside of {1} to {2}"},
    {"parameter.choice", 2, "{0} is none of {1}"},
    // a saved state
    {"state.truncated", 2, "the state has {0} bytes instead of {1}"},
    {"state.format", 0, "the bytes are no state of this version"},
    {"state.other_model", 0, "the state belongs to another model or optimizer"},
    {"state.not_finite", 0, "the state holds numbers that are not finite"},
    // a data set for a model
    {"data.image_shape", 2, "the samples are {0}, the model's input is {1}"},
    {"data.too_many_classes", 2, "the data has {0} classes, the model tells {1} apart"},
    {"data.bad_image_shape", 1, "a sample needs a height, a width and channels, each from 1 to {0}"},
    {"data.classes", 2, "{0} classes, 2 to {1} are possible"},
    {"data.chunk_sizes", 1, "there are at most {0} chunks, and each holds a sample"},
    {"data.too_large", 1, "the data set needs more than {0} MiB"},
    {"data.chunk_index", 2, "there is no chunk {0}, the data set has {1}"},
    {"data.chunk_mismatch", 1, "the file of chunk {0} belongs to another data set"},
    {"data.incomplete", 2, "{0} of {1} samples have arrived, and all are needed"},
    {"data.normalization", 1,
     "a shift and a scale, finite and not 0, are needed for one or all of {0} channels"},
    {"toy.unknown_class", 1, "there is no toy data set {0}"},
    {"image.size", 2, "the image is {0}; each side has 1 to {1} pixels"},
    {"image.channels", 1, "an image has one channel (grey) or four (RGBA), not {0}"},
    {"image.bytes", 2, "the image has {0} bytes instead of {1}"},
    {"image.class_name", 1, "the name of a class has 1 to {0} bytes"},
    {"chunk.truncated", 2, "the data file ends after {0} bytes, {1} were expected"},
    {"chunk.format", 0, "the file is no data file"},
    {"chunk.checksum", 0, "the data file is damaged: its checksum does not fit"},
    {"chunk.label", 2, "the data file has the label {0}, labels are below {1}"},
    // messages to and from a session
    {"message.version", 2, "the message's version is {0}, this engine reads {1}"},
    {"message.truncated", 0, "the message ends too early"},
    {"message.unknown", 0, "the message holds an unknown command or value"},
    {"message.trailing", 1, "the message has {0} bytes too many"},
    {"message.too_long", 2, "the command has {0} bytes, at most {1} are read"},
    {"message.not_json", 0, "the command is no JSON object, or nests too deeply"},
    {"message.field", 1, "the field {0} of the command is unknown or of the wrong type"},
    // a session's commands, and its saved runs
    {"step.count", 1, "the number of steps is {0}, and must be at least 1"},
    {"history.not_recorded", 1, "nothing is recorded of step {0}"},
    {"draw.too_many_points", 1, "a drawing has at most {0} points"},
    {"digit.not_available", 1, "the test set has no digit {0}, or it has not arrived yet"},
    {"run.format", 0, "the bytes are no saved run, or damaged"},
    {"run.version", 2, "the saved run's version is {0}, this engine reads {1}"},
    // looking into a model
    {"inspect.layer", 2, "there is no layer {0}, the model has {1}"},
    {"inspect.unit", 2, "there is no unit {0}, the layer has {1}"},
    {"inspect.value", 2, "there is no value {0}, the tensor has {1}"},
    {"inspect.no_tensor", 2, "the layer {0} has no tensor {1}"},
    {"inspect.not_traceable", 1, "a layer {0} has no sums of products to list"},
    {"inspect.patch", 2, "the patch {0} is larger than the input {1}"},
    {"inspect.not_trainable", 2, "{1} of the layer {0} is not learnt by gradients"},
    {"input.label_count", 2, "{0} labels for {1} samples"},
    {"input.target_size", 2, "{0} target values for outputs of {1} values"},
    // a graph of numbers
    {"scalar.too_many_nodes", 2, "{0} nodes, at most {1} are possible"},
    {"scalar.no_operation", 0, "the graph computes nothing"},
    {"scalar.duplicate_name", 1, "the name {0} is used twice"},
    {"scalar.unknown_op", 1, "there is no operation {0} on numbers"},
    {"scalar.unknown_input", 2, "{0} reads {1}, and no earlier node is called so"},
    {"scalar.input_count", 2, "{0} has {1} inputs, which its operation cannot read"},
    // links
    {"link.too_long", 2, "the link has {0} bytes, at most {1} are read"},
    {"link.version", 2, "the link's version is {0}, this page reads {1}"},
    {"link.format", 0, "the link is damaged"},
    // what the page and the JavaScript API find out themselves
    {"engine.out_of_memory", 0, "the browser gave no more memory"},
    {"data.fetch_failed", 2, "the file {0} did not arrive: {1}"},
    {"data.damaged", 1, "the file {0} arrived damaged"},
    {"input.batch", 2, "{0} samples are no batch of 1 to {1}"},
    {"input.size", 2, "{0} values are no whole number of samples of {1}"},
    {"history.budget", 2, "{0} bytes are too few for a history: one moment takes {1}"},
    {"augmentation.needs_images", 1, "only images (height, width, channels) can be augmented, not {0}"},
    {"input.targets", 2, "{0} targets where {1} are needed"},
    {"input.label", 2, "the label {0} is none of 0 to {1}"},
    {"weights.shape", 3, "the tensor {0} has the shape {1}, not {2} values"},
};

namespace detail {
void code_is_missing_in_error_codes();  // declared only: its call is no constant expression
}

/// The name of a listed code; any other text does not compile.
class KnownCode {
 public:
  consteval KnownCode(const char* code) : code_(code) {
    bool listed = false;
    for (const ErrorCode& entry : kErrorCodes) listed = listed || entry.code == code_;
    if (!listed) detail::code_is_missing_in_error_codes();
  }
  [[nodiscard]] constexpr std::string_view text() const { return code_; }

 private:
  std::string_view code_;
};

/// A text from outside, short enough for a sentence: cut between two characters of UTF-8.
inline std::string shortened(std::string text) {
  constexpr std::size_t kLongest = 120;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

inline Error make_error(KnownCode code, std::vector<std::string> arguments = {}, int layer = -1,
                        std::string parameter = {}) {
  for (std::string& argument : arguments) argument = shortened(std::move(argument));
  return {std::string(code.text()), std::move(arguments), layer, shortened(std::move(parameter))};
}

}  // namespace glassbox
