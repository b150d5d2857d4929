#pragma once

#include <span>

#include "engine/ops/dense/dense.h"
#include "engine/simd/terms.h"

namespace glassbox {

class Dense final : public Op {
 public:
  Dense(const DenseOptions& options, const Shape& input);

  [[nodiscard]] std::string kind() const override { return "dense"; }
  [[nodiscard]] Shape output_shape() const override { return {units_}; }
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] double multiply_adds() const override { return static_cast<double>(inputs_) * units_; }

  [[nodiscard]] std::size_t saved_size(int batch) const override;
  [[nodiscard]] std::size_t scratch_size(int batch) const override;
  [[nodiscard]] bool overwrites_gradients() const override { return true; }
  void choose(const FastPaths& paths) override { paths_ = paths; }

  void forward(const Frame<double>& frame) const override;
  void backward(const Frame<double>& frame) const override;
  void forward(const Frame<float>& frame) const override;
  void backward(const Frame<float>& frame) const override;

 private:
  void kernel_gradient(const Frame<float>& frame) const;

  // sparse.cpp
  /// Every sample's inputs that are not zero, with their numbers as offsets.
  struct Lists {
    simd::Term* terms;
    std::int32_t* lengths;
    int room;  ///< for the terms of one sample

    [[nodiscard]] std::span<const simd::Term> of(int sample) const {
      return {terms + std::ptrdiff_t{sample} * room, static_cast<std::size_t>(lengths[sample])};
    }
  };
  [[nodiscard]] Lists lists(const Frame<float>& frame) const;
  [[nodiscard]] bool may_be_sparse() const;
  void list_inputs(const Frame<float>& frame) const;
  [[nodiscard]] bool is_sparse(const Frame<float>& frame) const;  ///< once they are listed
  void sparse_forward(const Frame<float>& frame) const;
  void sparse_kernel_gradient(const Frame<float>& frame) const;

  /// So many rows of dW are computed from a copy of their columns of x: read in place, one column of every
  /// sample, they would drive each other out of the cache where the samples lie a multiple of 4 KiB apart.
  static constexpr int kCopied = 48;

  DenseOptions options_;
  FastPaths paths_;
  int inputs_;
  int units_;
};

}  // namespace glassbox
