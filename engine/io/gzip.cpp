#include "engine/io/gzip.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/crc32.h"
#include "engine/base/little_endian.h"

namespace glassbox {
namespace {

constexpr std::size_t kHeaderSize = 10;
constexpr std::size_t kTrailerSize = 8;  ///< CRC-32 and length of what was compressed
constexpr int kLongestCode = 15;
constexpr int kEndOfBlock = 256;
constexpr std::size_t kLiterals = 288;
constexpr std::size_t kDistances = 30;

/// Bits, each byte's lowest first; zeros beyond the end, which overrun() tells of.
class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] bool overrun() const { return overrun_; }

  /// The next `count` bits as a number, count <= 16.
  std::uint32_t bits(int count) {
    while (held_ < count) {
      pool_ |= next_byte() << held_;
      held_ += 8;
    }
    const std::uint32_t value = pool_ & ((1U << count) - 1);
    pool_ >>= count;
    held_ -= count;
    return value;
  }

  /// To the next whole byte.
  void align() {
    pool_ = 0;
    held_ = 0;
  }

 private:
  std::uint32_t next_byte() {
    overrun_ = overrun_ || next_ == bytes_.size();
    return overrun_ ? 0 : std::to_integer<std::uint32_t>(bytes_[next_++]);
  }

  std::span<const std::byte> bytes_;
  std::size_t next_ = 0;
  std::uint32_t pool_ = 0;
  int held_ = 0;
  bool overrun_ = false;
};

