// How many threads a run takes its steps with, told by a clock that only the steps move.
#include "engine/train/team_tuner.h"

#include <doctest.h>

#include <algorithm>

using namespace glassbox;

namespace {

double now = 0;

double fake_clock() {
  return now;
}

/// A run whose steps take so long by all and by one, on the fake clock.
struct FakeRun {
  explicit FakeRun(Team* the_team) : team(the_team), tuner(the_team, fake_clock) { now = 0; }

  void step(double by_all, double by_one) {
    tuner.take(32, [&] {
      now += team->used() == 1 ? by_one : by_all;
      return 0;
    });
  }
  /// The time for so many seconds of steps, over that of always taking them the faster way.
  double cost(double seconds, double by_all, double by_one) {
    const double start = now;
    int steps = 0;
    for (; now - start < seconds; ++steps) step(by_all, by_one);
    return (now - start) / (steps * std::min(by_all, by_one));
  }

  Team* team;
  TeamTuner tuner;
};

}  // namespace

#ifdef GLASSBOX_THREADS

TEST_CASE("a run uses all threads where they are faster, and one where not, whichever it was before") {
  Team team(2);
  FakeRun run(&team);
  CHECK(run.cost(30, 0.001, 0.002) < 1.05);
  CHECK(team.used() == 2);
  CHECK(run.cost(30, 0.004, 0.002) < 1.05);
  CHECK(team.used() == 1);
  CHECK(run.cost(30, 0.001, 0.002) < 1.05);
  CHECK(team.used() == 2);
}

TEST_CASE("steps of any length are measured without losing much") {
  Team team(3);
  for (const double length : {1e-5, 1e-3, 0.1, 2.0}) {
    FakeRun run(&team);
    CAPTURE(length);
    CHECK(run.cost(2000 * length + 20, 1.5 * length, length) < 1.05);
    CHECK(team.used() == 1);
  }
}

TEST_CASE("a few steps that something else held up do not decide") {
  Team team(2);
  FakeRun run(&team);
  int steps = 0;
  while (now < 10) run.step(++steps % 5 == 0 ? 0.05 : 0.001, 0.002);
  CHECK(team.used() == 2);
}

TEST_CASE("a step of fewer samples counts as such") {
  Team team(2);
  TeamTuner tuner(&team, fake_clock);
  now = 0;
  for (int i = 0; now < 5; ++i) {
    const int samples = i % 2 == 0 ? 32 : 8;
    tuner.take(samples, [&] {
      now += samples * (team.used() == 2 ? 1e-4 : 1.2e-4);
      return 0;
    });
  }
  CHECK(team.used() == 2);
}

TEST_CASE("for a team of one no time is measured") {
  Team alone(1);
  now = 0;
  TeamTuner tuner(&alone, [] { return now += 1; });
  for (int i = 0; i < 100; ++i) tuner.take(32, [] { return 0; });
  CHECK(now == 0);
}

#endif

TEST_CASE("without a team the steps are merely taken") {
  now = 0;
  TeamTuner tuner(nullptr, [] { return now += 1; });
  int taken = 0;
  for (int i = 0; i < 100; ++i) taken += tuner.take(32, [] { return 1; });
  CHECK(taken == 100);
  CHECK(now == 0);
}
