#!/usr/bin/env bash
# Prints a file to source: it puts an emcc of 4.0 or newer on PATH. That is the one already there, else Emscripten 6
# set up in the cache, else (or with GLASSBOX_TOOLCHAIN=stable) the older one of Debian's stable release.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ -z "${GLASSBOX_TOOLCHAIN:-}" ] && version=$(emcc -dumpversion 2>/dev/null) && [ "${version%%.*}" -ge 4 ]; then
  say "Emscripten $version of this machine"
  echo /dev/null
  exit
fi
command -v apt-get >/dev/null || fail "No emcc 4.0 or newer on PATH, and no apt to get one with: please install and activate emsdk."

builder=$toolchain_dir/emscripten-${GLASSBOX_TOOLCHAIN:-6}.sh
[ -e "$builder" ] || fail "GLASSBOX_TOOLCHAIN is 'stable' or empty, not '$GLASSBOX_TOOLCHAIN'."
llvm_parts=$toolchain_dir/emscripten-parts.sh
if ! dir=$(cached "emscripten-${GLASSBOX_TOOLCHAIN:-6}" "$builder" "$(sha256sum <"$llvm_parts")"); then
  [ -z "${GLASSBOX_TOOLCHAIN:-}" ] || exit 1
  say "WARNING: Emscripten 6 could not be set up; falling back to the one of Debian's stable release"
  dir=$(cached emscripten-stable "$toolchain_dir/emscripten-stable.sh" "$(sha256sum <"$llvm_parts")")
fi
echo "$dir/env.sh"
