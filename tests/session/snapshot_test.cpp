#include "engine/session/snapshot.h"

#include <doctest.h>

#include <cmath>
#include <numeric>
#include <string>

#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

namespace {

const std::vector<Stroke> kSeven{{{{0.2F, 0.2F}, {0.6F, 0.2F}, {0.4F, 0.8F}}}};

float sum(const std::vector<float>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0F);
}

}  // namespace

TEST_CASE("snapshot: carries what is subscribed to, and nothing else") {
  Session session;
  REQUIRE(session.handle(command::Draw{kSeven}));
  const DigitState& plain = session.snapshot().digit;
  CHECK(plain.source == DigitSource::drawn);
  CHECK(plain.image.pixels.size() == 784);
  CHECK(plain.probabilities.size() == 10);
  CHECK(sum(plain.probabilities) == doctest::Approx(1));
  CHECK(plain.stages.drawn.pixels.empty());
  CHECK(plain.activations.empty());
  CHECK(session.snapshot().weights.empty());

  REQUIRE(session.handle(command::Subscribe{true, true, false, true}));
  const Snapshot& full = session.snapshot();
  CHECK(full.digit.stages.centred.pixels == full.digit.image.pixels);
  CHECK(full.digit.stages.drawn.width == 280);
  REQUIRE(full.digit.activations.size() == 4);
  CHECK(full.digit.activations[0].shape == std::vector<std::int64_t>{24, 24, 32});
  CHECK(full.digit.activations[0].values.size() == 24 * 24 * 32);
  CHECK(full.digit.activations[3].values.size() == 10);
  CHECK(full.digit.activations[3].values == full.digit.probabilities);
  REQUIRE(full.weights.size() == 1);  // the dense layer sees feature maps, not the image
  CHECK(full.weights[0].layer == full.layers[0].name);
  CHECK(full.weights[0].shape == std::vector<std::int64_t>{5, 5, 1, 32});

  REQUIRE(session.handle(command::Subscribe{}));
  CHECK(session.snapshot().digit.stages.drawn.pixels.empty());
  CHECK(session.snapshot().digit.activations.empty());
  CHECK(session.snapshot().weights.empty());
}

TEST_CASE("snapshot: a dense layer on the image shows its templates") {
  Session session;
  REQUIRE(session.handle(command::SetModel{mlp()}));
  REQUIRE(session.handle(command::Subscribe{false, false, false, true}));
  const Snapshot& snapshot = session.snapshot();
  REQUIRE(snapshot.weights.size() == 1);
  CHECK(snapshot.weights[0].shape == std::vector<std::int64_t>{784, 128});
  CHECK(snapshot.weights[0].values.size() == 784 * 128);
}

TEST_CASE("snapshot: a tensor too large to look at is shown by its shape") {
  Session session;
  ModelSpec wide = mlp();
  wide.layers[1].set("units", Value::of(std::int64_t{300}));
  REQUIRE(session.handle(command::SetModel{wide}));
  REQUIRE(session.handle(command::Subscribe{false, false, false, true}));
  CHECK(session.snapshot().weights.at(0).shape == std::vector<std::int64_t>{784, 300});
  CHECK(session.snapshot().weights.at(0).values.empty());
}

TEST_CASE("snapshot: prediction, activations and weights follow the training") {
  TinySession session;
  session.bring_all();
  session.apply(command::Subscribe{false, true, true, true});
  session.apply(command::ChooseSample{3});
  const Snapshot before = session.snapshot();
  CHECK(before.digit.label >= 0);
  CHECK(before.digit.index == 3);
  session.apply(command::Step{60});
  session.finish();
  const Snapshot& after = session.snapshot();
  CHECK(after.sequence == before.sequence + 1);
  CHECK(after.digit.probabilities != before.digit.probabilities);
  CHECK(after.digit.activations[1].values != before.digit.activations[1].values);
  CHECK(after.weights[0].values != before.weights[0].values);
  CHECK(after.digit.probabilities[static_cast<std::size_t>(after.digit.label)] > 0.5F);
  CHECK(after.evaluation.at(0).confusion.size() == 9);
  session.apply(command::Subscribe{});
  CHECK(session.snapshot().evaluation.at(0).confusion.empty());
}

TEST_CASE("snapshot: a layer's report is of the step after the last look, and alters nothing") {
  TinySession session;
  session.bring_all();
  session.apply(command::Subscribe{.report = 1});
  CHECK(session.snapshot().report.empty());
  session.apply(command::Step{1});
  session.finish();
  const StepReport first = session.snapshot().report.at(0);
  CHECK(first.step == 1);
  CHECK(first.layer.layer == session.snapshot().layers[1].name);
  CHECK(first.layer.samples == 8);
  CHECK(first.layer.activations.count == 8 * 6);
  CHECK(first.layer.activation_gradients.norm > 0);
  CHECK(first.layer.parameters.at(0).gradients.histogram.size() == 20);
  session.apply(command::Step{11});
  session.finish();
  CHECK(session.snapshot().report.at(0).step == 2);
  CHECK(session.fingerprint() == fingerprint_after(12));

  CHECK(session.handle(command::Subscribe{.report = 3}).error().code == "inspect.layer");
  CHECK(session.snapshot().report.size() == 1);
  session.apply(command::Subscribe{.report = 2});
  CHECK(session.snapshot().report.empty());
  session.apply(command::Step{1});
  session.finish();
  CHECK(session.snapshot().report.at(0).layer.layer == session.snapshot().layers[2].name);
  session.apply(command::Reset{});
  CHECK(session.snapshot().report.empty());

  session.apply(command::SetModel{TinySession::model()});
  session.apply(command::Step{1});
  session.finish();
  CHECK(session.snapshot().report.empty());
}

TEST_CASE("snapshot: the digit changes with what is drawn or chosen") {
  TinySession session;
  CHECK(session.handle(command::ChooseSample{0}).error().code == "digit.not_available");
  session.apply(TinySession::data());
  CHECK_FALSE(session.handle(command::ChooseSample{0}));
  session.bring(Split::test, 0);
  session.apply(command::ChooseSample{11});
  CHECK_FALSE(session.handle(command::ChooseSample{12}));
  CHECK_FALSE(session.handle(command::ChooseSample{-1}));
  CHECK(session.snapshot().digit.index == 11);
  CHECK(session.snapshot().digit.image.pixels.size() == 16);
  CHECK(session.snapshot().digit.probabilities.size() == 3);

  session.apply(command::Draw{kSeven});  // 28x28, the model takes 4x4
  CHECK(session.snapshot().digit.source == DigitSource::drawn);
  CHECK(session.snapshot().digit.label == -1);
  CHECK(session.snapshot().digit.probabilities.empty());

  session.apply(command::Draw{});
  CHECK(session.snapshot().digit.source == DigitSource::none);
  CHECK(session.snapshot().digit.image.pixels.empty());
}

TEST_CASE("snapshot: hostile drawings do no harm") {
  Session session;
  const float nan = std::nanf("");
  REQUIRE(session.handle(command::Draw{{Stroke{{{nan, nan}}}, Stroke{}, Stroke{{{-1e30F, 1e30F}}}}}));
  CHECK(session.snapshot().digit.source == DigitSource::drawn);
  REQUIRE(session.handle(command::Draw{{Stroke{{{nan, 0}}}}}));
  CHECK(session.snapshot().digit.source == DigitSource::none);
  const Stroke endless{std::vector<StrokePoint>((std::size_t{1} << 16) + 1)};
  CHECK(session.handle(command::Draw{{endless}}).error().code == "draw.too_many_points");
}
