#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/session/snapshot.h"
#include "ui/base/view.h"

namespace glassbox::ui {

/// Why a link was not opened, for a person who has not seen the field that the reason is about.
std::string link_refusal(const Error& error);

/// The view's part of a link: "theme:dark;language:es;page:1;...".
std::string write_view(const View& view);
/// Takes what it knows and skips the rest; numbers out of range are left out.
void read_view(std::string_view text, View& view);

/// What it asks for and is not there falls back to what is: a test digit to the last one.
void keep_within(View& view, const Snapshot& snapshot);

}  // namespace glassbox::ui
