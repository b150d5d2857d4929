// Writes the TypeScript declarations of the engine's structs, as the engine itself gives them.
//   write_types SESSION.d.ts INSPECTION.d.ts

#include <fstream>
#include <string>

#include "engine/session/codec.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ofstream session(argv[1]);
  session << "// Generated from engine/session: what a playground is told and what it tells.\n\n"
          << glassbox::typescript_types();
  std::ofstream inspection(argv[2]);
  inspection << "// Generated from engine/inspect: what the engine says of a model that is looked at.\n\n"
             << glassbox::inspection_types();
  return session.good() && inspection.good() ? 0 : 1;
}
