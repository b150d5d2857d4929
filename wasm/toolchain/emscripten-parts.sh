# The steps that both ways to an Emscripten share (sourced by emscripten-6.sh and emscripten-stable.sh). The result
# is one folder: emscripten/, llvm/, binaryen/ (bin, real, lib), cache/ (the system libraries) and env.sh.

# install_llvm DIR MAJOR: clang, lld and LLVM's tools, native, from bookworm (its security updates bring the new ones)
install_llvm() {
  local dir=$1 major=$2 package downloads=$1/downloads tool
  local root=$dir/llvm/usr/lib/llvm-$major
  mkdir -p "$downloads"
  for package in clang lld llvm; do
    (cd "$downloads" && debian_apt bookworm download $package-$major)
  done
  (cd "$downloads" && debian_apt bookworm download libllvm$major libclang-cpp$major libclang-common-$major-dev)
  for package in "$downloads"/*.deb; do dpkg-deb -x "$package" "$dir/llvm"; done
  # clang looks for it beside its own folder
  ln -sf "../../x86_64-linux-gnu/$(basename "$(find "$dir"/llvm/usr/lib -name 'libLLVM*.so.*' -type f -path '*linux-gnu*')")" "$root/lib/"
  # Only what a build for wasm needs, and the tools to look into its results.
  rm -rf "$downloads" "$dir"/llvm/usr/{share,bin} "$root/share"
  for tool in "$root"/bin/*; do
    case ${tool##*/} in
    clang | clang++ | clang-"$major" | clang-scan-deps | lld | wasm-ld | ld.lld | llvm-ar | llvm-ranlib | llvm-nm) ;;
    llvm-objcopy | llvm-strip | llvm-objdump | llvm-size | llvm-dwarfdump | llvm-readobj | llvm-symbolizer | llvm-cxxfilt) ;;
    *) rm -f "$tool" ;;
    esac
  done
}

# install_binaryen DIR PACKAGE_DIR: binaryen unpacked in PACKAGE_DIR comes from a newer Debian, so it runs under the
# loader and the C and C++ libraries of that Debian (trixie's serve).
install_binaryen() {
  local dir=$1 unpacked=$2 runtime=$1/runtime library tool
  mkdir -p "$dir"/binaryen/{bin,real,lib} "$runtime"
  for library in libc6 libstdc++6 libgcc-s1; do
    (cd "$runtime" && debian_apt trixie download $library && dpkg-deb -x $library*.deb .)
  done
  for library in ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libpthread.so.0 libdl.so.2 librt.so.1 libstdc++.so.6 libgcc_s.so.1; do
    cp -L "$(find "$runtime" -name $library | head -1)" "$dir/binaryen/lib/"
  done
  cp -L "$unpacked"/usr/lib/x86_64-linux-gnu/libbinaryen.so* "$dir/binaryen/lib/"
  for tool in wasm-as wasm-ctor-eval wasm-dis wasm-emscripten-finalize wasm-metadce wasm-opt wasm-split wasm2js; do
    cp "$unpacked/usr/bin/$tool" "$dir/binaryen/real/"
    cat >"$dir/binaryen/bin/$tool" <<'WRAPPER'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/..
exec "$here/lib/ld-linux-x86-64.so.2" --inhibit-cache --library-path "$here/lib" --argv0 "$0" "$here/real/${0##*/}" "$@"
WRAPPER
    chmod +x "$dir/binaryen/bin/$tool"
  done
  rm -rf "$runtime"
}

# install_node_modules DIR: what Emscripten's JavaScript tools import (Debian has it in packages of its own)
install_node_modules() {
  local modules=$1/emscripten/node_modules package archive
  mkdir -p "$modules"
  for package in acorn@8.15.0 acorn-import-phases@1.0.4; do
    archive=$(cd "$1" && npm pack --silent "$package" | tail -1)
    mkdir "$modules/${package%@*}"
    tar xzf "$1/$archive" -C "$modules/${package%@*}" --strip-components=1
    rm "$1/$archive"
  done
}

# repair DIR LLVM_MAJOR: Debian pairs this Emscripten with another LLVM and with npm packages of its own
repair() {
  /usr/bin/python3 - "$1/emscripten/tools" "$2" <<'REPAIR'
import pathlib, re, sys

tools, llvm = pathlib.Path(sys.argv[1]), int(sys.argv[2])


def replace(name, pattern, replacement):
    path = tools / name
    text, count = re.subn(pattern, replacement, path.read_text())
    assert count == 1, f"{name}: {count} places for {pattern}"
    path.write_text(text)


replace("shared.py", r"EXPECTED_LLVM_VERSION = \d+", f"EXPECTED_LLVM_VERSION = {llvm}")
if llvm >= 22:  # its wasm-ld puts the stack first unless told not to
    replace("building.py", r"(  if settings.STACK_FIRST:\n    cmd.append\('--stack-first'\)\n)(?!  else)",
            r"\1  else:\n    cmd.append('--no-stack-first')\n")
REPAIR
}

# write_configuration DIR LLVM_MAJOR: env.sh, and emcc's configuration (Python, evaluated by emcc itself). The paths must
# read the same in every shell: emcc erases its libraries when they differ from the last time's.
write_configuration() {
  cat >"$1/emscripten/.emscripten" <<CONFIGURATION
from tools.utils import path_from_root

LLVM_ROOT = path_from_root('../llvm/usr/lib/llvm-$2/bin')
BINARYEN_ROOT = path_from_root('../binaryen')
NODE_JS = '$(command -v node)'
CACHE = path_from_root('../cache')
CONFIGURATION
  cat >"$1/env.sh" <<'ENVIRONMENT'
# . env.sh: puts emcc, em++ and emcmake on PATH
EMSCRIPTEN=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/emscripten
unset EM_CACHE EM_LLVM_ROOT EM_BINARYEN_ROOT EM_NODE_JS # of another Emscripten
export EMSCRIPTEN EM_CONFIG=$EMSCRIPTEN/.emscripten EMSDK_PYTHON=/usr/bin/python3 PATH=$EMSCRIPTEN:$PATH
ENVIRONMENT
}

# prebuild_libraries DIR FLAGS...: links a small program once, so that emcc builds the system libraries that the
# release build needs and no others.
prebuild_libraries() {
  local dir=$1 warm=$1/warm; shift
  mkdir "$warm"
  cat >"$warm/warm.cpp" <<'PROGRAM'
#include <GLES3/gl3.h>
#include <emscripten/bind.h>
#include <emscripten/html5.h>

#include <iostream>

int clear(int mask) {
  try {
    if (mask == 0) throw mask;
  } catch (int) {
  }
  glClear(static_cast<GLbitfield>(mask));
  return static_cast<int>(emscripten_get_device_pixel_ratio());
}
EMSCRIPTEN_BINDINGS(warm) { emscripten::function("clear", &clear); }
int main() { std::cout << clear(1); }
PROGRAM
  (
    source "$dir/env.sh"
    for flags in "$@"; do
      # shellcheck disable=SC2086
      em++ -std=c++20 $flags -fwasm-exceptions -lembind -sALLOW_MEMORY_GROWTH -sMODULARIZE -sEXPORT_ES6 \
        -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 "$warm/warm.cpp" -o "$warm/warm.mjs" >"$warm/log" 2>&1 ||
        { cat "$warm/log"; exit 1; }
    done
  )
  # emcc erases the libraries when its folder's path is another than this file says, and the folder is about to move
  rm -rf "$warm" "$dir/cache/sanity.txt"
}
