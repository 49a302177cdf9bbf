#!/bin/sh
# Gets ready what the container tests need and what takes a while: the engine and the images. What is ready already is left alone,
# and who comes second waits for the first, so it can be started early beside other work, and the tests call it again.
#
#   prepare.sh [published]    for the landing tier: images of the published programs, once $ACTORS_BUILD says where they are
#   prepare.sh dockerfile     for the long tier: the base images from which the tests build docker/Dockerfile
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
folder=$here/../../.run/containers

if [ "${ACTORS_PREPARING:-}" != "$$" ]; then
  mkdir -p "$folder"
  # --close: an engine that is started here would hold the lock for as long as it runs.
  command -v flock >/dev/null || { echo "prepare: flock is missing: install the package util-linux" >&2; exit 1; }
  exec flock --close "$folder/lock" sh -c 'ACTORS_PREPARING=$$ exec "$0" "$@"' "$0" "$@"
fi

ensure_engine() { "$here/engine.sh" ensure; }

case ${1:-published} in
  published)
    # Two things that wait for different things: packages, and the engine. The lock is held until both have ended, whichever fails.
    ensure_engine & engine=$!
    failed=
    "$here/base.sh" unpack || failed=base.sh
    "$here/tools.sh" || failed="$failed tools.sh"
    wait "$engine" || failed="$failed engine.sh"
    [ -z "$failed" ] || { echo "prepare: failed: $failed" >&2; exit 1; }
    "$here/base.sh" import
    [ -z "${ACTORS_BUILD:-}" ] || "$here/images.sh"
    ;;
  dockerfile)
    ensure_engine
    "$here/tools.sh"
    "$here/stand-ins.sh"
    ;;
  *) echo "prepare: usage: prepare.sh [published|dockerfile]" >&2; exit 64 ;;
esac
