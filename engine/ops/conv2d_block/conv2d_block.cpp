#include "engine/ops/conv2d_block/conv2d_block.h"

#include <algorithm>

#include "engine/ops/activation/activation.h"
#include "engine/ops/conv2d_block/conv2d_block_op.h"

namespace glassbox {

Conv2DBlock::Conv2DBlock(const Conv2DOptions& options, const Shape& input,
                         const std::optional<Pool2DOptions>& pool)
    : conv2d_(options, input), relu_(make_activation("relu", conv2d_.output_shape())) {
  if (pool) pool_.emplace(*pool, conv2d_.output_shape());
}

std::size_t Conv2DBlock::scratch_size(int /*batch*/) const {
  constexpr std::size_t kReferenceMaps = 4;  // the maps, ReLU's, and the gradients of both
  const auto slice = static_cast<std::size_t>(convolution().slice_size());
  return std::max(convolution().scratch_size() + Team::kMostParts * slice, kReferenceMaps * slice);
}

Fused fuse_conv2d(const Conv2DOptions& options, const Shape& input, std::span<const Op* const> followers) {
  const bool has_groups = options.depthwise || options.groups != 1;
  if (has_groups || followers.empty() || followers[0]->kind() != "relu") return {};
  std::optional<Pool2DOptions> pool;
  if (followers.size() > 1) {
    if (const auto* found = dynamic_cast<const MaxPool2D*>(followers[1])) {
      const Pool2DOptions& wanted = found->options();
      if (wanted.pool_size == wanted.strides && wanted.padding == Padding::valid) pool = wanted;
    }
  }
  return {std::make_unique<Conv2DBlock>(options, input, pool), pool ? std::size_t{2} : std::size_t{1}};
}

}  // namespace glassbox
