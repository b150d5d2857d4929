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

install_node_modules "$dir"
repair "$dir" $llvm
write_configuration "$dir" $llvm

say "Emscripten 6: building its system libraries (about a minute)"
prebuild_libraries "$dir" -O3 -Oz
say "Emscripten 6: ready"
