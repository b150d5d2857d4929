#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/error.h"

namespace glassbox {

/// A chunk file, uncompressed, little-endian:
///   0  char[4] "GBC1"      4  uint32 samples   8  uint32 height   12  uint32 width   16  uint32 channels 20
///   uint32 classes 24 uint32 CRC-32 (ISO-HDLC, as zlib's crc32) of all that follows 28 uint8
///   labels[samples], then uint8 pixels[samples * height * width * channels], row by row, channels last
struct Chunk {
  std::int32_t samples = 0;
  std::int32_t height = 0;
  std::int32_t width = 0;
  std::int32_t channels = 0;
  std::int32_t classes = 0;
  std::span<const std::uint8_t> labels;  ///< both borrow from the file's bytes
  std::span<const std::uint8_t> pixels;
};

/// Errors: "chunk.truncated" (bytes there, bytes expected), "chunk.format", "chunk.checksum", "chunk.label".
Result<Chunk> decode_chunk(std::span<const std::byte> file);

}  // namespace glassbox
