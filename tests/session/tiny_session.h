#pragma once

#include <doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/session/session.h"
#include "engine/tensor/random.h"
#include "tests/data/chunk_file.h"
#include "tests/model/specs.h"

namespace glassbox::test {

/// 4x4 images of three classes: a bright row in noise.
inline std::vector<std::byte> tiny_chunk(Split split, int chunk, std::int32_t samples) {
  ChunkContent content{{4, 4, 1}, 3, {}, {}};
  const Random random(100 * static_cast<std::uint64_t>(split) + static_cast<std::uint64_t>(chunk),
                      Stream::data);
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(samples); ++i) {
    const std::uint32_t label = random.below(100 * i, 3);
    content.labels.push_back(static_cast<std::uint8_t>(label));
    for (std::uint32_t pixel = 0; pixel < 16; ++pixel) {
      const std::uint32_t noise = random.below(100 * i + 1 + pixel, 120);
      content.pixels.push_back(static_cast<std::uint8_t>(noise + (pixel / 4 == label ? 130 : 0)));
    }
  }
  return make_chunk_file(content);
}

/// A session with a small network and a small data set: an epoch has seven steps.
struct TinySession : Session {
  static inline const std::vector<std::int32_t> kTrain{20, 20, 10};
  static inline const std::vector<std::int32_t> kTest{12, 8};

  TinySession() {
    apply(command::SetModel{model()});
    apply(command::SetTraining{training()});
  }

  static ModelSpec model() {
    return spec_of("[4,4,1]", R"([{"class_name":"Flatten"},
        {"class_name":"Dense","config":{"units":6,"activation":"relu"}},
        {"class_name":"Dense","config":{"units":3,"activation":"softmax"}}])");
  }

  static TrainingConfig training(double learning_rate = 0.1) {
    return {{"SGD", {{"learning_rate", Value::of(learning_rate)}}}, 8, 1};
  }

  static command::OpenData data() { return {{4, 4, 1}, 3, kTrain, kTest}; }

  void apply(const Command& command) {
    const Status status = handle(command);
    REQUIRE_MESSAGE(status.ok(), (status.ok() ? "" : status.error().code));
  }

  void bring(Split split, int chunk) {
    const auto& sizes = split == Split::train ? kTrain : kTest;
    REQUIRE(add_chunk(split, chunk, tiny_chunk(split, chunk, sizes[static_cast<std::size_t>(chunk)])));
  }

  void bring_all() {
    apply(data());
    for (int chunk = 0; chunk < 3; ++chunk) bring(Split::train, chunk);
    for (int chunk = 0; chunk < 2; ++chunk) bring(Split::test, chunk);
  }

  /// Works, a unit at a time, until there is nothing to do.
  void finish() {
    int units = 0;
    while (advance(0)) REQUIRE(++units < 100000);
  }

  void work(int units) {
    for (int i = 0; i < units; ++i) advance(0);
  }

  std::string fingerprint() { return snapshot().run.fingerprint; }
};

/// The fingerprint after so many steps of an undisturbed run.
inline std::string fingerprint_after(std::int32_t steps) {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{steps});
  session.finish();
  return session.fingerprint();
}

}  // namespace glassbox::test
