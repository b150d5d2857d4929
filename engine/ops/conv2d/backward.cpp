#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/ops/conv2d/scratch.h"
#include "engine/simd/gemm.h"
#include "engine/simd/map.h"

// All gradients of a slice are made while its maps' are in the cache. Those by the kernel and the bias are
// sums over the batch, which is cut into shares: each share has a sum of its own, and the sums are added in
// the shares' order, so that the threads' number changes no bit.
namespace glassbox {
namespace {

// Values of the shares' sums together, each in two orders; a larger kernel has fewer shares.
constexpr std::size_t kRoomOfSums = std::size_t{1} << 22;

void add(std::size_t count, const float* from, float* to) {
  const float* const there = to;
  simd::map(
      count, to, [](auto a, auto b) { return a + b; }, there, from);
}

}  // namespace

/// The gradients by kernel and bias of one share.
struct Convolution::KernelSum {
  float* kernel = nullptr;
  float* bias = nullptr;
  bool is_turned = false;  ///< that by the kernel stands in PartScratch::turned_dw
};

int Convolution::most_shares() const {
  return static_cast<int>(std::clamp<std::size_t>(kRoomOfSums / (2 * kernel_size()), 1, Team::kMostParts));
}

/// Where a share's sum stands; the first one's is the gradient itself.
Convolution::KernelSum Convolution::sum_of(int share, const Gradients<float>& gradients,
                                           const Workspace& workspace) const {
  if (share == 0 || gradients.kernel == nullptr) return {gradients.kernel, gradients.bias};
  float* const kernel = shared_scratch(workspace).sums + static_cast<std::size_t>(share - 1) * sum_size();
  return {kernel, gradients.bias != nullptr ? kernel + kernel_size() : nullptr};
}

void Convolution::backward(int batch, const float* x, const float* w, MapsGradient dy,
                           const Gradients<float>& gradients, const Workspace& workspace) const {
  const int slices = (batch + samples_ - 1) / samples_;
  const int shares = std::min(slices, gradients.kernel != nullptr ? most_shares() : Team::kMostParts);
  float* const images = gradients.images;
  float* const turned_w = shared_scratch(workspace).turned_w;
  if (images != nullptr && may_be_sparse_gradient()) turn_kernel(w, turned_w);

  const auto add_slice = [&](const Slice& slice, KernelSum& sum, const PartScratch& scratch) {
    const float* const maps = dy(slice);
    if (images != nullptr) {
      input_gradient(slice.samples, w, turned_w, maps, images + slice.first * image_size(), scratch);
      if (sum.kernel != nullptr) clear(scratch.copies);
    }
    if (sum.kernel != nullptr) {
      add_kernel_gradient(slice.samples, x + slice.first * image_size(), maps, sum, scratch);
    }
    if (sum.bias != nullptr) simd::add_column_sums(slice.samples * positions(), filters_, maps, sum.bias);
  };
  split(workspace.team, shares, 1, [&](int first, int last, int part) {
    const PartScratch scratch = scratch_of(workspace, part);
    clear(scratch.copies);
    for (int share = first; share < last; ++share) {
      KernelSum sum = sum_of(share, gradients, workspace);
      if (share > 0 && sum.kernel != nullptr) std::fill_n(sum.kernel, kernel_size(), 0.0F);
      if (share > 0 && sum.bias != nullptr) std::fill_n(sum.bias, filters_, 0.0F);
      const int end = std::min(slices * (share + 1) / shares * samples_, batch);
      for (int n = slices * share / shares * samples_; n < end; n += samples_) {
        add_slice({n, std::min(samples_, end - n), part}, sum, scratch);
      }
      turn(sum, false, scratch);
    }
  });
  for (int share = 1; share < shares; ++share) {
    const KernelSum sum = sum_of(share, gradients, workspace);
    if (sum.kernel != nullptr) add(kernel_size(), sum.kernel, gradients.kernel);
    if (sum.bias != nullptr) add(static_cast<std::size_t>(filters_), sum.bias, gradients.bias);
  }
}

void Convolution::backward(int batch, const float* x, const float* w, const float* dy,
                           const Gradients<float>& gradients, const Workspace& workspace) const {
  backward(
      batch, x, w, [&](const Slice& slice) { return dy + slice.first * map_size(); }, gradients, workspace);
}

void Convolution::add_kernel_gradient(int samples, const float* x, const float* dy, KernelSum& sum,
                                      const PartScratch& scratch) const {
  const float* const images = readable(samples, x, scratch.copies);
  if (depthwise_ != nullptr) {
    depthwise_->add_kernel_gradient(samples, images, dy, sum.kernel, scratch.rest);
  } else if (is_sparse_image(samples, images)) {
    turn(sum, false, scratch);
    for (int i = 0; i < samples; ++i) {
      sparse_image_add_kernel_gradient(images + i * copy_size(), dy + i * map_size(), sum.kernel,
                                       scratch.rest);
    }
  } else if (is_sparse_gradient(samples, dy)) {
    turn(sum, true, scratch);
    sparse_add_kernel_gradient(samples, images, dy, scratch.turned_dw, scratch.rest);
  } else {
    turn(sum, false, scratch);
    add_products(samples, images, dy, sum.kernel);
  }
}

/// Brings the sum to where the next slice is added: the same chain of additions, whatever ways they take.
void Convolution::turn(KernelSum& sum, bool wanted, const PartScratch& scratch) const {
  if (wanted && !sum.is_turned) turn_kernel(sum.kernel, scratch.turned_dw);
  if (sum.is_turned && !wanted) turn_back(scratch.turned_dw, sum.kernel);
  sum.is_turned = wanted;
}

/// dw += patches^T dy
void Convolution::add_products(int samples, const float* images, const float* dy, float* dw) const {
  const int filters = filters_ / groups_;
  for (int group = 0; group < groups_; ++group) {
    const int f = group * filters;
    simd::multiply(taps(), filters, samples * positions(),
                   {.data = images + group * (channels_ / groups_),
                    .rows = {.table = tap_offsets_.data()},
                    .columns = {.table = position_offsets_.data()}},
                   {.data = dy + f, .stride = filters_},
                   {.data = dw + f, .stride = filters_, .accumulate = true});
  }
}

void Convolution::input_gradient(int samples, const float* w, const float* turned_w, const float* dy,
                                 float* dx, const PartScratch& scratch) const {
  if (depthwise_ != nullptr) {
    depthwise_->input_gradient(samples, dy, w, dx, scratch.rest);
    return;
  }
  float* const images = is_copied() ? scratch.copies : dx;
  std::fill_n(images, samples * copy_size(), 0.0F);
  if (is_sparse_gradient(samples, dy)) {
    sparse_add_input_gradient(samples, dy, turned_w, images, scratch.rest);
  } else {
    for (int p = 0; p < samples * positions(); p += kPatches) {
      add_patches(std::min(kPatches, samples * positions() - p), dy + std::ptrdiff_t{p} * filters_, w,
                  scratch.rest, images, position_offsets_.data() + p);
    }
  }
  if (is_copied()) gather(samples, images, dx);
}

/// The gradients of patches = dy w^T, each patch then added to the place in `images` that it was taken from.
void Convolution::add_patches(int positions, const float* dy, const float* w, float* patches, float* images,
                              const std::int32_t* places) const {
  const int filters = filters_ / groups_;
  const int channels = channels_ / groups_;
  const int run = run_of_taps();
  for (int group = 0; group < groups_; ++group) {
    simd::multiply(positions, taps(), filters,
                   {.data = dy + group * filters, .rows = {.stride = filters_}, .columns = {.stride = 1}},
                   {.data = w + group * filters, .stride = filters_, .transposed = true},
                   {.data = patches, .stride = taps()});
    const float* patch = patches;
    for (int p = 0; p < positions; ++p) {
      float* const place = images + places[p] + group * channels;
      for (int tap = 0; tap < taps(); tap += run, patch += run) {
        float* const to = place + tap_offsets_[static_cast<std::size_t>(tap)];
        simd::for_each_vector(run, [&](int i, auto lanes) {
          simd::store_first(to + i, lanes,
                            simd::load_first(to + i, lanes) + simd::load_first(patch + i, lanes));
        });
      }
    }
  }
}

}  // namespace glassbox
