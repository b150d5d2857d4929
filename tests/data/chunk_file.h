#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/crc32.h"

namespace glassbox::test {

/// What a chunk file says; make_chunk_file() makes its bytes.
struct ChunkContent {
  std::array<std::uint32_t, 3> image{2, 3, 1};  ///< height, width, channels
  std::uint32_t classes = 10;
  std::vector<std::uint8_t> labels;
  std::vector<std::uint8_t> pixels;
};

inline std::vector<std::byte> make_chunk_file(const ChunkContent& content) {
  std::vector<std::byte> body;
  for (const std::uint8_t label : content.labels) body.push_back(std::byte{label});
  for (const std::uint8_t pixel : content.pixels) body.push_back(std::byte{pixel});

  std::vector<std::byte> file;
  for (const char letter : {'G', 'B', 'C', '1'}) file.push_back(static_cast<std::byte>(letter));
  const auto samples = static_cast<std::uint32_t>(content.labels.size());
  const auto& [height, width, channels] = content.image;
  for (const std::uint32_t field : {samples, height, width, channels, content.classes, crc32(body)}) {
    for (int byte = 0; byte < 4; ++byte) file.push_back(static_cast<std::byte>(field >> (8 * byte)));
  }
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

}  // namespace glassbox::test
