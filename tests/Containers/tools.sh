#!/bin/sh
# Gets the tests a shell of their own, .run/containers/busybox: the images of nodes and seeds have none. It is one static file, which
# tools.yml puts into the containers; from Debian's package, on other systems from the official image.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
folder=$here/../../.run/containers
busybox=$folder/busybox

[ ! -x "$busybox" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
if command -v dpkg-deb >/dev/null && apt-cache show busybox-static >/dev/null 2>&1; then
  (cd "$work" && apt-get -o APT::Sandbox::User= download -qq busybox-static && dpkg-deb --extract ./*.deb .) >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; echo "tools: the package busybox-static could not be loaded" >&2; exit 1; }
else
  container=$(docker create busybox:musl)
  docker cp "$container:/bin/busybox" "$work/busybox"
  docker rm "$container" >/dev/null
fi
mv "$(find "$work" -name busybox -type f -perm -u+x | head -n 1)" "$busybox"
