#include "ui/layout/link_view.h"

#include <doctest.h>

using namespace glassbox;
using namespace glassbox::ui;

TEST_CASE("link view: a refusal says that it is the link, and what in it") {
  CHECK(link_refusal({"parameter.range", {"-1", "0", "1000"}, -1, "learning_rate"}) ==
        "This link cannot be opened, and the page starts as usual. Learning rate: -1 is not possible here. "
        "Choose a value from 0 to 1000.");
  CHECK(link_refusal({"parameter.not_integer", {}, 1, "units"}) ==
        "This link cannot be opened, and the page starts as usual. Layer 2: Units: This has to be a whole "
        "number.");
  CHECK(link_refusal({"model.no_layers", {}, -1, ""}) ==
        "This link cannot be opened, and the page starts as usual. A network needs at least one layer.");
  CHECK(link_refusal({"link.format", {}, -1, ""}) == "This link is damaged. The page starts as usual.");
}
