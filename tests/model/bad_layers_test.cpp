// Layers that cannot be built on their input: the reason, and the parameter to mend.
#include <doctest.h>

#include <string>
#include <vector>

#include "engine/model/plan.h"
#include "tests/model/specs.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

struct BadLayer {
  const char* input_shape;
  const char* class_name;
  const char* config;
  const char* code;
  const char* parameter;
  std::vector<std::string> arguments;
};

const std::vector<BadLayer> kConvolutions{
    {"[4,4,1]",
     "Conv2D",
     R"({"filters":4,"kernel_size":[7,3],"zero_padding":1})",
     "conv2d.kernel_larger_than_input",
     "kernel_size",
     {"7x3", "6x6"}},
    {"[28,28,1]",
     "Conv2D",
     R"({"filters":4,"kernel_size":3,"dilation_rate":[1,14]})",
     "conv2d.dilated_kernel_larger_than_input",
     "dilation_rate",
     {"3x3", "3x29", "28x28"}},
    {"[28,28,1]",
     "Conv2D",
     R"({"filters":4,"kernel_size":3,"strides":[1,2],"dilation_rate":[2,1]})",
     "conv2d.strides_and_dilation",
     "dilation_rate",
     {}},
    {"[28,28,1]",
     "Conv2D",
     R"({"filters":4,"kernel_size":3,"padding":"same","zero_padding":[0,1]})",
     "conv2d.padding_twice",
     "zero_padding",
     {}},
    {"[28,28,1]",
     "Conv2D",
     R"({"filters":4,"kernel_size":3,"zero_padding":-1})",
     "parameter.range",
     "zero_padding",
     {"-1", "0", "1024"}},
    {"[28,28,6]",
     "Conv2D",
     R"({"filters":8,"kernel_size":3,"groups":3})",
     "conv2d.groups",
     "groups",
     {"3", "6", "8"}},
    {"[28,28,4]",
     "Conv2D",
     R"({"filters":6,"kernel_size":3,"groups":3})",
     "conv2d.groups",
     "groups",
     {"3", "4", "6"}},
    {"[64,64,1024]",
     "Conv2D",
     R"({"filters":1024,"kernel_size":8})",
     "model.too_many_parameters",
     "kernel_size",
     {"67108864", "33554432"}},
    {"[784]", "DepthwiseConv2D", R"({"kernel_size":3})", "layer.needs_image_input", "", {"(784,)"}},
    {"[28,28,6]",
     "DepthwiseConv2D",
     R"({"kernel_size":3,"depth_multiplier":0})",
     "parameter.range",
     "depth_multiplier",
     {"0", "1", "65536"}},
    {"[28,28,6]",
     "DepthwiseConv2D",
     R"({"kernel_size":3,"groups":6})",
     "parameter.unknown",
     "groups",
     {"groups", "DepthwiseConv2D"}},
    {"[1,4096,2]",
     "Conv2D",
     R"({"filters":8192,"kernel_size":[1,2],"groups":2})",
     "conv2d.padded_input_too_large",
     "kernel_size",
     {"(1, 4096, 8192)", "16777216"}},
    {"[1,1,65536]",
     "DepthwiseConv2D",
     R"({"kernel_size":1024,"padding":"same","depth_multiplier":65536,"dilation_rate":1024})",
     "conv2d.padded_input_too_large",
     "kernel_size",
     {"(1047553, 1047553, 4294967296)", "16777216"}},
    {"[784]",
     "Conv2DTranspose",
     R"({"filters":2,"kernel_size":3})",
     "layer.needs_image_input",
     "",
     {"(784,)"}},
    {"[64,64,1024]",
     "Conv2DTranspose",
     R"({"filters":65536,"kernel_size":1024})",
     "model.too_many_parameters",
     "kernel_size",
     {"70368744177664", "33554432"}},
    {"[100,100,1]",
     "Conv2DTranspose",
     R"({"filters":4,"kernel_size":2,"strides":1024})",
     "layer.output_too_large",
     "",
     {"(102400, 102400, 4)", "65536", "16777216"}},
};

