#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/tensor/random.h"

namespace glassbox {

/// Which samples are for training and which for testing, each in a random order.
struct SampleSplit {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> test;
};

/// scikit-learn's train_test_split(stratify=labels): of the n samples of each class round(n test_split) are
/// for testing, at most n - 1. 0 <= test_split < 1; the order follows from `random` alone.
SampleSplit split_samples(std::span<const std::uint8_t> labels, double test_split, const Random& random);

}  // namespace glassbox
