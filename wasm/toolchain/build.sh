# The builds (sourced after common.sh): what they need of the system, and one function a build. All of it goes into the
# folder .build of the clone.
root_dir=$(cd "$toolchain_dir/../.." && pwd)
build_dir=$root_dir/.build

# Debian's packages, as COMMAND_OR_FILE:PACKAGE
build_needs=(cmake:cmake ninja:ninja-build ccache:ccache g++:g++ xz:xz-utils node:nodejs npm:npm
  /usr/bin/python3:python3 /usr/lib/python3/dist-packages/fontTools:python3-fonttools
  /etc/ssl/certs/ca-certificates.crt:ca-certificates)
test_needs=(chromium:chromium clang-format-14:clang-format-14 clang-tidy-14:clang-tidy-14)

# need PACKAGE_SPEC...: installs with apt-get what is missing when root, and otherwise says how and stops
need() {
  local spec missing=()
  for spec in "$@"; do
    [ -e "${spec%:*}" ] || command -v "${spec%:*}" >/dev/null || missing+=("${spec#*:}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    local line="apt-get install -y --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || fail "Missing, and there is no apt-get to install them with: ${missing[*]}"
    [ "$(id -u)" = 0 ] || fail "Some of Debian's packages are missing. Please run, then start this again:"$'\n'"  sudo $line"
    say "Debian packages: ${missing[*]}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive $line; } >"$build_dir/apt.log" 2>&1 ||
      { tail -20 "$build_dir/apt.log" >&2; fail "apt-get failed: $line"; }
  fi
  local version; version=$(node --version)
  [ "$(echo "${version#v}" | cut -d. -f1)" -ge 20 ] || fail "node 20 or newer is needed; this one is $version."
}

# quietly LOG COMMAND...: the command with its output in a file, shown when it fails; of ninja's progress a line now and then
quietly() {
  local log=$1 line shown=$SECONDS; shift
  if ! "$@" 2>&1 | tee "$log" | while read -r line; do
    if [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]] && ((SECONDS - shown >= 10)); then
      say "  ${BASH_REMATCH[1]}"
      shown=$SECONDS
    fi
  done; then
    tail -60 "$log" >&2
    fail "FAILED: $* (the whole output: $log)"
  fi
}

# build_native NAME TARGETS CMAKE_OPTION...: a native build in .build/NAME
build_native() {
  local dir=$build_dir/$1 targets=$2; shift 2
  mkdir -p "$dir"
  say "native build: ${dir##*/}"
  quietly "$dir/configure.log" cmake -S "$root_dir" -B "$dir" -G Ninja "$@"
  # shellcheck disable=SC2086
  quietly "$dir/build.log" cmake --build "$dir" --target $targets
}

# build_browser NAME TARGETS CMAKE_OPTION...: a build for the browser in .build/NAME
build_browser() {
  local dir=$build_dir/$1 targets=$2 environment; shift 2
  mkdir -p "$dir"
  environment=$(bash "$toolchain_dir/emscripten.sh")
  (
    source "$environment"
    EM_COMPILER_WRAPPER=$(command -v ccache)
    export EM_COMPILER_WRAPPER
    say "browser build: ${dir##*/}"
    [ "$(cat "$dir/compiler" 2>/dev/null)" = "$(command -v em++)" ] || rm -f "$dir/CMakeCache.txt" # another tool-chain
    command -v em++ >"$dir/compiler"
    quietly "$dir/configure.log" emcmake cmake -S "$root_dir" -B "$dir" -G Ninja "$@"
    # shellcheck disable=SC2086
    quietly "$dir/build.log" cmake --build "$dir" --target $targets
  )
}

# install_page NAME: .build/NAME/dist, ready to be served
install_page() {
  rm -rf "$build_dir/$1/dist"
  quietly "$build_dir/$1/install.log" cmake --install "$build_dir/$1" --prefix "$build_dir/$1/dist"
}

# install_test_packages: the npm packages that drive a browser, for the tests and the benchmark
install_test_packages() {
  local tests=$root_dir/tests
  [ "$tests/node_modules/.package-lock.json" -nt "$tests/package-lock.json" ] ||
    quietly "$build_dir/npm.log" npm ci --prefix "$tests" --ignore-scripts --no-audit --no-fund
}
