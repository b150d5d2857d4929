#pragma once

namespace glassbox::bench {

/// Multiply-adds a second of a loop that touches nothing but registers: what this core can do at most with
/// the engine's vectors, in this build, at this moment. Runs for a few milliseconds.
double multiply_add_peak();

}  // namespace glassbox::bench
