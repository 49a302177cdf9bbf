#!/usr/bin/env bash
# Makes the root file system of a small Debian that systemd boots, of the suite that this machine has, for tests that install
# the package on machines as a user would. It has what such a machine has from the start: apt with HAProxy and all that the
# package needs within reach, and no network to fetch anything else by. Needs root and debootstrap.
#
#   tests/machines.sh     prints its folder, below .run/machines
set -euo pipefail
umask 022
exec 3>&1 1>&2    # only the path may reach stdout

cannot() { echo "No machines here: $*"; exit 3; }

[[ $(id -u) == 0 ]] || cannot "only root makes them"
command -v debootstrap >/dev/null || cannot "debootstrap is missing"
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$repo/tests/debian.sh"
debian_known || cannot "apt has no Debian mirror in its sources"
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:?}")
mirror=$(debian_source debian "$suite" | awk '{ print $(NF - 2) }')
[[ -n $mirror ]] || cannot "apt has no mirror of Debian $suite"

# What somebody logs in to; and what is fetched for later, as from a mirror.
has=systemd,systemd-sysv,dbus,curl,ca-certificates,iproute2,procps
later="haproxy libssl3 libssl3t64"

all=$repo/.run/machines
target=$all/$suite
mkdir -p "$all"
exec 9>"$all/.lock"
flock 9
stamp=$(cat "${BASH_SOURCE[0]}" | cksum | tr -d ' ')
if [[ $(cat "$target.stamp" 2>/dev/null) == "$stamp" ]]; then
    echo "$target" >&3
    exit 0
fi

stage=$all/.staging
trap 'rm -rf "$stage"' EXIT
rm -rf "$stage" "$target"
debootstrap --variant=minbase --include="$has" "$suite" "$stage" "$mirror" >"$all/log" 2>&1 ||
    { tail -n 20 "$all/log"; cannot "debootstrap has failed"; }

# With the system's own way to the mirror.
cp -a /etc/apt/apt.conf.d/. "$stage/etc/apt/apt.conf.d/"
rm -f "$stage"/etc/apt/apt.conf.d/docker-*
for package in $later; do
    chroot "$stage" apt-cache show "$package" >/dev/null 2>&1 || continue
    chroot "$stage" apt-get install --yes --download-only --no-install-recommends "$package" >>"$all/log" 2>&1 ||
        { tail -n 20 "$all/log"; cannot "apt does not fetch $package"; }
done
# No machine is another one.
rm -f "$stage/etc/machine-id" "$stage/etc/hostname"
: >"$stage/etc/machine-id"
mv "$stage" "$target"
echo "$stamp" >"$target.stamp"
echo "$target" >&3
