#include "engine/data/split.h"

#include <doctest.h>

#include <algorithm>
#include <numeric>

using namespace glassbox;

namespace {

Random random_of(std::uint64_t seed) {
  return Random(seed, Stream::data);
}

/// 60 samples of class 0, 30 of class 7, one of class 255.
std::vector<std::uint8_t> three_classes() {
  std::vector<std::uint8_t> labels(60, 0);
  labels.resize(90, 7);
  labels.push_back(255);
  return labels;
}

std::int64_t count(const std::vector<std::uint32_t>& indices, const std::vector<std::uint8_t>& labels,
                   std::uint8_t label) {
  return std::ranges::count_if(indices, [&](std::uint32_t index) { return labels[index] == label; });
}

}  // namespace

TEST_CASE("split: every sample is on one side, and every class on both in the same share") {
  const std::vector<std::uint8_t> labels = three_classes();
  const SampleSplit split = split_samples(labels, 0.25, random_of(1));
  CHECK(count(split.test, labels, 0) == 15);
  CHECK(count(split.test, labels, 7) == 8);
  CHECK(count(split.test, labels, 255) == 0);
  std::vector<std::uint32_t> all = split.train;
  all.insert(all.end(), split.test.begin(), split.test.end());
  std::ranges::sort(all);
  std::vector<std::uint32_t> numbers(labels.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  CHECK(all == numbers);
}

TEST_CASE("split: a class keeps a sample to train on, and a share of zero keeps all") {
  const std::vector<std::uint8_t> labels = three_classes();
  const SampleSplit most = split_samples(labels, 0.99, random_of(1));
  CHECK(count(most.train, labels, 0) == 1);
  CHECK(count(most.train, labels, 7) == 1);
  CHECK(count(most.train, labels, 255) == 1);
  CHECK(split_samples(labels, 0, random_of(1)).test.empty());
  CHECK(split_samples({}, 0.5, random_of(1)).train.empty());
}

TEST_CASE("split: the seed decides, and the samples are mixed") {
  const std::vector<std::uint8_t> labels = three_classes();
  CHECK(split_samples(labels, 0.5, random_of(1)).train == split_samples(labels, 0.5, random_of(1)).train);
  CHECK(split_samples(labels, 0.5, random_of(1)).train != split_samples(labels, 0.5, random_of(2)).train);
  CHECK_FALSE(std::ranges::is_sorted(split_samples(labels, 0.5, random_of(1)).train));
}
