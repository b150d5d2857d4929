#include <doctest.h>

#include <vector>

#include "ui/layout/link_view.h"
#include "ui/platform/focus.h"

namespace glassbox::ui {

TEST_CASE("Tab goes through what can be used, both ways, and out at the ends") {
  const std::vector<Widget> widgets = {
      {.name = "name", .label = {}, .role = "text", .value = {}},
      {.name = "train", .label = {}, .role = "button", .value = {}},
      {.name = "pause", .label = {}, .role = "button", .value = {}, .enabled = false},
      {.name = "seed", .label = {}, .role = "spinbutton", .value = {}},
      {.name = "seed.less", .label = {}, .role = "button", .value = {}},
      {.name = "seed.more", .label = {}, .role = "button", .value = {}},
      {.name = "layer.add", .label = {}, .role = "combobox", .value = {}},
  };
  CHECK(next_focus(widgets, "", false) == "train");
  CHECK(next_focus(widgets, "train", false) == "seed");
  CHECK(next_focus(widgets, "seed", false) == "layer.add");
  CHECK(next_focus(widgets, "layer.add", false).empty());
  CHECK(next_focus(widgets, "", true) == "layer.add");
  CHECK(next_focus(widgets, "seed", true) == "train");
  CHECK(next_focus(widgets, "train", true).empty());
  CHECK(next_focus(widgets, "gone since", false) == "train");
}

TEST_CASE("a link carries the view there and back") {
  View view;
  view.dark = true;
  view.language = "es";
  view.page = 2;
  view.instrument = 1;
  view.selected_layer = 3;
  view.sample = 1234;
  view.log_loss = true;
  View other;
  read_view(write_view(view), other);
  CHECK(write_view(other) == write_view(view));
  CHECK(other.sample == 1234);
}

TEST_CASE("a test digit beyond the last one is the last one, once their number is known") {
  View view;
  read_view("sample:20000", view);
  Snapshot snapshot;
  keep_within(view, snapshot);
  CHECK(view.sample == 20000);
  snapshot.data.test_size = 10000;
  keep_within(view, snapshot);
  CHECK(view.sample == 9999);
  keep_within(view, snapshot);
  CHECK(view.sample == 9999);
}

TEST_CASE("a view from outside changes only what it says, within limits") {
  View view;
  const std::string before = write_view(view);
  read_view("page:99;instrument:-1;sample:-5;layer:abc;future:1;;:;language:xx", view);
  CHECK(write_view(view) == before);
  read_view("sample:7;page:1", view);
  CHECK(view.sample == 7);
  CHECK(view.page == 1);
}

}  // namespace glassbox::ui
