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

for tool in apt-get dpkg-deb flock; do
    command -v $tool >/dev/null || cannot "$tool is missing; this works on Debian only."
done

# Two test runs may start at once: the second waits, and finds the work done.
mkdir -p "$all"
exec 9>"$all/.lock-$suite"
flock 9
answer && exit 0

# Everything is made in a staging folder and renamed at the end: what is interrupted leaves nothing behind that looks whole.
stage=$all/.staging-$suite
trap 'rm -rf "$stage"' EXIT
rm -rf "$stage"
mkdir -p "$stage"/{root,debs,apt/lists/partial,apt/archives/partial,apt/none}

# The mirror that the system uses, for another suite, checked against Debian's own keys.
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[[ -r $keys ]] || cannot "$keys is missing; this works on Debian only."
source_of() { # ARCHIVE SUITE
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -v archive="/$1/?$" -v suite="$2" -v keys="$keys" \
            '$0 ~ archive && !found { print "deb [target=Packages signed-by=" keys "]", $0, suite, "main"; found = 1 }'
}
source_of debian "$suite" >"$stage/apt/sources.list"
[[ -s $stage/apt/sources.list ]] || cannot "apt has no Debian mirror in its sources."
prefer=
case $suite in
    sid | unstable) ;;                                                      # has no security updates
    experimental) source_of debian sid >>"$stage/apt/sources.list"          # holds a few packages and needs the rest of sid
                  prefer=$suite ;;
    *) source_of debian-security "$suite-security" >>"$stage/apt/sources.list" ;;
esac

# An apt with state of its own, and an empty list of installed packages: so it names every library, down to the libc,
# and the result does not depend on what this system has. The system's settings (a proxy, say) hold, its hooks do not.
: >"$stage/apt/status"
cat >"$stage/apt/apt.conf" <<END
#clear APT::Update;
APT::Default-Release "$prefer";
APT::Sandbox::User "";
APT::Install-Recommends "false";
Acquire { Languages "none"; Retries "2"; http::Timeout "20"; https::Timeout "20"; }
Dir {
  State "$stage/apt"; State::status "$stage/apt/status"; Cache "$stage/apt";
  Etc { sourcelist "$stage/apt/sources.list"; sourceparts "$stage/apt/none"; preferences "/dev/null"; preferencesparts "$stage/apt/none"; }
}
END
own_apt() { apt-get --quiet --config-file="$stage/apt/apt.conf" "$@"; }
own_apt update --error-on=any || cannot "the package lists of $suite could not be read."

packages=$(own_apt --simulate install haproxy patchelf | awk '/^Inst (haproxy|patchelf|lib|zlib)/ { print $2 }') ||
    cannot "apt finds no way to install haproxy from $suite."
(cd "$stage/debs" && own_apt download $packages) || cannot "the packages of $suite could not be loaded."
for deb in "$stage"/debs/*.deb; do dpkg-deb --extract "$deb" "$stage/root"; done

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
