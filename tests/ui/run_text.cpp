#include "ui/panels/run_text.h"

#include <doctest.h>

#include <cstdint>

using namespace glassbox;
using namespace glassbox::ui;

namespace {

Snapshot at(RunStatus status, std::int64_t epoch, std::int64_t step_in_epoch) {
  Snapshot snapshot;
  snapshot.run.status = status;
  snapshot.run.step = 1875 * epoch + step_in_epoch;
  snapshot.run.epoch = epoch;
  snapshot.run.step_in_epoch = step_in_epoch;
  snapshot.run.steps_per_epoch = 1875;
  return snapshot;
}

}  // namespace

TEST_CASE("run text: where training is, in words that hold") {
  CHECK(run_text({}) == "Untrained");
  for (const RunStatus status : {RunStatus::training, RunStatus::paused}) {
    CHECK(run_text(at(status, 1, 470)) == "Epoch 2 · step 470 of 1,875");
    CHECK(epoch_share(at(status, 1, 470).run) == doctest::Approx(470.0 / 1875));
  }
  CHECK(run_text(at(RunStatus::paused, 1, 0)) == "1 epoch done");
  CHECK(run_text(at(RunStatus::paused, 2, 0)) == "2 epochs done");
  CHECK(epoch_share(at(RunStatus::paused, 1, 0).run) == 1);
  CHECK(run_text(at(RunStatus::training, 2, 0)) == "Epoch 3 · step 0 of 1,875");
  CHECK(epoch_share(at(RunStatus::training, 2, 0).run) == 0);
}

TEST_CASE("run text: a saved run without data has steps, but no epochs") {
  Snapshot snapshot;
  snapshot.run.step = 1;
  CHECK(run_text(snapshot) == "1 step done");
  snapshot.run.step = 1234;
  CHECK(run_text(snapshot) == "1,234 steps done");
}
