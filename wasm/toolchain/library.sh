#!/usr/bin/env bash
# Prints the folder of a library's sources (xsimd, doctest, json, imgui) or of the typeface (inter), taken from
# the pinned Debian package and kept in the cache. Fails where there is no apt.
#   library.sh NAME
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$toolchain_dir/debian.sh"

unpack() { # NAME DIR
  local x=$2/unpacked
  private_apt=$2/apt
  case $1 in
  xsimd)
    debian_package "$x" trixie libxsimd-dev pool/main/x/xsimd/libxsimd-dev_13.2.0-1_amd64.deb \
      60878acfc02bfca76e8c31d53a1b9fdff490c319e53f620f4327c9786eaf631f
    mv "$x/usr/include/xsimd" "$2/" ;;
  doctest)
    debian_package "$x" trixie doctest-dev pool/main/d/doctest/doctest-dev_2.4.11-1_all.deb \
      a41b0d152b707310f40c60658d44f1baf51451f094c3b3e6aaa7e077b3ee005e
    mv "$x/usr/include/doctest/doctest.h" "$2/" ;;
  json)
    debian_package "$x" trixie nlohmann-json3-dev pool/main/n/nlohmann-json3/nlohmann-json3-dev_3.11.3-2.1_all.deb \
      741a6a32f61a14eaf9560ba1814b27da8e78fa3b9bed9e8867ab46316ddf3793
    mv "$x/usr/include/nlohmann" "$2/" ;;
  inter)
    debian_package "$x" trixie fonts-inter-variable pool/main/f/fonts-inter/fonts-inter-variable_4.1+ds-1_all.deb \
      c80da73ebe143c303f25e2b455f57deebbc10117da2d7f1c9854119bb0a44eae
    find "$x/usr/share" -name InterVariable.ttf -exec mv {} "$2/" \; ;;
  imgui)
    local archive=$2/imgui.orig.tar.xz
    mkdir -p "$x"
    if ! debian_pinned "$archive" pool/main/i/imgui/imgui_1.92.2b+ds.orig.tar.xz \
      e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48; then
      say "WARNING: imgui: the pinned version has left Debian's pool; taking the present one of forky"
      (cd "$x" && debian_apt forky source --download-only imgui && mv ./*.orig.tar.* "$archive")
    fi
    tar xf "$archive" -C "$2" --strip-components=1
    rm "$archive" ;;
  *) fail "library.sh: unknown library '$1'" ;;
  esac
  rm -rf "$x" "$private_apt"
}

if [ $# = 2 ]; then
  unpack "$2" "$1" # the builder's side of `cached`
else
  [ $# = 1 ] || fail "usage: library.sh NAME"
  command -v apt-get >/dev/null || fail "library.sh: no apt on this machine"
  cached "$1" "${BASH_SOURCE[0]}" "$1"
fi
