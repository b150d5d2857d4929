#include "ui/draw/images.h"

#include <vector>

#include "ui/draw/gl.h"

namespace glassbox::ui {
namespace {

constexpr std::uint64_t kFramesKept = 120;
constexpr GLint kNearest = 0x2600;  // GL_NEAREST, which Dear ImGui's native loader leaves out

GLuint name_of(ImTextureID texture) {
  return static_cast<GLuint>(texture);
}

void release(Images::Image& image) {
  const GLuint texture = name_of(image.texture);
  if (texture != 0) glDeleteTextures(1, &texture);
  image.texture = ImTextureID_Invalid;
}

ImTextureID create() {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, kNearest);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, kNearest);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

void upload(Images::Image& image, int width, int height, const std::vector<ImU32>& pixels) {
  if (image.texture == ImTextureID_Invalid) image.texture = create();
  glBindTexture(GL_TEXTURE_2D, name_of(image.texture));
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (width == image.width && height == image.height) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  }
  image.width = width;
  image.height = height;
}

}  // namespace

Images::~Images() {
  for (auto& [name, entry] : entries_) release(entry.image);
}

const Images::Image& Images::get(std::string_view name, std::uint64_t version, int width, int height,
                                 const Paint& paint) {
  auto found = entries_.find(name);
  const bool fresh = found == entries_.end();
  if (fresh) found = entries_.emplace(name, Entry{}).first;
  Entry& entry = found->second;
  entry.last_frame = frame_;
  if (fresh || entry.version != version || entry.image.width != width || entry.image.height != height) {
    std::vector<ImU32> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    entry.image.range = paint(pixels);
    entry.version = version;
    ++version_;
    upload(entry.image, width, height, pixels);
  }
  return entry.image;
}

void Images::end_frame() {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    if (frame_ - entry->second.last_frame > kFramesKept) {
      release(entry->second.image);
      entry = entries_.erase(entry);
    } else {
      ++entry;
    }
  }
  ++frame_;
}

void Images::lost() {
  entries_.clear();
}

}  // namespace glassbox::ui
