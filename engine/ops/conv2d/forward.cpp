#include <algorithm>

#include "engine/ops/conv2d/convolution.h"
#include "engine/ops/conv2d/scratch.h"
#include "engine/simd/gemm.h"

// A convolution is, group by group, the product of its patches, one row a position and one column a tap, with
// the kernel (taps x filters). The patches are never built: simd::Left addresses them inside the image by two
// tables.
namespace glassbox {

void Convolution::forward(int batch, const float* x, const float* w, const float* b, MapsRoom room,
                          MapsDone done, const Workspace& workspace) const {
  if (winograd_ != nullptr) winograd_->transform_kernel(w, workspace.scratch);
  split(workspace.team, batch, samples_, [&](int first, int last, int part) {
    const PartScratch scratch = scratch_of(workspace, part);
    clear(scratch.copies);
    for (int n = first; n < last; n += samples_) {
      const Slice slice{n, std::min(samples_, last - n), part};
      const float* const images = readable(slice.samples, x + n * image_size(), scratch.copies);
      float* const maps = room(slice);
      if (depthwise_ != nullptr) {
        depthwise_->forward(slice.samples, images, w, b, maps, scratch.rest);
      } else if (winograd_ != nullptr) {
        for (int i = 0; i < slice.samples; ++i) {
          winograd_->forward(images + i * copy_size(), workspace.scratch, b, maps + i * map_size(),
                             scratch.rest);
        }
      } else if (is_sparse_image(slice.samples, images)) {
        for (int i = 0; i < slice.samples; ++i) {
          sparse_image_forward(images + i * copy_size(), w, b, maps + i * map_size(), scratch.rest);
        }
      } else {
        multiply_patches(slice.samples, images, w, b, maps);
      }
      done(slice);
    }
  });
}

/// y = patches w + b
void Convolution::multiply_patches(int samples, const float* images, const float* w, const float* b,
                                   float* y) const {
  const int filters = filters_ / groups_;
  for (int group = 0; group < groups_; ++group) {
    const int f = group * filters;
    simd::multiply(samples * positions(), filters, taps(),
                   {.data = images + group * (channels_ / groups_),
                    .rows = {.table = position_offsets_.data()},
                    .columns = {.table = tap_offsets_.data()}},
                   {.data = w + f, .stride = filters_},
                   {.data = y + f, .stride = filters_, .row = b != nullptr ? b + f : nullptr});
  }
}

void Convolution::forward(int batch, const float* x, const float* w, const float* b, float* y,
                          const Workspace& workspace) const {
  forward(
      batch, x, w, b, [&](const Slice& slice) { return y + slice.first * map_size(); }, [](const Slice&) {},
      workspace);
}

}  // namespace glassbox
