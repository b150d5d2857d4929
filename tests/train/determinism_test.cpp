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

namespace {

[[maybe_unused]] Json recorded_runs() {
  std::ifstream file(GLASSBOX_TESTS_DIR "/golden/fingerprints.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return Json::parse(text);
}

/// The fingerprint after that many steps of a recorded run.
[[maybe_unused]] std::string fingerprint_of(const Json& run, std::uint32_t steps, Team* team = nullptr) {
  Json spec_text = {{"version", 1}, {"input_shape", {28, 28, 1}}};
  spec_text["layers"] = run["layers"];
  const auto spec = parse_model_spec(spec_text.dump());
  const auto config = parse_training_config(run["training"].dump());
  REQUIRE(spec.ok());
  REQUIRE(config.ok());
  auto created = Model::create(spec.value(), config.value());
  REQUIRE(created.ok());
  Model& model = *created.value();
  model.set_team(team);
  for (std::uint32_t step = 0; step < steps; ++step) {
    fill_batch(model, step);
    REQUIRE(model.step(config.value().batch_size).finite);
  }
  return hexadecimal(model.fingerprint());
}

}  // namespace

#if !defined(__wasm_relaxed_simd__) && !defined(__FMA__)

TEST_CASE("200 steps have the bits on record") {
  const Json runs = recorded_runs();
  CHECK(runs.size() == 2);
  for (const Json& run : runs) {
    CAPTURE(run["name"].get<std::string>());
    CHECK(fingerprint_of(run, 200) == run["fingerprint"].get<std::string>());
  }
}

#endif

#ifdef GLASSBOX_THREADS

TEST_CASE("a run has the same bits with any number of threads") {
  constexpr double kAllWork = 0;  // is worth sharing
  for (const Json& run : recorded_runs()) {
    CAPTURE(run["name"].get<std::string>());
    const std::string alone = fingerprint_of(run, 20);
    for (const int threads : {1, 2, 3}) {
      Team team(threads, kAllWork);
      CHECK(fingerprint_of(run, 20, &team) == alone);
    }
  }
}

#endif
