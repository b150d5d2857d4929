// A team: every part runs once, what one thread writes the others see, and sleepers wake.
#include "engine/base/team.h"

#include <doctest.h>

#include <atomic>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

using namespace glassbox;

#ifdef GLASSBOX_THREADS

TEST_CASE("a split covers the range once, in parts that begin at multiples of the grain") {
  for (const int threads : {1, 2, 3, 4}) {
    Team team(threads);
    CHECK(team.threads() == threads);
    for (const int count : {0, 1, 7, 8, 9, 100}) {
      for (const int grain : {1, 4, 33}) {
        std::vector<int> visits(static_cast<std::size_t>(count), 0);
        std::atomic<int> calls{0};
        std::atomic<bool> aligned{true};
        split(&team, count, grain, [&](int first, int last) {
          ++calls;
          if (first % grain != 0) aligned = false;
          for (int i = first; i < last; ++i) ++visits[static_cast<std::size_t>(i)];
        });
        const int grains = (count + grain - 1) / grain;
        CHECK(calls == std::max(1, std::min(threads, grains)));
        CHECK(aligned);
        CHECK(visits == std::vector<int>(static_cast<std::size_t>(count), 1));
      }
    }
  }
}

TEST_CASE("a split of the largest count overflows nothing") {
  Team team(4);
  std::atomic<std::int64_t> covered{0};
  const int count = std::numeric_limits<int>::max() - 1;
  split(&team, count, 1, [&](int first, int last) { covered += last - first; });
  CHECK(covered == count);
}

TEST_CASE("each part has a thread of its own") {
  Team team(4);
  std::mutex mutex;
  std::set<std::thread::id> threads;
  split(&team, 4, 1, [&](int, int) {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  CHECK(threads.size() == 4);
  CHECK(threads.contains(std::this_thread::get_id()));
}

TEST_CASE("every round sees what the round before has written, whoever wrote it") {
  constexpr int kRounds = 5000;
  for (const int threads : {2, 4}) {
    Team team(threads);
    std::vector<int> values(64);
    std::iota(values.begin(), values.end(), 0);
    std::vector<int> next(values.size());
    for (int round = 0; round < kRounds; ++round) {
      split(&team, 64, 1, [&](int first, int last) {
        for (int i = first; i < last; ++i) {
          next[static_cast<std::size_t>(i)] = values[static_cast<std::size_t>((i + 1) % 64)] + 1;
        }
      });
      values.swap(next);
    }
    for (int i = 0; i < 64; ++i) CHECK(values[static_cast<std::size_t>(i)] == (i + kRounds) % 64 + kRounds);
  }
}

TEST_CASE("threads that are not in use take no part") {
  Team team(4);
  for (const int used : {1, 3, 2, 4, 0, 9}) {
    team.use(used);
    CHECK(team.used() == std::clamp(used, 1, 4));
    std::atomic<int> calls{0};
    for (int round = 0; round < 100; ++round) split(&team, 100, 1, [&](int, int) { ++calls; });
    CHECK(calls == 100 * team.used());
  }
}

namespace {

/// Waits for another thread by looking often enough for all of a team's threads to have gone to sleep.
void let_sleep() {
  std::atomic<unsigned> looks{0};
  std::thread other([&] {
    while (looks.load() < 2'000'000) looks.fetch_add(1);
  });
  other.join();
}

}  // namespace

TEST_CASE("a team that fell asleep wakes for work, and for its end") {
  for (const int threads : {1, 2, 4}) {
    Team team(threads);
    for (int round = 0; round < 5; ++round) {
      let_sleep();
      std::atomic<int> calls{0};
      split(&team, 4, 1, [&](int, int) { ++calls; });
      CHECK(calls == threads);
    }
    let_sleep();
  }
}

TEST_CASE("a caller that waits long for a part sleeps until it is done") {
  Team team(2);
  std::atomic<bool> done{false};
  split(&team, 2, 1, [&](int first, int) {
    if (first == 0) return;
    let_sleep();
    done = true;
  });
  CHECK(done);
}

TEST_CASE("teams begin and end at once") {
  for (int i = 0; i < 200; ++i) {
    Team team(1 + i % 4);
    if (i % 3 == 0) split(&team, 8, 1, [](int, int) {});
  }
}

#endif

TEST_CASE("without a team the caller does all of the work at once") {
  int calls = 0;
  split(nullptr, 10, 3, [&](int first, int last) {
    ++calls;
    CHECK(first == 0);
    CHECK(last == 10);
  });
  CHECK(calls == 1);
}
