#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glassbox::ui {

/// What the page's API and the text mirror know of a thing on the canvas. The name is stable ("train", "pad",
/// "layer0.filters"), the label is what a person reads, the role is ARIA's ("button", "slider", "combobox",
/// "spinbutton", "checkbox", "tab", "img", "meter", "status", "text", "region").
struct Widget {
  std::string name;
  std::string label;
  std::string role;
  std::string value;  ///< as text: "0.01", "7 (98.2 %)", "2 strokes"
  bool enabled = true;
  bool visible = true;  ///< false when it exists but is scrolled out of its region
  float x = 0;          ///< rectangle in CSS pixels from the canvas' corner, clipped to what is visible
  float y = 0;
  float width = 0;
  float height = 0;
};

}  // namespace glassbox::ui
