// The same run has the same bits natively, in node and in a browser (tests/browser/determinism.test.mjs reads
// the same file): wherever products and sums are rounded one by one, which relaxed SIMD and wide native
// builds do not do.
#include <doctest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/model/json.h"
#include "engine/model/spec.h"
#include "engine/train/model.h"
#include "engine/train/state.h"
#include "tests/train/synthetic.h"

using namespace glassbox;
using namespace glassbox::test;

#if !defined(__wasm_relaxed_simd__) && !defined(__FMA__)

TEST_CASE("200 steps have the bits on record") {
  std::ifstream file(GLASSBOX_TESTS_DIR "/golden/fingerprints.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Json runs = Json::parse(text);
  CHECK(runs.size() == 2);
  for (const Json& run : runs) {
    CAPTURE(run["name"].get<std::string>());
    Json spec_text = {{"version", 1}, {"input_shape", {28, 28, 1}}};
    spec_text["layers"] = run["layers"];
    const auto spec = parse_model_spec(spec_text.dump());
    const auto config = parse_training_config(run["training"].dump());
    REQUIRE(spec.ok());
    REQUIRE(config.ok());
    auto created = Model::create(spec.value(), config.value());
    REQUIRE(created.ok());
    Model& model = *created.value();
    for (std::uint32_t step = 0; step < 200; ++step) {
      fill_batch(model, step);
      REQUIRE(model.step(config.value().batch_size).finite);
    }
    CHECK(hexadecimal(model.fingerprint()) == run["fingerprint"].get<std::string>());
  }
}

#endif
