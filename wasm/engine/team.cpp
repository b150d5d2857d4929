#include "wasm/engine/team.h"

#ifdef GLASSBOX_THREADS

#include <emscripten/bind.h>

#include <memory>

namespace glassbox::wasm {
namespace {

std::unique_ptr<Team> the_team;

/// Once, first.
void start_team(int threads) {
  the_team = std::make_unique<Team>(threads);
}

EMSCRIPTEN_BINDINGS(glassbox_team) {
  emscripten::function("start_team", &start_team);
}

}  // namespace

Team* team() {
  return the_team.get();
}

}  // namespace glassbox::wasm

#endif
