#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/ops/conv2d/part_scratch.h"

namespace glassbox {

std::size_t Convolution::kernel_size() const {
  return static_cast<std::size_t>(taps()) * static_cast<std::size_t>(filters_);
}

std::size_t Convolution::copies_size() const {
  return static_cast<std::size_t>(is_copied() ? samples_ * copy_size() : 0);
}

/// What the parts share: forward, the kernel as Winograd reads it; backward, the turned kernel and the sums
/// of the shares.
std::size_t Convolution::shared_size() const {
  const std::size_t forward = winograd_ != nullptr ? winograd_->kernel_size() : 0;
  const std::size_t sum = kernel_size() + static_cast<std::size_t>(filters_);
  return std::max(forward, kernel_size() + static_cast<std::size_t>(most_shares() - 1) * sum);
}

std::size_t Convolution::part_size() const {
  std::size_t rest = std::max(ink_size(), gradient_lists_size());
  if (!is_depthwise()) {
    rest = std::max(rest, static_cast<std::size_t>(kPatches) * static_cast<std::size_t>(taps()));
  }
  if (winograd_ != nullptr) rest = std::max(rest, winograd_->scratch_size());
  return 2 * copies_size() + (may_be_sparse_gradient() ? kernel_size() : 0) + rest;
}

std::size_t Convolution::scratch_size() const {
  const std::size_t size = shared_size() + Team::kMostParts * part_size();
  return mirror_ == nullptr ? size : std::max(size, kernel_size() + mirror_->scratch_size());
}

Convolution::PartScratch Convolution::scratch_of(const Workspace& workspace, int part) const {
  PartScratch scratch;
  scratch.copies = workspace.scratch + shared_size() + static_cast<std::size_t>(part) * part_size();
  scratch.image_gradients = scratch.copies + copies_size();
  scratch.turned_dw = scratch.image_gradients + copies_size();
  scratch.rest = scratch.turned_dw + (may_be_sparse_gradient() ? kernel_size() : 0);
  return scratch;
}

}  // namespace glassbox
