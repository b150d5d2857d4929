#pragma once

#include <algorithm>
#include <memory>
#include <type_traits>
#include <vector>

#include "engine/base/function_ref.h"

namespace glassbox {

/// Whether the program can start threads: the browser's single-threaded modules cannot, and hold no code of
/// a Team.
#ifdef GLASSBOX_THREADS
inline constexpr bool kThreads = true;
#else
inline constexpr bool kThreads = false;
#endif

/// Nanoseconds of work from which on it is worth sharing: a call takes about 0.3 microseconds where the other
/// threads are awake and 5 to 30 where one sleeps, and a part should be long beside that.
inline constexpr double kWorthSharing = 20'000;

/// Threads that do the parts of one piece of work together; whoever asks is one of them. What they compute
/// must not depend on how the work was cut: parts write different memory, and nothing is summed across them.
/// A thread that is not called for a while sleeps, and costs nothing.
class Team {
 public:
  /// One piece of work is cut into so many parts at most; ops have scratch for each.
  static constexpr int kMostParts = 8;

  /// Starts threads - 1 threads. One thread is a team of the caller alone. `worth_sharing`: as kWorthSharing.
  explicit Team(int threads, double worth_sharing = kWorthSharing);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  [[nodiscard]] int threads() const { return static_cast<int>(workers_.size()) + 1; }
  /// How many of the threads take part from now on, 1 to threads(); the others sleep.
  void use(int threads) { used_ = std::clamp(threads, 1, this->threads()); }
  [[nodiscard]] int used() const { return used_; }
  [[nodiscard]] double worth_sharing() const { return worth_sharing_; }

  using Part = void (*)(void* work, int part);
  /// Calls part(work, i) for every i below `parts` <= threads(), each on a thread of its own, and returns
  /// when all are done: a part sees what was written before the call, the caller what the parts have written.
  /// Not to be called from within a part, and by one thread at a time. Parts throw nothing.
  void run(int parts, Part part, void* work);

 private:
  struct Worker;
  void serve(Worker& worker, int number);

  std::vector<std::unique_ptr<Worker>> workers_;
  int used_;
  double worth_sharing_;
  Part part_ = nullptr;  ///< null: the team ends
  void* work_ = nullptr;
};

/// split() where there are threads: work(first, last, part).
void split_among_threads(Team* team, int count, int grain, FunctionRef<void(int, int, int)> work);

/// Calls work(first, last), or work(first, last, part) with part < Team::kMostParts, for parts of 0..count
/// that begin at multiples of `grain`: one for each thread in use, all of it where there is no team.
template <class Work>
void split(Team* team, int count, int grain, Work work) {
  const auto call = [&work](int first, int last, [[maybe_unused]] int part) {
    if constexpr (std::is_invocable_v<Work&, int, int, int>) {
      work(first, last, part);
    } else {
      work(first, last);
    }
  };
  if constexpr (kThreads) {
    split_among_threads(team, count, grain, call);
  } else {
    call(0, count, 0);
  }
}

/// The same for items that take about `nanoseconds` each, by the caller alone where they are too few.
template <class Work>
void split_if_worth(Team* team, int count, int grain, double nanoseconds, Work work) {
  const bool worth = team != nullptr && count * nanoseconds >= team->worth_sharing();
  split(worth ? team : nullptr, count, grain, work);
}

/// Whole vectors of an elementwise loop, and a cache line, which two threads do not both write.
inline constexpr int kValueGrain = 16;

}  // namespace glassbox
