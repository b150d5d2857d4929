#pragma once

#include <chrono>
#include <ctime>

namespace glassbox::bench {

/// Seconds of the processor that the calling thread has had: what else runs on the machine counts little. In
/// a browser, which does not tell them, seconds of the clock on the wall.
inline double seconds() {
  timespec time{};
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace glassbox::bench
