#pragma once

#include <cstddef>

#include "engine/base/team.h"
#include "engine/simd/map.h"

namespace glassbox {

/// What a value of an elementwise loop takes: 0.1 nanoseconds for a sum, 0.9 for an exponential.
inline constexpr double kValueNanoseconds = 0.25;

/// simd::map() over a large tensor, by all threads of the team; the reference is the caller's alone.
template <class Function, class... From>
void parallel_map(Team* /*team*/, std::size_t count, double* to, Function f, const From*... from) {
  simd::map(count, to, f, from...);
}
template <class Function, class... From>
void parallel_map(Team* team, std::size_t count, float* to, Function f, const From*... from) {
  if constexpr (kThreads) {
    split_if_worth(team, static_cast<int>(count), kValueGrain, kValueNanoseconds, [=](int first, int last) {
      simd::map(static_cast<std::size_t>(last - first), to + first, f, (from + first)...);
    });
  } else {
    simd::map(count, to, f, from...);
  }
}

}  // namespace glassbox