const std::vector<BadLayer> kOthers{
    {"[6]", "Reshape", "{}", "parameter.missing", "target_shape", {"target_shape"}},
    {"[6]", "Reshape", R"({"target_shape":"2x3"})", "parameter.not_integers", "target_shape", {}},
    {"[6]",
     "Reshape",
     R"({"target_shape":[2,-2]})",
     "parameter.range",
     "target_shape",
     {"-2", "-1", "65536"}},
    {"[6]", "Reshape", R"({"target_shape":[]})", "reshape.target_shape", "target_shape", {"3"}},
    {"[6]", "Reshape", R"({"target_shape":[1,2,3,1]})", "reshape.target_shape", "target_shape", {"3"}},
    {"[6]", "Reshape", R"({"target_shape":[-1,3,-1]})", "reshape.target_shape", "target_shape", {"3"}},
    {"[6]", "Reshape", R"({"target_shape":[6,0]})", "reshape.target_shape", "target_shape", {"3"}},
    {"[2,3,1]",
     "Reshape",
     R"({"target_shape":[2,2]})",
     "reshape.sizes_differ",
     "target_shape",
     {"(2, 3, 1)", "6", "(2, 2)"}},
    {"[6]",
     "Reshape",
     R"({"target_shape":[4,-1]})",
     "reshape.sizes_differ",
     "target_shape",
     {"(6,)", "6", "(4, -1)"}},
    {"[6]",
     "Reshape",
     R"({"target_shape":[65536,65536,65536]})",
     "reshape.sizes_differ",
     "target_shape",
     {"(6,)", "6", "(65536, 65536, 65536)"}},
    {"[2,3,1]", "Maxout", R"({"units":4,"pieces":2})", "dense.needs_flat_input", "", {"(2, 3, 1)"}},
    {"[6]", "Maxout", R"({"units":4,"pieces":65})", "parameter.range", "pieces", {"65", "1", "64"}},
    {"[6]",
     "Maxout",
     R"({"units":65536,"pieces":64})",
     "layer.output_too_large",
     "",
     {"(4194304,)", "65536", "16777216"}},
    {"[6]", "PReLU", R"({"shared_axes":[1,2]})", "prelu.shared_axes", "shared_axes", {"2", "1"}},
    {"[6]", "PReLU", R"({"shared_axes":[0]})", "parameter.range", "shared_axes", {"0", "1", "3"}},
    {"[6]", "PReLU", R"({"alpha_initializer":0.25})", "parameter.choice", "alpha_initializer", {}},
    {"[6]", "LayerNormalization", R"({"epsilon":0})", "parameter.range", "epsilon", {"0", "1e-12", "1"}},
    {"[6]",
     "LayerNormalization",
     R"({"axis":1})",
     "parameter.unknown",
     "axis",
     {"axis", "LayerNormalization"}},
};

void check_refused(const std::vector<BadLayer>& layers) {
  for (const BadLayer& bad : layers) {
    CAPTURE(bad.class_name);
    CAPTURE(bad.config);
    const std::string layer =
        R"([{"class_name":")" + std::string(bad.class_name) + R"(","config":)" + bad.config + "}]";
    const auto spec = parse_model_spec(spec_json(bad.input_shape, layer));
    const Error error = [&] {
      if (!spec) return spec.error();
      const auto plan = Plan::compile(spec.value());
      return plan ? Error{} : plan.error();
    }();
    CHECK(error.code == bad.code);
    CHECK(error.layer == 0);
    CHECK(error.parameter == bad.parameter);
    if (!bad.arguments.empty()) CHECK(error.arguments == bad.arguments);
  }
}

}  // namespace

TEST_CASE("a convolution that does not fit its input is refused with its reason") {
  check_refused(kConvolutions);
}

TEST_CASE("a layer of another kind that does not fit its input is refused with its reason") {
  check_refused(kOthers);
}
