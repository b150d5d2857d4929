#!/usr/bin/env bash
# emscripten-6.sh DIR: Emscripten 6.0.5 and binaryen 131 (forky's packages) with bookworm's own LLVM 22, in one folder,
# without root. Started by emscripten.sh, which puts the folder into the cache.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$toolchain_dir/debian.sh"
source "$toolchain_dir/emscripten-parts.sh"
dir=$(realpath "$1") llvm=22 private_apt=$dir/apt

say "Emscripten 6: downloading and unpacking LLVM $llvm"
install_llvm "$dir" $llvm

say "Emscripten 6: emscripten and binaryen"
debian_package "$dir/unpacked" forky emscripten "pool/main/e/emscripten/emscripten_6.0.5+dfsg+~1.41.5-2_all.deb" \
  24e9eecd0a6e0c25896acf7dd42ae4261ae70c0669d4a42bde595afb7e4675c2
debian_package "$dir/unpacked" forky binaryen pool/main/b/binaryen/binaryen_131-2_amd64.deb \
  ff5ecf17bd23a949b6358cdde62c03397d10181d6be092bb726413e9e4277081
mv "$dir/unpacked/usr/share/emscripten" "$dir/emscripten"
install_binaryen "$dir" "$dir/unpacked"
rm -rf "$dir/unpacked" "$private_apt"

# What Emscripten's JavaScript tools import (Debian has it in packages of its own), and TypeScript for --emit-tsd.
mkdir -p "$dir/emscripten/node_modules/.bin"
for package in acorn@8.15.0 acorn-import-phases@1.0.4 typescript@5.9.3; do
  target=$dir/emscripten/node_modules/${package%@*}
  mkdir -p "$target"
  archive=$(cd "$dir" && npm pack --silent "$package" | tail -1)
  tar xzf "$dir/$archive" -C "$target" --strip-components=1
  rm "$dir/$archive"
done
ln -s ../typescript/bin/tsc "$dir/emscripten/node_modules/.bin/tsc"

# Debian pairs this Emscripten with another LLVM and with npm packages of its own; three lines undo that.
/usr/bin/python3 - "$dir/emscripten/tools" $llvm <<'PATCH'
import pathlib, re, sys

tools, llvm = pathlib.Path(sys.argv[1]), sys.argv[2]


def patch(name, pattern, replacement, already):
    path = tools / name
    text, count = re.subn(pattern, replacement, path.read_text())
    assert count == 1 or already in text, f"{name}: nothing to patch for {pattern}"
    path.write_text(text)


patch("shared.py", r"EXPECTED_LLVM_VERSION = \d+", f"EXPECTED_LLVM_VERSION = {llvm}", "EXPECTED_LLVM_VERSION")
# the command's callers unpack a list; Debian returns a string
patch("shared.py", r"    cmd = name\n(?=  if not os.path.exists)",
      "    cmd = [*config.NODE_JS, path_from_root('node_modules/.bin', name)]\n", "[*config.NODE_JS, path_from_root('node_modules/.bin'")
# wasm-ld puts the stack first by default since LLVM 22
patch("building.py", r"(  if settings.STACK_FIRST:\n    cmd.append\('--stack-first'\)\n)(?!  else)",
      r"\1  else:\n    cmd.append('--no-stack-first')\n", "'--no-stack-first'")
PATCH
write_configuration "$dir" $llvm

say "Emscripten 6: building its system libraries (about a minute)"
prebuild_libraries "$dir" -O3 -Oz
say "Emscripten 6: ready"
