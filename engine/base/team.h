#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace glassbox {

/// Whether the program can start threads: the browser's single-threaded modules cannot, and hold no code of
/// a Team.
#ifdef __STDCPP_THREADS__
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

/// Calls work(first, last) for parts of 0..count that begin at multiples of `grain`: one part for each thread
/// in use, all of it where there is no team.
template <class Work>
void split(Team* team, int count, int grain, Work work) {
  if constexpr (kThreads) {
    const int grains = (count + grain - 1) / grain;
    const int parts = team == nullptr ? 1 : std::min(team->used(), grains);
    if (parts > 1) {
      struct Cut {
        Work& work;
        int count, grain, grains, parts;
        [[nodiscard]] int begin(int part) const {
          return part == parts ? count : static_cast<int>(std::int64_t{grains} * part / parts) * grain;
        }
      } cut{work, count, grain, grains, parts};
      team->run(
          parts,
          [](void* of, int part) {
            const Cut& of_part = *static_cast<Cut*>(of);
            of_part.work(of_part.begin(part), of_part.begin(part + 1));
          },
          &cut);
      return;
    }
  }
  work(0, count);
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
