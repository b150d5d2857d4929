#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace glassbox::ui {

/// Pixel images as textures with nearest sampling, one texel a value: they stay sharp at every size. One set
/// a playground; made, used and destroyed while its GL context is current.
class Images {
 public:
  /// The range of values that the colours of an image stand for.
  struct Range {
    float low = 0;
    float high = 0;
  };
  struct Image {
    ImTextureID texture = ImTextureID_Invalid;
    int width = 0;
    int height = 0;
    Range range;
  };
  /// Writes width x height pixels (IM_COL32), row by row.
  using Paint = std::function<Range(std::span<ImU32> pixels)>;

  Images() = default;
  Images(const Images&) = delete;
  Images& operator=(const Images&) = delete;
  ~Images();

  /// The image of that name; painted anew only when `version` or the size differs from the time before.
  const Image& get(std::string_view name, std::uint64_t version, int width, int height, const Paint& paint);

  /// Another number whenever the pixels of an image have changed.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Frees what was not asked for in the last frames.
  void end_frame();
  /// The GL context was lost: its textures are gone, all are painted anew.
  void lost();

 private:
  struct Entry {
    Image image;
    std::uint64_t version = 0;
    std::uint64_t last_frame = 0;
  };
  std::map<std::string, Entry, std::less<>> entries_;
  std::uint64_t frame_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace glassbox::ui
