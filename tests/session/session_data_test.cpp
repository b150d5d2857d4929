#include <doctest.h>

#include <limits>
#include <string>

#include "tests/session/tiny_session.h"

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("session: training waits for a missing chunk and goes on by itself, with the same bits") {
  TinySession session;
  session.apply(TinySession::data());
  session.apply(command::Step{23});
  CHECK_FALSE(session.advance(0));
  CHECK(session.snapshot().run.status == RunStatus::waiting_for_data);
  CHECK(session.snapshot().run.step == 0);

  session.bring(Split::train, 2);
  CHECK_FALSE(session.advance(0));
  session.bring(Split::train, 0);
  session.finish();
  CHECK(session.snapshot().run.step == 2);  // 20 samples, batches of 8
  CHECK(session.snapshot().run.status == RunStatus::waiting_for_data);
  CHECK(session.snapshot().data.train_available == 30);

  session.bring(Split::train, 1);
  session.finish();
  CHECK(session.snapshot().run.step == 23);
  CHECK(session.snapshot().run.status == RunStatus::paused);
  CHECK(session.fingerprint() == fingerprint_after(23));
}

TEST_CASE("session: what is asked for before there is any data waits for it") {
  TinySession session;
  session.apply(command::Epoch{});
  CHECK(session.snapshot().run.status == RunStatus::waiting_for_data);
  session.bring_all();
  session.finish();
  CHECK(session.snapshot().run.epoch == 1);
  CHECK(session.snapshot().run.status == RunStatus::paused);
}

TEST_CASE("session: pausing ends the wait") {
  TinySession session;
  session.apply(TinySession::data());
  session.apply(command::Train{});
  session.apply(command::Pause{});
  session.bring(Split::train, 0);
  CHECK_FALSE(session.advance(0));
  CHECK(session.snapshot().run.step == 0);
}

TEST_CASE("session: test data that comes late is evaluated when it is complete") {
  TinySession session;
  session.apply(TinySession::data());
  for (int chunk = 0; chunk < 3; ++chunk) session.bring(Split::train, chunk);
  session.apply(command::Step{});
  session.finish();
  CHECK(session.snapshot().evaluation.empty());
  session.bring(Split::test, 0);
  CHECK_FALSE(session.advance(0));
  session.bring(Split::test, 1);
  CHECK(session.snapshot().run.status == RunStatus::evaluating);
  session.finish();
  CHECK(session.snapshot().evaluation.at(0).samples == 20);
}

TEST_CASE("session: data in place of other data starts the run anew, the first data does not") {
  TinySession session;
  session.bring_all();
  session.apply(command::Step{3});
  session.finish();
  session.apply(command::ChooseSample{0});
  session.apply(TinySession::data());
  const Snapshot& snapshot = session.snapshot();
  CHECK(snapshot.run.step == 0);
  CHECK(snapshot.evaluation.empty());
  CHECK(snapshot.data.train_available == 0);
  CHECK(snapshot.digit.source == DigitSource::none);
}

TEST_CASE("session: data sizes from outside are refused, and the data stays") {
  TinySession session;
  session.bring_all();
  command::OpenData huge = TinySession::data();
  huge.train_chunks.assign(4000, std::numeric_limits<std::int32_t>::max());
  CHECK(session.handle(huge).error().code == "data.too_large");
  command::OpenData negative = TinySession::data();
  negative.test_chunks = {-1};
  CHECK(session.handle(negative).error().code == "data.chunk_sizes");
  CHECK(session.snapshot().data.train_available == 50);
  CHECK(session.snapshot().data.test_available == 20);
}

TEST_CASE("session: a bad chunk is refused and not used") {
  TinySession session;
  CHECK(session.add_chunk(Split::train, 0, tiny_chunk(Split::train, 0, 20)).error().code ==
        "data.chunk_index");
  session.apply(TinySession::data());
  auto file = tiny_chunk(Split::train, 0, 20);
  file.back() ^= std::byte{1};
  CHECK(session.add_chunk(Split::train, 0, file).error().code == "chunk.checksum");
  CHECK(session.snapshot().data.train_available == 0);
}

TEST_CASE("session: a problem of a chunk is shown until that chunk is there") {
  TinySession session;
  session.apply(TinySession::data());
  const auto report = [&session](const char* code, bool retrying, int chunk) {
    session.apply(command::DataProblem{{code, {}, -1, ""}, retrying, chunk < 0 ? -1 : 0, chunk});
  };
  const auto shown = [&session] {
    const DataState& data = session.snapshot().data;
    return data.problems.empty() ? "" : data.problems[0].code + (data.retrying ? " again" : "");
  };
  CHECK(shown().empty());
  report("a", true, 1);
  CHECK(shown() == "a again");
  report("b", true, 1);
  CHECK(shown() == "b again");
  report("b", false, 1);
  CHECK(shown() == "b");
  report("c", true, 0);
  CHECK(shown() == "b");  // that one is given up, so somebody has to act
  session.bring(Split::train, 0);
  session.bring(Split::train, 2);
  CHECK(shown() == "b");
  session.bring(Split::train, 1);
  CHECK(shown().empty());

  report("manifest", false, -1);
  session.bring(Split::test, 0);
  CHECK(shown() == "manifest");
  report("manifest", true, -1);
  session.bring(Split::test, 1);
  CHECK(shown().empty());
}
