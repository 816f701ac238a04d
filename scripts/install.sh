#!/bin/sh
# Installs gizwits-tail from a release, for machines without Node:
#
#   sh install.sh --from https://mirror.example/gizwits-tail
#   sh install.sh --prefix ~/tools --version 0.1.0
#
# An installed version stays until the new one is downloaded, its SHA256 is verified, and it has run once. If any of this
# fails, all changes are undone.

repository=https://github.com/gizwits-tail/gizwits-tail
# While nothing is released, somebody else could register the name and serve anything. With the first release: yes.
released=no
platforms='linux-x64, linux-arm64, macos-x64, macos-arm64'

usage() {
  cat <<EOF
usage: install.sh [--version V] [--prefix DIR] [--from URL]

  --version V   this version; otherwise the latest release
  --prefix DIR  the program goes to DIR/bin, its manual to DIR/share/man;
                otherwise to ~/.local
  --from URL    take URL/SHA256SUMS and the archives beside it, not a release of
                $repository
                (also GIZWITS_TAIL_INSTALL_FROM)
  -h, --help    this

There are programs for $platforms.
EOF
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}

wrong() {
  printf 'install.sh: %s; --help tells what there is\n' "$*" >&2
  exit 2
}

has() { command -v "$1" >/dev/null 2>&1; }

# The wget of BusyBox does not verify certificates, and always follows redirects.
has_wget() {
  case $(wget --version 2>/dev/null) in *'GNU Wget'*) ;; *) return 1 ;; esac
}

