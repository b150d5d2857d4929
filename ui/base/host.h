#pragma once

#include <string>

#include "engine/session/command.h"

namespace glassbox::ui {

/// What the page does for the UI. Implemented in wasm/canvas over the browser, and by a recorder in tests.
class Host {
 public:
  Host() = default;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  virtual ~Host() = default;

  virtual void send(const Command& command) = 0;
  /// Remembers a preference ("theme", "language") beyond a reload.
  virtual void remember(const std::string& key, const std::string& value) = 0;
  /// Such a preference as a link brings it: the page around follows, and remembers nothing.
  virtual void prefer(const std::string& key, const std::string& value) = 0;
  /// The page's link fragment (io/link.h), replaced without a new history entry.
  virtual void show_link(const std::string& fragment) = 0;
  virtual void copy_text(const std::string& text) = 0;
  /// CSS cursor name: "default", "pointer", "text", "crosshair", "ew-resize", ...
  virtual void set_cursor(const std::string& name) = 0;
  /// Asks for data that failed to arrive to be fetched again.
  virtual void retry_data() = 0;
};

}  // namespace glassbox::ui
