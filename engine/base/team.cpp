#include "engine/base/team.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <thread>

namespace glassbox {
namespace {

// How often a thread looks before it goes to sleep, some 50 microseconds: the parts of one step follow each
// other within microseconds, and to wake a thread takes 5 to 30.
constexpr int kSpins = 30000;

/// A count that one thread raises and another one waits for.
class Signal {
 public:
  /// Publishes what this thread has written. Costs a system call only where the other one sleeps.
  void raise() {
    count_.fetch_add(1);
    if (!asleep_.load()) return;
    const std::lock_guard lock(mutex_);
    awake_.notify_one();
  }

  /// Returns once the count is not `seen`. All operations on the two variables are sequentially consistent:
  /// either this thread sees the new count, or the other one that this thread sleeps.
  void wait_while(unsigned seen) {
    for (int i = 0; i < kSpins; ++i) {
      if (count_.load(std::memory_order_acquire) != seen) return;
    }
    std::unique_lock lock(mutex_);
    asleep_.store(true);
    awake_.wait(lock, [&] { return count_.load() != seen; });
    asleep_.store(false);
  }

 private:
  std::atomic<unsigned> count_{0};
  std::atomic<bool> asleep_{false};
  std::mutex mutex_;
  std::condition_variable awake_;
};

constexpr std::size_t kCacheLine = 64;

}  // namespace

struct Team::Worker {
  alignas(kCacheLine) Signal called;
  alignas(kCacheLine) Signal done;
  unsigned rounds = 0;  ///< calls so far; the caller's
  std::thread thread;
};

Team::Team(int threads, double worth_sharing) : used_(threads), worth_sharing_(worth_sharing) {
  for (int i = 1; i < threads; ++i) {
    Worker& worker = *workers_.emplace_back(std::make_unique<Worker>());
    worker.thread = std::thread([this, &worker, i] { serve(worker, i); });
  }
}

Team::~Team() {
  part_ = nullptr;
  for (const auto& worker : workers_) worker->called.raise();
  for (const auto& worker : workers_) worker->thread.join();
}

void Team::run(int parts, Part part, void* work) {
  part_ = part;
  work_ = work;
  const auto called = std::span(workers_).first(static_cast<std::size_t>(parts - 1));
  for (const auto& worker : called) worker->called.raise();
  part(work, 0);
  for (const auto& worker : called) worker->done.wait_while(worker->rounds++);
}

void Team::serve(Worker& worker, int number) {
  for (unsigned round = 0;; ++round) {
    worker.called.wait_while(round);
    if (part_ == nullptr) return;
    part_(work_, number);
    worker.done.raise();
  }
}

void split_among_threads(Team* team, int count, int grain, FunctionRef<void(int, int, int)> work) {
  struct Cut {
    FunctionRef<void(int, int, int)> work;
    int count, grain, grains, parts;
    [[nodiscard]] int begin(int part) const {
      return part == parts ? count : static_cast<int>(std::int64_t{grains} * part / parts) * grain;
    }
  } cut{work, count, grain, (count + grain - 1) / grain, 1};
  if (team != nullptr) cut.parts = std::min({team->used(), cut.grains, Team::kMostParts});
  if (cut.parts <= 1) {
    work(0, count, 0);
    return;
  }
  team->run(
      cut.parts,
      [](void* of, int part) {
        const Cut& whole = *static_cast<Cut*>(of);
        whole.work(whole.begin(part), whole.begin(part + 1), part);
      },
      &cut);
}

}  // namespace glassbox
