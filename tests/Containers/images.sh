#!/bin/sh
# Makes the images of the landing tier, `actors-test/node`, `seed` and `agent`, from the programs that `./actors test` has published
# already ($ACTORS_BUILD): no SDK image, no second build. What is made of them are the real Dockerfile's own lines, from its stage
# `programs` on; only what is before it is published.Dockerfile's. Images of the same programs and lines are left alone.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
repo=$(cd "$here/../.." && pwd -P)
first='FROM build AS programs'

say() { echo "images: $*"; }
die() { echo "images: $*" >&2; exit 1; }

[ -n "${ACTORS_BUILD:-}" ] || die "ACTORS_BUILD is not set to the folder of the published programs: run the tests by ./actors test"
[ -x "$ACTORS_BUILD/actors" ] || die "there is no $ACTORS_BUILD/actors"
grep -qx "$first" "$repo/docker/Dockerfile" || die "docker/Dockerfile has no line '$first'"

id() { docker image inspect --format '{{.Id}}' "$1" 2>/dev/null; }

# What the images are made of.
stamp=$({
  id actors-test/debian
  cat "$here/images.sh" "$here/published.Dockerfile" "$repo/docker/Dockerfile" "$repo/docker/ha/init"
  (cd "$ACTORS_BUILD" && find . -type f -exec cksum {} + | LC_ALL=C sort)
} | cksum | tr ' ' -)
is_made() { [ "$(docker image inspect --format '{{.Config.Labels.stamp}}' "actors-test/$1" 2>/dev/null)" = "$stamp" ]; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
{ cat "$here/published.Dockerfile"; sed -n "/^$first\$/,\$p" "$repo/docker/Dockerfile"; } >"$work/Dockerfile"

# The last stage first: without BuildKit all stages before it are made with it, and the others are found in the cache.
for program in agent node seed; do
  is_made "$program" && continue
  before=$(id "actors-test/$program") || before=
  tar -c --transform 's,^\./,actors/,' -C "$ACTORS_BUILD" --exclude='./actors-*' . -C "$repo" docker/ha/init -C "$work" Dockerfile |
    docker build --label "stamp=$stamp" --target "$program" --tag "actors-test/$program" - >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; die "actors-test/$program could not be built"; }
  # The one before it has no name any more, and nobody else would remove it.
  [ -z "$before" ] || docker image rm "$before" >/dev/null 2>&1 || true
done
say "node, seed and agent are those of $ACTORS_BUILD"
