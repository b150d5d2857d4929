#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/session/snapshot.h"
#include "ui/base/host.h"
#include "ui/base/input.h"
#include "ui/base/interaction.h"
#include "ui/base/widget.h"

namespace glassbox::ui {

/// A font file's bytes, TTF or OTF.
struct FontFiles {
  std::vector<unsigned char> regular;
  std::vector<unsigned char> semibold;
};

/// One playground: an own Dear ImGui context over the GL context that is current when it is created and
/// drawn.
class App {
 public:
  App(Host& host, const FontFiles& fonts);
  ~App();

  void input(const InputEvent& event);
  void show(Snapshot snapshot);
  void set_preferences(bool dark, const std::string& language);
  /// Whether a finger is the usual pointer here: controls are larger then.
  void set_coarse_pointer(bool coarse);
  /// A link's fragment as the page was opened with it; applied once the first snapshot is there. False when
  /// it is none of ours.
  bool open_link(const std::string& fragment);
  /// Shows the learner an error that no command of theirs has caused, until they close it.
  void notify(const Error& error);

  /// True when a frame must be drawn: input, a new snapshot or an animation since the last one.
  [[nodiscard]] bool wants_frame() const;
  /// True when input is left that another frame has to take up (a press and its release need one each).
  [[nodiscard]] bool has_input() const;
  /// Draws one frame; sizes in CSS pixels. The canvas has width * pixel_ratio by height * pixel_ratio device
  /// pixels.
  void frame(float width, float height, float pixel_ratio, double seconds);
  /// The GL context is gone, and there again: all that lay in it is made anew.
  void graphics_lost();
  void graphics_restored();

  /// Named widgets of the last frame.
  [[nodiscard]] std::span<const Widget> widgets() const;
  /// Whether a text field has the focus (the page then focuses its hidden text input for keyboards and IME),
  /// where it lies, and what is selected in it.
  [[nodiscard]] bool wants_text() const;
  [[nodiscard]] Area text_area() const;
  [[nodiscard]] std::string selected_text() const;
  /// Whether the point lies on something that uses a touch itself (the pad, a slider), so that the page must
  /// not scroll.
  [[nodiscard]] bool wants_touch(float x, float y) const;
  /// Whether a panel under the point scrolls in that direction (positive: towards its end); otherwise the
  /// page does.
  [[nodiscard]] bool wants_scroll(float x, float y, float by_x, float by_y) const;

  /// The widget that has the keyboard focus; empty: none.
  [[nodiscard]] const std::string& focused() const;
  /// Tab: the next widget takes the keyboard focus. False at the end: the focus leaves the canvas.
  bool move_focus(bool backwards);
  /// Gives a widget the keyboard focus by its name.
  void focus(const std::string& name);
  /// Escape: closes a list or gives an edit up. False when there was none: the canvas releases the focus.
  bool escape();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace glassbox::ui
