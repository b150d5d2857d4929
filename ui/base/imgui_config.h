#pragma once

// Dear ImGui's compile-time settings (IMGUI_USER_CONFIG of everything that includes imgui.h).

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS

// WebGL2 has no base vertex: a feature map as cells soon passes 65,536 vertices in one list.
#define ImDrawIdx unsigned int

#define IMGUI_DEFINE_MATH_OPERATORS
