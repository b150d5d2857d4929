#include "ui/widgets/grid.h"

#include <imgui.h>

#include <algorithm>

namespace glassbox::ui {

void grid(Context& context, const char* name, int columns, int count, const std::function<void(int)>& cell) {
  const float half = context.theme.gap / 2;
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(half, half));
  if (ImGui::BeginTable(name, columns, ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoPadOuterX)) {
    for (int i = 0; i < count; ++i) {
      ImGui::TableNextColumn();
      cell(i);
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
}

int grid_columns(float minimum, int most) {
  return std::clamp(static_cast<int>(ImGui::GetContentRegionAvail().x / minimum), 1, most);
}

}  // namespace glassbox::ui
