#pragma once

#include <string>
#include <vector>

#include "engine/session/snapshot.h"
#include "ui/base/host.h"
#include "ui/base/interaction.h"
#include "ui/base/view.h"
#include "ui/base/widget.h"
#include "ui/theme/theme.h"

namespace glassbox::ui {

class Images;

/// All a panel may use while it draws itself: the latest snapshot, the view state, the way out, and the list
/// of named widgets.
struct Context {
  const Snapshot& snapshot;
  View& view;
  Host& host;
  const Theme& theme;
  std::vector<Widget>& widgets;  ///< of this frame, in drawing order
  Interaction& interaction;
  Images& images;   ///< pixel images as textures of this playground (ui/draw/images.h)
  double time = 0;  ///< seconds; display only
};

}  // namespace glassbox::ui
