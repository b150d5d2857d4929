#pragma once

#include <chrono>

namespace glassbox::bench {

inline double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace glassbox::bench
