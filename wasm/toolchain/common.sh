# Shared by the set-up scripts (sourced): messages with the seconds since the start, and the cache.
set -euo pipefail
shopt -s inherit_errexit

toolchain_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache_dir=${XDG_CACHE_HOME:-$HOME/.cache}/glassbox
export GLASSBOX_STARTED=${GLASSBOX_STARTED:-$(date +%s)}

say() { printf '[%4ds] %s\n' $(($(date +%s) - GLASSBOX_STARTED)) "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# cached NAME BUILDER [ARGUMENT]...: prints the folder that the script BUILDER fills (called with the folder, then
# the arguments). The folder is named by a hash of all that defines it, and appears only when it is complete.
cached() {
  local name=$1 builder=$2; shift 2
  local key; key=$({ cat "$toolchain_dir"/common.sh "$toolchain_dir"/debian.sh "$builder"; echo "$@"; } | sha256sum | cut -c1-12)
  local dir=$cache_dir/$name-$key
  if [ ! -d "$dir" ]; then
    mkdir -p "$cache_dir"
    (
      flock 9
      [ ! -d "$dir" ] || exit 0
      rm -rf "$cache_dir/$name"-*.part # of a set-up that was interrupted
      mkdir "$dir.part" && bash "$builder" "$dir.part" "$@" >&2 && mv -T "$dir.part" "$dir"
    ) 9>"$cache_dir/$name.lock" || return 1
  fi
  printf '%s\n' "$dir"
}
