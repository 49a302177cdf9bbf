#!/usr/bin/env bash
# The one base image of the landing tier's containers, `actors-test/debian`: a small Debian with HAProxy, and the .NET that is
# installed here. Its packages are unpacked and not installed, which needs seconds, and neither root nor debootstrap. On other
# systems than Debian it is made of the base images that docker/Dockerfile names, which are pulled then.
#
#   base.sh unpack    gets its files ready; needs no engine
#   base.sh import    makes the image of them
#   base.sh           both, where the image is missing
set -euo pipefail
umask 022

image=actors-test/debian
suite=trixie
# Named ones: a shell and what the tests and docker/ha/init run by it, what .NET links to. HAProxy's own are found by apt.
packages="haproxy bash dash coreutils diffutils findutils grep sed util-linux base-files libssl3t64 libstdc++6 zlib1g"

say() { echo "base: $*"; }
cannot() { echo "base: $*" >&2; exit 1; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
repo=$(cd "$here/../.." && pwd -P)
. "$repo/tests/debian.sh"
files=$repo/.run/containers/debian
stage=$repo/.run/containers/debian.new

dotnet=$(dirname "$(readlink -f "$(command -v dotnet || cannot "no dotnet is installed")")")
channel=$(sed -n 's/.*"version"[^"]*"\([0-9]*\.[0-9]*\)\..*/\1/p' "$repo/global.json")
runtimes() { (cd "$dotnet" && ls -d host/fxr/"$channel".* shared/Microsoft.{NETCore,AspNetCore}.App/"$channel".*); }
stamp=$({ cat "$here/base.sh" "$repo/tests/debian.sh"; runtimes; } | cksum | tr -d ' ')

is_unpacked() { [[ $(cat "$files/stamp" 2>/dev/null) == "$stamp" ]]; }
is_imported() { [[ $(docker image inspect --format '{{.Config.Labels.stamp}}' "$image" 2>/dev/null) == "$stamp" ]]; }

unpack() {
    is_unpacked && return
    debian_known || { say "no Debian here: the official images are taken"; return; }
    say "unpacking a small Debian with HAProxy"
    trap 'rm -rf "$stage"' EXIT
    rm -rf "$stage"
    mkdir -p "$stage"
    (
        debian_ready "$stage/apt" "$suite"
        # shellcheck disable=SC2046,SC2086 # lists of words
        debian_unpack "$stage/root" $(debian_needed $packages)
    ) >"$stage/log" 2>&1 || { tail -n 20 "$stage/log" >&2; cannot "the packages of Debian $suite could not be unpacked"; }

    local root=$stage/root
    rm -rf "$root"/usr/share/{doc,man,locale,info,lintian} "$root"/etc/{haproxy,init.d,cron*}
    # Written by the packages' scripts where they are installed; the users as the official images have them.
    printf '%s\n' root:x:0:0::/root:/bin/bash haproxy:x:99:99::/var/lib/haproxy:/bin/false app:x:1654:1654::/home/app:/bin/false >"$root/etc/passwd"
    printf '%s\n' root:x:0: haproxy:x:99: app:x:1654: >"$root/etc/group"
    mkdir -p "$root"/usr/local/etc/haproxy "$root"/usr/local/sbin "$root"/home/app "$root"/var/lib/haproxy "$root"/usr/share/dotnet
    mv "$root/usr/sbin/haproxy" "$root/usr/local/sbin/haproxy"
    runtimes | tar -C "$dotnet" -c dotnet -T - | tar -C "$root/usr/share/dotnet" -x --no-same-owner
    ln -s /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"

    echo "$stamp" >"$stage/stamp"
    rm -rf "$files" "$stage/apt"
    mv "$stage" "$files"
}

import() {
    is_imported && return
    if ! is_unpacked; then pull; return; fi
    tar -C "$files/root" --owner=0 --group=0 -c . | docker import --change "LABEL actors.stand-in=test stamp=$stamp" - "$image" >/dev/null
    say "$image is there"
}

named() { sed -n "s/^ARG $1=//p" "$repo/docker/Dockerfile"; }

pull() {
    docker build --label actors.stand-in=test --label "stamp=$stamp" --tag "$image" - <<END || cannot "$image could not be made of the official images"
FROM mcr.microsoft.com/dotnet/aspnet:$channel AS aspnet
FROM $(named HAPROXY_IMAGE)
USER root
COPY --from=aspnet /usr/share/dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && useradd --uid 1654 --create-home --shell /bin/false app
END
    say "$image is made of the official images"
}

case ${1:-} in
    unpack) unpack ;;
    import) import ;;
    '') is_imported || { unpack; import; } ;;
    *) cannot "usage: base.sh [unpack|import]" ;;
esac
