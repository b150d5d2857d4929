# Files from Debian packages (sourced after common.sh): asked of the mirror that this machine's apt uses, with
# Debian's own signatures or a pinned sha256, never touching the packages of the system.

# debian_site [SUFFIX]: the machine's mirror of Debian, or of the security updates with SUFFIX "-security"
debian_site() {
  local sites
  sites=$(apt-get indextargets --no-release-info --format '$(SITE)' 'Created-By: Packages')
  sed -n "/\/debian${1:-}\/*\$/{s|/*\$||;p;q}" <<<"$sites"
}

# debian_apt SUITE COMMAND...: an apt-get of its own for another suite, with state of its own under $private_apt
debian_apt() {
  local suite=$1; shift
  local root=$private_apt/$suite site
  local signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  local options=(-qq
    -o Dir::State="$root/state" -o Dir::State::status=/dev/null -o Dir::Cache="$root/cache"
    -o Dir::Etc::sourcelist="$root/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null
    -o APT::Architecture=amd64 -o APT::Sandbox::User=root -o APT::Update::Post-Invoke-Success::=
    -o Acquire::Languages=none -o Acquire::Retries=3)
  if [ ! -e "$root/updated" ]; then
    mkdir -p "$root"/state/lists/partial "$root"/cache/archives/partial
    site=$(debian_site)
    {
      echo "deb $signed $site $suite main"
      echo "deb-src $signed $site $suite main"
      [ "$suite" != bookworm ] || echo "deb $signed $(debian_site -security) bookworm-security main"
    } >"$root/sources.list"
    apt-get "${options[@]}" update
    touch "$root/updated"
  fi
  apt-get "${options[@]}" "$@"
}

# debian_pinned FILE POOL_PATH SHA256: downloads one file of the archive; fails when it has left the pool
debian_pinned() {
  /usr/lib/apt/apt-helper download-file "$(debian_site)/$2" "$1" "SHA256:$3" >/dev/null 2>&1 || { rm -f "$1"; return 1; }
}

# debian_package DIR SUITE NAME POOL_PATH SHA256: unpacks the pinned package into DIR, or else the suite's present one
debian_package() {
  local dir=$1 suite=$2 name=$3 downloads
  downloads=$(mktemp -d)
  if ! debian_pinned "$downloads/$name.deb" "$4" "$5"; then
    say "WARNING: $name: the pinned version (${4##*/}) has left Debian's pool; taking the present one of $suite"
    (cd "$downloads" && debian_apt "$suite" download "$name")
  fi
  dpkg-deb -x "$downloads"/*.deb "$dir"
  rm -rf "$downloads"
}
