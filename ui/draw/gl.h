#pragma once

// OpenGL as Dear ImGui's renderer uses it: OpenGL ES 3 in the browser, its own loader on the native machine.
#ifdef IMGUI_IMPL_OPENGL_ES3
#include <GLES3/gl3.h>
#else
#include <backends/imgui_impl_opengl3_loader.h>
#endif
