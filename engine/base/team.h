#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace glassbox {

/// Threads that do the parts of one piece of work together; whoever asks is one of them. What they compute
/// must not depend on how the work was cut: parts write different memory, and nothing is summed across them.
class Team {
 public:
  /// One piece of work is cut into so many parts at most; ops have scratch for each.
  static constexpr int kMostParts = 8;

  /// Starts threads - 1 threads, which wait. One thread is a team of the caller alone.
  explicit Team(int threads);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  [[nodiscard]] int threads() const { return static_cast<int>(workers_.size()) + 1; }
  /// How many of the threads take part from now on, 1 to threads().
  void use(int threads) { used_ = std::clamp(threads, 1, this->threads()); }
  [[nodiscard]] int used() const { return used_; }

  using Part = void (*)(void* work, int part);
  /// Calls part(work, i) for every i below `parts` <= used(), each on a thread of its own, and returns when
  /// all are done. Not to be called from within a part.
  void run(int parts, Part part, void* work);

 private:
  void serve(int number);

  std::vector<std::thread> workers_;
  int used_ = 1;
  Part part_ = nullptr;
  void* work_ = nullptr;
  int parts_ = 0;
  std::atomic<unsigned> round_{0};  ///< counts the calls of run()
  std::atomic<int> unfinished_{0};
  std::atomic<bool> ends_{false};
  std::mutex mutex_;
  std::condition_variable woken_;
};

/// Calls work(first, last), or work(first, last, part) with part < Team::kMostParts, for parts of 0..count
/// that begin at multiples of `grain`: one for each thread in use, all of it where there is no team.
template <class Work>
void split(Team* team, int count, int grain, Work work) {
  const int grains = (count + grain - 1) / grain;
  const auto call = [&work](int first, int last, [[maybe_unused]] int part) {
    if constexpr (std::is_invocable_v<Work&, int, int, int>) {
      work(first, last, part);
    } else {
      work(first, last);
    }
  };
  const int parts = team == nullptr ? 1 : std::min({team->used(), grains, Team::kMostParts});
  if (parts <= 1) {
    call(0, count, 0);
    return;
  }
  struct Cut {
    const decltype(call)& piece;
    int count, grain, grains, parts;
    [[nodiscard]] int begin(int i) const { return std::min(grains * i / parts * grain, count); }
  } cut{call, count, grain, grains, parts};
  team->run(
      parts,
      [](void* work_cut, int i) {
        const Cut& whole = *static_cast<Cut*>(work_cut);
        whole.piece(whole.begin(i), whole.begin(i + 1), i);
      },
      &cut);
}

}  // namespace glassbox
