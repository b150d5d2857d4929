#!/usr/bin/env bash
# emscripten-stable.sh DIR: the fallback, Emscripten 3.1.69 and binaryen 120 of Debian's stable release (trixie) with
# bookworm's LLVM 19, in one folder, without root. Started by emscripten.sh, which puts the folder into the cache.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$toolchain_dir/debian.sh"
source "$toolchain_dir/emscripten-parts.sh"
dir=$(realpath "$1") llvm=19 private_apt=$dir/apt

say "Emscripten 3: downloading and unpacking LLVM $llvm"
install_llvm "$dir" $llvm

say "Emscripten 3: emscripten and binaryen (237 MB)"
debian_package "$dir/unpacked" trixie emscripten pool/main/e/emscripten/emscripten_3.1.69+dfsg-3_all.deb \
  d2ac788b952c56ab6736b4db2ac0825aa63cfb4c08b8abaefe19e324779d1b2d
debian_package "$dir/unpacked" trixie binaryen pool/main/b/binaryen/binaryen_120-4_amd64.deb \
  47be56009e56170f4338a0154fbff2028bd607bc3c8b6a5414658a985bef6470
mv "$dir/unpacked/usr/share/emscripten" "$dir/emscripten"
install_binaryen "$dir" "$dir/unpacked"
rm -rf "$dir/unpacked" "$private_apt" "$dir"/emscripten/{cache,test}
install_node_modules "$dir"
repair "$dir" $llvm
write_configuration "$dir" $llvm

say "Emscripten 3: building its system libraries (about a minute)"
prebuild_libraries "$dir" -O3 -Oz
say "Emscripten 3: ready"
