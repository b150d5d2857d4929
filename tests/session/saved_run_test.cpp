#include <doctest.h>

#include <string>
#include <vector>

#include "engine/base/crc32.h"
#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

std::vector<std::byte> saved_after(std::int32_t steps) {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{steps});
  session.finish();
  return session.save();
}

/// The same bytes with a checksum that fits.
std::vector<std::byte> sealed(std::vector<std::byte> run) {
  const std::uint32_t checksum = crc32(std::span(run).subspan(12));
  for (std::size_t i = 0; i < 4; ++i) run[8 + i] = static_cast<std::byte>(checksum >> (8 * i));
  return run;
}

}  // namespace

TEST_CASE("saved run: goes on bit for bit, before and after the data is opened") {
  const auto run = saved_after(11);
  for (const bool data_first : {false, true}) {
    CAPTURE(data_first);
    TinySession session;
    if (data_first) session.bring_all();
    REQUIRE(session.restore(run));
    CHECK(session.snapshot().run.step == 11);
    if (!data_first) session.bring_all();
    const Snapshot& restored = session.snapshot();
    CHECK(restored.run.status == RunStatus::paused);
    CHECK(restored.run.epoch == 1);
    CHECK(restored.run.train.size() == 11);
    CHECK(restored.run.test.back().step == 11);
    CHECK(restored.evaluation.at(0).samples == 20);
    session.apply(command::Step{12});
    session.finish();
    CHECK(session.fingerprint() == fingerprint_after(23));
    CHECK(session.snapshot().run.train.size() == 23);
  }
}

TEST_CASE("saved run: saving what was restored gives the same bytes") {
  const auto run = saved_after(600);  // the curve has been thinned
  TinySession session;
  REQUIRE(session.restore(run));
  CHECK(session.save() == run);
}

TEST_CASE("saved run: it brings its own model and config along") {
  TinySession session;
  const auto run = saved_after(2);
  session.apply(command::SetModel{mlp()});
  const std::uint32_t version = session.snapshot().model_version;
  REQUIRE(session.restore(run));
  CHECK(session.snapshot().model.layers.size() == 3);
  CHECK(session.snapshot().model.input_shape == std::vector<std::int64_t>{4, 4, 1});
  CHECK(session.snapshot().training == TinySession::training());
  CHECK(session.snapshot().model_version == version + 1);
}

TEST_CASE("saved run: one that does not fit the data is refused") {
  TinySession session;
  session.apply(command::OpenData{{28, 28, 1}, 10, {5}, {}});
  CHECK(session.restore(saved_after(2)).error().code == "data.image_shape");
}

TEST_CASE("saved run: damage is refused and the present run stays") {
  const auto run = saved_after(2);
  TinySession session;
  session.bring_all();
  session.apply(command::Step{4});
  session.finish();
  const std::string before = session.fingerprint();

  for (std::size_t length = 0; length < run.size(); ++length) {
    REQUIRE_FALSE(session.restore(std::span(run).first(length)));
  }
  for (std::size_t at = 0; at < run.size(); ++at) {
    auto damaged = run;
    damaged[at] ^= std::byte{0x20};
    REQUIRE_FALSE(session.restore(damaged));
  }
  auto newer = run;
  newer[4] = std::byte{2};
  CHECK(session.restore(newer).error().code == "run.version");
  CHECK(session.restore({}).error().code == "run.format");
  CHECK(session.snapshot().run.step == 4);
  CHECK(session.fingerprint() == before);
}

TEST_CASE("saved run: forged bytes with a good checksum do no harm") {
  const auto run = saved_after(2);
  const Random random(9, Stream::data);
  TinySession session;
  for (std::uint32_t i = 0; i < 1500; ++i) {
    auto forged = run;
    const std::uint32_t at = 12 + random.below(3 * i, static_cast<std::uint32_t>(run.size() - 12));
    forged[at] = static_cast<std::byte>(random.bits(3 * i + 1) >> 24);
    if (i % 5 == 0) forged.resize(12 + random.below(3 * i + 2, static_cast<std::uint32_t>(run.size() - 12)));
    const Status status = session.restore(sealed(forged));
    if (status) CHECK(session.snapshot().layers.size() == 3);
  }
}