read_options() {
  wanted='' prefix=${HOME:+$HOME/.local} from=${GIZWITS_TAIL_INSTALL_FROM:-}
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit
        ;;
      --version=* | --prefix=* | --from=*) option=${1%%=*} value=${1#*=} ;;
      --version | --prefix | --from)
        option=$1
        [ $# -gt 1 ] || wrong "$option must be followed by a value"
        shift
        value=$1
        ;;
      *) wrong "$1 was given; it must be --version, --prefix or --from" ;;
    esac
    [ -n "$value" ] || wrong "$option was given nothing; it must have a value"
    case $option in
      --version) wanted=${value#v} ;;
      --prefix) prefix=$value ;;
      --from) from=$value ;;
    esac
    shift
  done

  case $wanted in
    *[!0-9A-Za-z.+-]*) wrong "--version: $wanted was given; it must be one like 0.1.0" ;;
  esac
  case $from in
    '' | https://?* | http://?*) from=${from%/} ;;
    *) wrong "--from: $from was given; it must be an address that begins with https:// or http://" ;;
  esac
  case $prefix in
    '') wrong 'there is no HOME to install to; --prefix must say where' ;;
    # Not every shell expands it in --prefix=~/tools.
    \~/*) prefix=${HOME:?}/${prefix#??} ;;
    /*) ;;
    *) prefix=$PWD/$prefix ;;
  esac
  prefix=${prefix%/}
}

# Sets platform, or fails where there is no program for this machine.
find_platform() {
  system=$(uname -s) machine=$(uname -m)
  case $system in
    Linux) platform=linux ;;
    Darwin) platform=macos ;;
    *) no_program "$system $machine" ;;
  esac
  # Under Rosetta, uname prints x86_64 on an arm64 machine.
  [ "$platform $(sysctl -n sysctl.proc_translated 2>/dev/null)" != 'macos 1' ] || machine=arm64
  case $machine in
    x86_64 | amd64) platform=$platform-x64 ;;
    aarch64 | arm64) platform=$platform-arm64 ;;
    *) no_program "$system $machine" ;;
  esac
  case $platform in
    linux-*) check_libc ;;
  esac
}

check_libc() {
  # A 32-bit system may run on a 64-bit kernel, which uname describes.
  [ "$(getconf LONG_BIT 2>/dev/null)" != 32 ] || no_program "$system $machine with a system of 32 bits"
  case $(getconf GNU_LIBC_VERSION 2>/dev/null) in
    glibc*) return ;;
  esac
  case $(ldd --version 2>&1) in
    *musl*) no_program "$system $machine with musl libc, as on Alpine: it is built for glibc, and does not start there" ;;
  esac
}

no_program() {
  fail "there is no program for $1
There are programs for $platforms; for Windows there is a .zip in $repository/releases.
Wherever Node 20 or newer runs, it can be installed from a clone: see its README"
}

# Downloads nothing from an address at which nothing has been released.
check_source() {
  [ -n "$from" ] || [ "$released" = yes ] ||
    fail 'there is no release yet; --from must say where the archives are (npm run package makes them in a clone)'
}

check_tools() {
  has curl || has_wget || fail 'to download, curl or GNU wget must be there; neither is'
  has sha256sum || has shasum || has openssl ||
    fail 'to check what was downloaded, sha256sum, shasum or openssl must be there; none is'
  for tool in tar gzip mktemp; do
    has "$tool" || fail "$tool must be there; it is not"
  done
}

# Sets missing to the topmost parent folder of $1, or $1 itself, that does not exist; empty if all exist.
find_missing() {
  missing=''
  [ ! -d "$1" ] || return 0
  missing=$1
  while [ -n "${missing%/*}" ] && [ ! -d "${missing%/*}" ]; do missing=${missing%/*}; done
}

# Creates the working folder. It is next to the program, so that the rename at the end is atomic, and so that a program
# that runs there also runs afterwards.
open_stage() {
  bin=$prefix/bin target=$prefix/bin/gizwits-tail
  if [ -L "$target" ]; then
    fail "$target is a link that something else made, npm perhaps; remove it there, or say another --prefix"
  elif [ -e "$target" ] && [ ! -f "$target" ]; then
    fail "$target is no file; it must be one, or not be there"
  fi
  find_missing "$bin"
  made_bin=$missing
  { mkdir -p "$bin" && stage=$(mktemp -d "$bin/.gizwits-tail.XXXXXX"); } ||
    fail "cannot write to $bin; --prefix must say a folder that can be written to"
}

# Seconds without progress after which a download fails.
stall_timeout=30

# Downloads the address $1 to the file $2.
download() {
  address=$1
  if has curl; then
    # A download by https must not be redirected to http.
    case $address in https:*) protocols='=https' ;; *) protocols='=http,https' ;; esac
    set -- curl -fL --proto "$protocols" --retry 2 --connect-timeout "$stall_timeout" \
      --speed-limit 1000 --speed-time "$stall_timeout" -o "$2" "$address"
    if [ -t 2 ]; then set -- "$@" --progress-bar; else set -- "$@" -sS; fi
    fetch "$@" && return
  else
    download_by_wget "$address" "$2" && return
  fi
  [ ! -s "$stage/stderr" ] || cat "$stage/stderr" >&2
  fail "cannot download $address; the releases are at $repository/releases"
}

# The same with wget, which has no option to stay with https: each redirect is checked before it is followed.
download_by_wget() {
  place=$1 hops=10
  while :; do
    fetch wget -nv -S --max-redirect=0 -t 3 --timeout="$stall_timeout" -O "$2" "$place" && return
    next=$(sed -n 's|^ *[Ll]ocation: *\([^[:space:]]*\).*|\1|p' "$stage/stderr" | sed -n '$p')
    [ -n "$next" ] && [ "$hops" -gt 0 ] || return 1
    hops=$((hops - 1))
    case $next in
      https://* | http://*) ;;
      /*) next=$(printf '%s\n' "$place" | sed 's|^\(https*://[^/]*\).*$|\1|')$next ;;
      *) return 1 ;;
    esac
    case $place,$next in
      https:*,http:*)
        printf 'install.sh: %s leads to %s, which is not https\n' "$place" "$next" >&2
        return 1
        ;;
    esac
    place=$next
  done
}

# Runs a download command. Its stderr goes to $stage/stderr, except for the progress bar of curl in a terminal. It runs in
# the background because sh handles signals only while it waits.
fetch() {
  if [ -t 2 ] && [ "$1" = curl ]; then "$@" </dev/null & else "$@" </dev/null 2>"$stage/stderr" & fi
  child=$!
  wait "$child"
  status=$?
  child=''
  return "$status"
}

# Finds the archive with the extension $1 in SHA256SUMS, and sets archive, version and sum.
look_for() {
  while read -r line_sum file || [ -n "$line_sum" ]; do
    file=${file#\*}
    line_version=${file#gizwits-tail-}
    line_version=${line_version%"-$platform.$1"}
    case $line_version in '' | *[!0-9A-Za-z.+-]*) continue ;; esac
    [ "$file" = "gizwits-tail-$line_version-$platform.$1" ] || continue
    [ "${wanted:-$line_version}" = "$line_version" ] || continue
    [ -z "$archive" ] || fail "$from/SHA256SUMS has $archive and $file; --version must say which"
    archive=$file version=$line_version sum=$line_sum
  done <"$stage/SHA256SUMS"
}

choose_archive() {
  archive='' without_xz='; an .xz needs xz, which is not here'
  if has xz; then
    without_xz=''
    look_for tar.xz
  fi
  [ -n "$archive" ] || look_for tar.gz
  [ -n "$archive" ] || fail "$from/SHA256SUMS has no archive for $platform${wanted:+ of version $wanted}$without_xz; it has:
$(sed -n 's/^[0-9a-f]*  *\*\{0,1\}\(gizwits-tail-[0-9A-Za-z._+-]*\)$/  \1/p' "$stage/SHA256SUMS")"
}

check_sum() {
  if has sha256sum; then
    is=$(sha256sum <"$stage/archive")
  elif has shasum; then
    is=$(shasum -a 256 <"$stage/archive")
  else
    is=$(openssl dgst -sha256 -r <"$stage/archive")
  fi
  is=${is%% *}
  [ "$is" = "$sum" ] || fail "$from/$archive is broken, or not what was released; nothing is installed
  its SHA256 is  $is
  it must be     $sum"
}

unpack() {
  case $archive in *.xz) expand=xz ;; *) expand=gzip ;; esac
  # -o: the files belong to the user who runs this, not to the owner in the archive, also for root.
  (cd "$stage" && "$expand" -dc archive | tar -xof -) || fail "cannot unpack $archive in $bin"
  new=$stage/${archive%.tar.*}/gizwits-tail
  page=$stage/${archive%.tar.*}/man/gizwits-tail.1
  [ -f "$new" ] || fail "$archive must have a gizwits-tail in it; it has none"
  chmod 755 "$new"
  runs=$("$new" --version </dev/null 2>"$stage/stderr")
  [ "$runs" = "$version" ] || {
    cat "$stage/stderr" >&2
    fail "the program in $archive must tell version $version when it is run here; it says: ${runs:-nothing}"
  }
}

# The program comes last: if it is there, all is there.
put_in_place() {
  if [ -f "$page" ]; then
    man=$prefix/share/man/man1
    find_missing "$man"
    made_man=$missing
    { mkdir -p "$man" && new_page=$(mktemp "$man/.gizwits-tail.1.XXXXXX"); } || fail "cannot write to $man"
    { cat "$page" >"$new_page" && chmod 644 "$new_page" && mv -f "$new_page" "$man/gizwits-tail.1"; } ||
      fail "cannot write $man/gizwits-tail.1"
  fi
  mv -f "$new" "$target" || fail "cannot write $target"
}

report_place() {
  say "gizwits-tail $version is installed: $target"
  case :$PATH: in
    *":$bin:"*)
      first=$(command -v gizwits-tail)
      [ "$first" = "$target" ] || say "PATH leads to another one first: $first"
      ;;
    *) say "That folder is not on PATH yet. In your shell's profile:  export PATH=\"$bin:\$PATH\"" ;;
  esac
}

clean_up() {
  trap '' HUP INT TERM
  [ -z "$child" ] || kill "$child" 2>/dev/null
  wait
  [ -z "$stage" ] || rm -rf "$stage"
  [ -z "$new_page" ] || rm -f "$new_page"
  for folder in "$made_bin" "$made_man"; do
    # Removes the folders created here that are empty: none after a success.
    [ -z "$folder" ] || find "$folder" -depth -type d -exec rmdir {} \; 2>/dev/null
  done
}

main() {
  set -u
  read_options "$@"
  check_source
  find_platform
  check_tools
  # Everybody may run what is installed, and only its owner may write it, whatever the umask was.
  umask 022
  child='' stage='' new_page='' made_bin='' made_man=''
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  open_stage
  releases=$repository/releases mirror=$from
  if [ -n "$wanted" ]; then from=${mirror:-$releases/download/v$wanted}; else from=${mirror:-$releases/latest/download}; fi
  download "$from/SHA256SUMS" "$stage/SHA256SUMS"
  choose_archive
  # The latest version may change in between.
  from=${mirror:-$releases/download/v$version}
  say "downloading $from/$archive"
  download "$from/$archive" "$stage/archive"
  check_sum
  unpack
  put_in_place
  report_place
}

# In braces, so that a script that was not downloaded completely does nothing.
{ main "$@"; }
