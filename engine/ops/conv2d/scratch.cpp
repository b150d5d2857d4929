#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/ops/conv2d/scratch.h"

namespace glassbox {

std::size_t Convolution::kernel_size() const {
  return static_cast<std::size_t>(taps()) * static_cast<std::size_t>(filters_);
}

std::size_t Convolution::copies_size() const {
  return static_cast<std::size_t>(is_copied() ? samples_ * copy_size() : 0);
}

std::size_t Convolution::sum_size() const {
  return kernel_size() + static_cast<std::size_t>(filters_);
}

/// Forward the parts share the kernel as Winograd reads it, backward a SharedScratch.
std::size_t Convolution::shared_size() const {
  const auto shares = static_cast<std::size_t>(most_shares());
  const std::size_t forward = winograd_ != nullptr ? winograd_->kernel_size() : 0;
  const std::size_t turned = may_be_sparse_gradient() ? (1 + shares) * kernel_size() : 0;
  return std::max(forward, turned + (shares - 1) * sum_size());
}

Convolution::SharedScratch Convolution::shared_scratch(const Workspace& workspace) const {
  const std::size_t turned = may_be_sparse_gradient() ? kernel_size() : 0;
  float* const sums = workspace.scratch + turned;
  return {workspace.scratch, sums, sums + static_cast<std::size_t>(most_shares() - 1) * sum_size()};
}

std::size_t Convolution::part_size() const {
  std::size_t rest = std::max(ink_size(), gradient_lists_size());
  if (depthwise_ != nullptr) {
    rest = std::max(rest, depthwise_->scratch_size());
  } else {
    rest = std::max(rest, static_cast<std::size_t>(kPatches) * static_cast<std::size_t>(taps()));
  }
  if (winograd_ != nullptr) rest = std::max(rest, winograd_->scratch_size());
  return copies_size() + rest;
}

std::size_t Convolution::scratch_size() const {
  return shared_size() + Team::kMostParts * part_size();
}

Convolution::PartScratch Convolution::scratch_of(const Workspace& workspace, int part) const {
  const auto number = static_cast<std::size_t>(part);
  PartScratch scratch;
  scratch.copies = workspace.scratch + shared_size() + number * part_size();
  scratch.turned_dw = shared_scratch(workspace).turned_sums + number * kernel_size();
  scratch.rest = scratch.copies + copies_size();
  return scratch;
}

}  // namespace glassbox
