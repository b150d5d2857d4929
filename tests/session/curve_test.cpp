#include "engine/session/curve.h"

#include <doctest.h>

#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("curve: a point a step until it is full, then the means of ever more steps") {
  MeanCurve curve;
  std::int64_t step = 0;
  const auto add_to = [&](std::int64_t last) {
    while (step < last) {
      ++step;
      curve.add(step, static_cast<double>(step), step % 2 == 0 ? 1 : 0);
    }
  };
  add_to(511);
  REQUIRE(curve.points().size() == 511);
  CHECK(curve.points()[10].step == 11);
  CHECK(curve.points()[10].loss == 11);
  add_to(512);
  REQUIRE(curve.points().size() == 256);
  CHECK(curve.points()[10].step == 22);
  CHECK(curve.points()[10].loss == 21.5F);
  CHECK(curve.points()[10].accuracy == 0.5F);
  add_to(513);
  CHECK(curve.points().size() == 256);  // half of the next point
  add_to(4096);
  REQUIRE(curve.points().size() == 256);
  CHECK(curve.points().back().step == 4096);
  CHECK(curve.points().back().loss == 4088.5F);
  CHECK(curve.sound());
}

TEST_CASE("curve: measurements are thinned, and one at the same step replaces the last") {
  MomentCurve curve;
  for (std::int64_t step = 1; step <= 512; ++step) curve.add({step, 1, 0});
  curve.add({512, 2, 0});
  CHECK(curve.points().size() == 512);
  CHECK(curve.points().back().loss == 2);
  curve.add({513, 3, 0});
  REQUIRE(curve.points().size() == 257);
  CHECK(curve.points()[0].step == 2);
  CHECK(curve.points()[255].step == 512);
  CHECK(curve.points()[256].step == 513);
}

TEST_CASE("curve: is cut behind a step, and goes on from there in order") {
  MeanCurve means;
  for (std::int64_t step = 1; step <= 515; ++step) means.add(step, 1, 0);
  means.cut(300);
  CHECK(means.points().back().step == 300);
  means.add(301, 5, 0);
  means.add(302, 7, 0);
  CHECK(means.points().back().step == 302);
  CHECK(means.points().back().loss == 6);
  CHECK(means.sound());

  MomentCurve moments;
  for (const std::int64_t step : {10, 20, 40}) moments.add({step, 1, 0});
  moments.add({30, 2, 0});
  moments.add({20, 3, 0});
  REQUIRE(moments.points().size() == 4);
  CHECK(moments.points()[1].loss == 3);
  CHECK(moments.points()[2].loss == 2);
  CHECK(moments.sound());
  moments.cut(30);
  CHECK(moments.points().back().step == 30);
  moments.cut(5);
  CHECK(moments.points().empty());
}

TEST_CASE("curve: those of a long run stay bounded") {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{5000});
  session.finish();
  const RunState& run = session.snapshot().run;
  CHECK(run.step == 5000);
  CHECK(run.train.size() <= 512);
  CHECK(run.train.size() >= 200);
  CHECK(run.test.size() <= 512);
  CHECK(run.test.back().step == 5000);
}
