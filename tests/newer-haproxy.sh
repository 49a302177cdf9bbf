#!/usr/bin/env bash
# Puts a newer HAProxy beside the one that the system has, for tests that need both,
# and prints the path of its executable. Nothing of the system is changed.
#
#   tests/newer-haproxy.sh [SUITE]     a Debian suite: trixie (HAProxy 3.0, the default), sid, experimental
#
# It ends up in .run/haproxy/SUITE. Exit code 3: it cannot be had here, and why is on stderr.
set -euo pipefail
umask 022
exec 3>&1 1>&2    # only the path may reach stdout

cannot() { echo "No newer HAProxy here: $*"; exit 3; }

suite=${1:-trixie}
[[ $suite =~ ^[a-z][a-z0-9-]*$ ]] || cannot "'$suite' is not the name of a Debian suite."

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
all=$repo/.run/haproxy
target=$all/$suite
binary=$target/usr/sbin/haproxy

# The path is written into the executable, and its users put it into configuration files.
[[ $target =~ ^[A-Za-z0-9/._+-]+$ ]] || cannot "the path $target holds characters other than A-Z a-z 0-9 / . _ + -"

answer() { [[ -x $binary ]] && "$binary" -v >/dev/null 2>&1 && echo "$binary" >&3; }

answer && exit 0

command -v flock >/dev/null || cannot "flock is missing: install the package util-linux."

# Two test runs may start at once: the second waits, and finds the work done.
mkdir -p "$all"
exec 9>"$all/.lock-$suite"
flock 9
answer && exit 0

# Everything is made in a staging folder and renamed at the end: what is interrupted leaves nothing behind that looks whole.
stage=$all/.staging-$suite
trap 'rm -rf "$stage"' EXIT
rm -rf "$stage"
mkdir -p "$stage"

. "$repo/tests/debian.sh"
debian_ready "$stage" "$suite"
packages=$(debian_needed haproxy patchelf | grep -E '^(haproxy|patchelf|lib|zlib)') || cannot "apt finds no way to install haproxy from $suite."
debian_unpack "$stage/root" $packages

# The executable gets its own loader and libraries written into it. Calling the loader instead (ld.so haproxy ...) would not do:
# a master starts itself again at every reload. It is an RPATH and not a RUNPATH, for it must hold for the libraries' libraries too.
libraries=$(dirname "$(find "$stage/root" -name libc.so.6 -print -quit)")
loader=$(basename "$(find "$libraries" -maxdepth 1 -name 'ld-linux*.so.*' -print -quit)")
patchelf() { "$libraries/$loader" --library-path "$libraries" "$stage/root/usr/bin/patchelf" "$@"; }
final=$target${libraries#"$stage/root"}
patchelf --set-interpreter "$final/$loader" --force-rpath --set-rpath "$final" "$stage/root/usr/sbin/haproxy"

rm -rf "$target"
mv "$stage/root" "$target"
answer || { "$binary" -v || true; rm -rf "$target"; cannot "the HAProxy of $suite does not start on this system."; }
