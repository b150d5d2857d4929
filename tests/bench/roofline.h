#pragma once

#include <cstddef>

namespace glassbox::bench {

/// Bytes a second, read and written, of a copy that moves about `bytes` in all: as fast as the cache or
/// memory in which so many have room. Runs for a few milliseconds.
double copy_bandwidth(std::size_t bytes);

/// The least seconds that work can take on this core: what its multiply-adds take at the peak, or what its
/// bytes take to be read or written once, whichever is longer. Both limits are measured now.
double least_seconds(double multiply_adds, double bytes);

}  // namespace glassbox::bench
