#pragma once

#include <array>
#include <cstddef>

namespace glassbox {

/// Samples a second over the last second or so of training time. For display only.
class Throughput {
 public:
  void add(double samples, double seconds) {
    newest_.samples += samples;
    newest_.seconds += seconds;
    if (newest_.seconds < kSeconds / kParts) return;
    parts_[next_] = newest_;
    next_ = (next_ + 1) % kParts;
    newest_ = {};
  }

  [[nodiscard]] double rate() const {
    Part sum = newest_;
    for (const Part& part : parts_) {
      sum.samples += part.samples;
      sum.seconds += part.seconds;
    }
    return sum.seconds > 0 ? sum.samples / sum.seconds : 0;
  }

 private:
  static constexpr std::size_t kParts = 8;
  static constexpr double kSeconds = 1;
  struct Part {
    double samples = 0;
    double seconds = 0;
  };

  std::array<Part, kParts> parts_{};
  Part newest_;
  std::size_t next_ = 0;
};

}  // namespace glassbox