/// A canonical prefix code: codes of one length are consecutive numbers, in the order of their symbols (RFC
/// 1951, section 3.2.2).
class PrefixCode {
 public:
  /// lengths[symbol]: bits of its code, 0 for none.
  explicit PrefixCode(std::span<const std::uint8_t> lengths) {
    for (const std::uint8_t length : lengths) ++counts_[length];
    counts_[0] = 0;
    std::array<std::uint16_t, kLongestCode + 2> starts{};
    for (std::size_t length = 1; length <= kLongestCode; ++length) {
      starts[length + 1] = static_cast<std::uint16_t>(starts[length] + counts_[length]);
    }
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
      if (lengths[symbol] > 0) symbols_[starts[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    }
  }

  /// The next symbol; -1 for bits that are no code.
  int read(BitReader& bits) const {
    int code = 0;
    int first = 0;  ///< code of that length
    int index = 0;  ///< of that code's symbol
    for (const std::uint16_t count : std::span(counts_).subspan(1)) {
      code |= static_cast<int>(bits.bits(1));
      if (code < first + count)
        return code < first ? -1 : symbols_[static_cast<std::size_t>(index + code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }

 private:
  std::array<std::uint16_t, kLongestCode + 1> counts_{};  ///< codes of each length
  std::array<std::uint16_t, kLiterals> symbols_{};        ///< by length and number
};

/// The deflate format: blocks, each stored, or compressed by fixed codes or its own.
class Inflater {
 public:
  Inflater(std::span<const std::byte> compressed, std::size_t size) : bits_(compressed), size_(size) {
    output_.reserve(size);
  }

  /// False where the blocks are damaged or do not hold `size` bytes.
  bool run() {
    for (bool last = false; !last;) {
      last = bits_.bits(1) == 1;
      if (!block(bits_.bits(2)) || bits_.overrun()) return false;
    }
    return output_.size() == size_;
  }

  std::vector<std::byte> take() { return std::move(output_); }

 private:
  bool block(std::uint32_t kind) {
    if (kind == 0) return stored();
    if (kind == 1) return with_fixed_codes();
    return kind == 2 && with_own_codes();
  }

  bool append(std::byte byte) {
    if (output_.size() == size_) return false;
    output_.push_back(byte);
    return true;
  }

  bool stored() {
    bits_.align();
    const std::uint32_t length = bits_.bits(16);
    if (length != (~bits_.bits(16) & 0xFFFF)) return false;
    for (std::uint32_t i = 0; i < length; ++i) {
      if (!append(static_cast<std::byte>(bits_.bits(8)))) return false;
    }
    return true;
  }

  bool with_fixed_codes() {
    std::array<std::uint8_t, kLiterals> lengths;
    std::fill_n(lengths.begin(), 144, std::uint8_t{8});
    std::fill(lengths.begin() + 144, lengths.begin() + 256, std::uint8_t{9});
    std::fill(lengths.begin() + 256, lengths.begin() + 280, std::uint8_t{7});
    std::fill(lengths.begin() + 280, lengths.end(), std::uint8_t{8});
    std::array<std::uint8_t, kDistances> distances;
    distances.fill(5);
    return compressed(PrefixCode(lengths), PrefixCode(distances));
  }

  /// The lengths of both codes, themselves written in a code whose lengths come first.
  bool with_own_codes() {
    const std::size_t literals = bits_.bits(5) + 257;
    const std::size_t distances = bits_.bits(5) + 1;
    const std::size_t written = bits_.bits(4) + 4;
    if (literals > kLiterals || distances > kDistances) return false;
    constexpr std::array<std::uint8_t, 19> kOrder{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};
    std::array<std::uint8_t, 19> code_lengths{};
    for (std::size_t i = 0; i < written; ++i)
      code_lengths[kOrder[i]] = static_cast<std::uint8_t>(bits_.bits(3));
    const PrefixCode code(code_lengths);

    std::array<std::uint8_t, kLiterals + kDistances> lengths{};
    for (std::size_t i = 0; i < literals + distances;) {
      const int symbol = code.read(bits_);
      if (symbol < 0 || bits_.overrun()) return false;
      if (symbol < 16) {
        lengths[i++] = static_cast<std::uint8_t>(symbol);
        continue;
      }
      if (symbol == 16 && i == 0) return false;
      const std::uint8_t repeated = symbol == 16 ? lengths[i - 1] : std::uint8_t{0};
      const std::size_t times = symbol == 16   ? bits_.bits(2) + 3
                                : symbol == 17 ? bits_.bits(3) + 3
                                               : bits_.bits(7) + 11;
      if (i + times > literals + distances) return false;
      std::fill_n(lengths.begin() + static_cast<std::ptrdiff_t>(i), times, repeated);
      i += times;
    }
    const std::span all(lengths);
    return compressed(PrefixCode(all.first(literals)), PrefixCode(all.subspan(literals, distances)));
  }

  /// Bytes as they are, and copies of what came `distance` bytes before.
  bool compressed(const PrefixCode& literals, const PrefixCode& distances) {
    for (;;) {
      const int symbol = literals.read(bits_);
      if (symbol < 0 || bits_.overrun()) return false;
      if (symbol == kEndOfBlock) return true;
      if (symbol < kEndOfBlock) {
        if (!append(static_cast<std::byte>(symbol))) return false;
        continue;
      }
      const auto length_symbol = static_cast<std::size_t>(symbol - kEndOfBlock - 1);
      if (length_symbol >= kLengthBases.size()) return false;
      const std::size_t length = kLengthBases[length_symbol] + bits_.bits(kLengthBits[length_symbol]);
      const int read = distances.read(bits_);
      if (read < 0) return false;
      // Two symbols share each number of further bits, and each has twice the range of the pair before.
      const auto distance_symbol = static_cast<std::size_t>(read);
      const std::size_t further = distance_symbol < 2 ? 0 : distance_symbol / 2 - 1;
      const std::size_t base = distance_symbol < 2 ? distance_symbol : (2 + distance_symbol % 2) << further;
      const std::size_t distance = base + 1 + bits_.bits(static_cast<int>(further));
      if (distance > output_.size()) return false;
      for (std::size_t i = 0; i < length; ++i) {
        if (!append(output_[output_.size() - distance])) return false;
      }
    }
  }

  static constexpr std::array<std::uint16_t, 29> kLengthBases{3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                              15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                              67, 83, 99, 115, 131, 163, 195, 227, 258};
  static constexpr std::array<std::uint8_t, 29> kLengthBits{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                            2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

  BitReader bits_;
  std::size_t size_;
  std::vector<std::byte> output_;
};

/// Where the compressed data begins behind the optional parts of a header; the file's size where it does not.
std::size_t end_of_header(std::span<const std::byte> file) {
  constexpr unsigned kHeaderChecksum = 2;
  constexpr unsigned kExtra = 4;
  constexpr unsigned kName = 8;
  constexpr unsigned kComment = 16;
  const auto flags = std::to_integer<unsigned>(file[3]);
  std::size_t at = kHeaderSize;
  if ((flags & kExtra) != 0 && at + 2 <= file.size()) {
    at += 2 + std::size_t{load_little_endian<std::uint16_t>(file.subspan(at))};
  }
  for (const unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    while (at < file.size() && file[at] != std::byte{0}) ++at;
    ++at;
  }
  if ((flags & kHeaderChecksum) != 0) at += 2;
  return std::min(at, file.size());
}

}  // namespace

bool is_gzip(std::span<const std::byte> file) {
  return file.size() >= 2 && file[0] == std::byte{0x1F} && file[1] == std::byte{0x8B};
}

std::optional<std::vector<std::byte>> gunzip(std::span<const std::byte> file) {
  constexpr std::byte kDeflate{8};
  if (!is_gzip(file) || file.size() < kHeaderSize + kTrailerSize || file[2] != kDeflate) return std::nullopt;
  const std::size_t start = end_of_header(file);
  if (start + kTrailerSize > file.size()) return std::nullopt;
  const auto trailer = file.last(kTrailerSize);
  const std::size_t size = load_little_endian<std::uint32_t>(trailer.subspan(4));
  if (size > kLargestGunzipped) return std::nullopt;
  Inflater inflater(file.subspan(start, file.size() - start - kTrailerSize), size);
  if (!inflater.run()) return std::nullopt;
  std::vector<std::byte> content = inflater.take();
  if (crc32(content) != load_little_endian<std::uint32_t>(trailer)) return std::nullopt;
  return content;
}

}  // namespace glassbox
