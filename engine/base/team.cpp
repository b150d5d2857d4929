#include "engine/base/team.h"

namespace glassbox {
namespace {

// Looks at a variable this often before the thread goes to sleep: parts of one step follow each other within
// microseconds, waking a thread takes longer.
constexpr int kSpins = 20000;

}  // namespace

Team::Team(int threads) : used_(threads) {
  for (int i = 1; i < threads; ++i) workers_.emplace_back([this, i] { serve(i); });
}

Team::~Team() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    ++round_;
  }
  woken_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void Team::run(int parts, Part part, void* work) {
  part_ = part;
  work_ = work;
  parts_ = parts;
  unfinished_ = static_cast<int>(workers_.size());
  {
    const std::lock_guard lock(mutex_);
    ++round_;
  }
  woken_.notify_all();
  part(work, 0);
  while (unfinished_ != 0) {
  }
}

void Team::serve(int number) {
  for (unsigned seen = 0; !ends_;) {
    for (int i = 0; i < kSpins && round_ == seen; ++i) {
    }
    if (round_ == seen) {
      std::unique_lock lock(mutex_);
      woken_.wait(lock, [&] { return round_ != seen; });
    }
    seen = round_;
    if (ends_) return;
    if (number < parts_) part_(work_, number);
    --unfinished_;
  }
}

}  // namespace glassbox
