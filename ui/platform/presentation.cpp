#include "ui/platform/presentation.h"

#include <backends/imgui_impl_opengl3.h>

#include <cstddef>
#include <cstring>

#include "ui/draw/gl.h"

namespace glassbox::ui {
namespace {

constexpr const char* kShader = "#version 300 es\n";

/// Mixes memory into one number, eight bytes a step (the multiply-and-shift of MurmurHash's finaliser).
class Fingerprint {
 public:
  void add(std::uint64_t value) {
    constexpr std::uint64_t kFactor = 0xff51afd7ed558ccdULL;
    value_ = (value_ ^ value) * kFactor;
    value_ ^= value_ >> 33U;
  }
  void add(const void* memory, std::size_t size) {
    const auto* bytes = static_cast<const char*>(memory);
    std::uint64_t word = 0;
    for (; size >= sizeof word; size -= sizeof word, bytes += sizeof word) {
      std::memcpy(&word, bytes, sizeof word);
      add(word);
    }
    word = 0;
    std::memcpy(&word, bytes, size);
    add(word);
  }
  template <class Item>
  void add(const ImVector<Item>& items) {
    add(items.Data, static_cast<std::size_t>(items.size_in_bytes()));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 1;
};

std::uint64_t fingerprint(const ImDrawData& data, ImU32 background, std::uint64_t images_version) {
  Fingerprint print;
  print.add(background);
  print.add(images_version);
  print.add(&data.DisplaySize, sizeof data.DisplaySize);
  print.add(&data.FramebufferScale, sizeof data.FramebufferScale);
  for (const ImDrawList* list : data.CmdLists) {
    print.add(list->VtxBuffer);
    print.add(list->IdxBuffer);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      print.add(&command.ClipRect, sizeof command.ClipRect);
      print.add(command.GetTexID());
      print.add(command.ElemCount);
    }
  }
  return print.value();
}

/// Whether glyphs wait to be uploaded.
bool has_new_texels(const ImDrawData& data) {
  for (const ImTextureData* texture : *data.Textures) {
    if (texture->Status != ImTextureStatus_OK) return true;
  }
  return false;
}

}  // namespace

Presentation::Presentation() {
  ImGui_ImplOpenGL3_Init(kShader);
}

Presentation::~Presentation() {
  ImGui_ImplOpenGL3_Shutdown();
}

void Presentation::begin() {
  ImGui_ImplOpenGL3_NewFrame();
}

void Presentation::show(ImDrawData& data, ImU32 background, std::uint64_t images_version) {
  const bool new_texels = has_new_texels(data);
  if (new_texels) {
    for (ImTextureData* texture : *data.Textures) ImGui_ImplOpenGL3_UpdateTexture(texture);
  }
  const std::uint64_t print = fingerprint(data, background, images_version);
  if (print == shown_ && !new_texels) return;
  shown_ = print;
  const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(background);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(colour.x, colour.y, colour.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

void Presentation::lost() {
  ImGui_ImplOpenGL3_Shutdown();
  shown_ = 0;
}

void Presentation::restored() {
  ImGui_ImplOpenGL3_Init(kShader);
}

}  // namespace glassbox::ui
