#pragma once

#include "engine/base/team.h"

namespace glassbox::wasm {

/// The module's threads, which its sessions and models share: as many as start_team() was given. Null where
/// the module has none.
#ifdef GLASSBOX_THREADS
Team* team();
#else
inline Team* team() {
  return nullptr;
}
#endif

}  // namespace glassbox::wasm
