#!/usr/bin/env bash
# Puts the programs that Actors is compared with beside the system, from Debian's packages, and prints for each a line `NAME PATH`.
# Nothing of the system is changed.
#
#   bench/Peers/parts.sh [NAME...]     of nginx, caddy, consul; all where none is named
#
# They end up in .run/peers/NAME. Exit code 3: one cannot be had here, and why is on stderr.
set -euo pipefail
umask 022
exec 3>&1 1>&2    # only the lines may reach stdout

cannot() { echo "Not to be had here: $*"; exit 3; }

# Where each is newest: Consul has been in no suite since its licence changed.
suite_of() {
    case $1 in
        nginx | caddy) echo sid ;;
        consul) echo bullseye ;;
        *) cannot "'$1' is none of nginx, caddy, consul." ;;
    esac
}

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
all=$repo/.run/peers
[[ $all =~ ^[A-Za-z0-9/._+-]+$ ]] || cannot "the path $all holds characters other than A-Z a-z 0-9 / . _ + -"
. "$repo/tests/debian.sh"

answer() { [[ -x $all/$1/run ]] && "$all/$1/run" "$(version_word "$1")" >/dev/null 2>&1; }

version_word() { case $1 in nginx) echo -v ;; *) echo version ;; esac; }

# Each program is started by the loader and with the libraries of its own suite, which the system's may be older than.
get() { # get NAME
    local name=$1 suite stage packages program libraries loader
    suite=$(suite_of "$name")
    stage=$all/.staging-$name
    rm -rf "$stage"
    mkdir -p "$stage"
    trap 'rm -rf "$all"/.staging-*' EXIT
    debian_ready "$stage" "$suite"
    packages=$(debian_needed "$name" | grep -E "^($name|lib|zlib)") || cannot "apt finds no way to install $name from $suite."
    debian_unpack "$stage/root" $packages
    program=$(cd "$stage/root" && ls -d usr/sbin/"$name" usr/bin/"$name" 2>/dev/null | head -n 1) || true
    [[ -n $program ]] || cannot "the package $name of $suite has no program of that name."
    libraries=$(dirname "$(find "$stage/root" -name libc.so.6 -print -quit)")
    loader=$(find "$libraries" -maxdepth 1 -name 'ld-linux*.so.*' -o -maxdepth 1 -name 'ld-2*.so' | head -n 1)
    printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' "$all/$name${loader#"$stage/root"}" \
        "$all/$name/lib/${libraries##*/}:$all/$name/usr/lib/${libraries##*/}" "$all/$name/$program" >"$stage/root/run"
    chmod +x "$stage/root/run"
    rm -rf "${all:?}/$name"
    mv "$stage/root" "$all/$name"
    rm -rf "$stage"
    answer "$name" || { "$all/$name/run" "$(version_word "$name")" || true; rm -rf "${all:?}/$name"; cannot "the $name of $suite does not start on this system."; }
}

mkdir -p "$all"
command -v flock >/dev/null || cannot "flock is missing: install the package util-linux."
# Two runs may start at once: the second waits, and finds the work done.
exec 9>"$all/.lock"
flock 9
for name in "${@:-nginx caddy consul}"; do
    for one in $name; do
        suite_of "$one" >/dev/null
        answer "$one" || get "$one"
        echo "$one $all/$one/run" >&3
    done
done
