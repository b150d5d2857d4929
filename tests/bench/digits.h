#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/train/model.h"

namespace glassbox::bench {

/// The digits of one chunk of MNIST (engine/data/chunk.h).
class Digits {
 public:
  /// Ends the program, with a message, where the file is not there or is no chunk.
  explicit Digits(const std::string& file);

  [[nodiscard]] const std::vector<std::byte>& file() const { return file_; }
  [[nodiscard]] std::size_t size() const { return labels_.size(); }
  /// [size(), 28, 28, 1], 0 to 1.
  [[nodiscard]] const std::vector<float>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<std::uint8_t>& labels() const { return labels_; }
  /// Writes the next batch, in a circle, into the model's room.
  void fill(Model& model);

 private:
  std::vector<std::byte> file_;
  std::vector<float> inputs_;
  std::vector<std::uint8_t> labels_;
  std::size_t next_ = 0;
};

}  // namespace glassbox::bench
