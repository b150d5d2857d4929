#pragma once

#include <functional>

#include "ui/base/context.h"

namespace glassbox::ui {

/// Fields side by side in `columns` equal columns, each drawn by `cell(i)`, row by row. A field's width is
/// its column's.
void grid(Context& context, const char* name, int columns, int count, const std::function<void(int)>& cell);

/// Columns of at least `minimum` pixels that fit here, from 1 to `most`.
int grid_columns(float minimum, int most);

}  // namespace glassbox::ui
