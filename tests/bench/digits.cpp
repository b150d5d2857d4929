#include "tests/bench/digits.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/data/chunk.h"
#include "engine/data/dataset.h"

namespace glassbox::bench {

Digits::Digits(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> bytes(std::istreambuf_iterator<char>(stream), {});
  std::ranges::transform(bytes, std::back_inserter(file_), [](char byte) { return std::byte(byte); });
  const Result<Chunk> chunk = decode_chunk(file_);
  if (!chunk) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), chunk.error().code.c_str());
    std::exit(1);
  }
  std::ranges::transform(chunk.value().pixels, std::back_inserter(inputs_), pixel_value);
  labels_.assign(chunk.value().labels.begin(), chunk.value().labels.end());
}

void Digits::fill(Model& model) {
  const std::span<std::uint8_t> labels = model.batch_labels();
  const std::size_t n = labels.size();
  const std::size_t values = inputs_.size() / size();
  if (next_ + n > size()) next_ = 0;
  std::copy_n(inputs_.begin() + static_cast<std::ptrdiff_t>(next_ * values), n * values,
              model.batch_inputs().begin());
  std::copy_n(labels_.begin() + static_cast<std::ptrdiff_t>(next_), n, labels.begin());
  next_ += n;
}

}  // namespace glassbox::bench
