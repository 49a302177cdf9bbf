#!/usr/bin/env bash
# Builds the programs of the last release from this repository's own history, once, for the tests in which they run beside
# today's, and prints their folder: actors-seed, actors-ha and actors-web are in it. Nothing of the working tree is changed.
#
# They end up in .run/releases/VERSION-COMMIT. DOTNET in the environment names a dotnet that is not on the PATH.
set -euo pipefail
umask 022
exec 3>&1 1>&2    # only the folder may reach stdout

# Its version and its commit. A release changes both to its own as the first commit after it.
version=0.1.0
commit=726377fc6f36898d97c8bea6f96b77cbad5e8871

cannot() { echo "No programs of release $version here: $*"; exit 3; }

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
all=$repo/.run/releases
target=$all/$version-${commit:0:12}

answer() { [[ -x $target/actors-seed && -x $target/actors-ha && -x $target/actors-web ]] && echo "$target" >&3; }

answer && exit 0

command -v flock >/dev/null || cannot "flock is missing: install the package util-linux."
command -v git >/dev/null || cannot "git is missing: they are built from this repository's history."
dotnet=${DOTNET:-$(command -v dotnet || true)}
[[ -n $dotnet ]] || cannot "there is no dotnet on the PATH; name one in DOTNET."

# Two test runs may start at once: the second waits, and finds the work done.
mkdir -p "$all"
exec 9>"$all/.lock"
flock 9
answer && exit 0

git -C "$repo" cat-file -e "$commit^{commit}" 2>/dev/null || cannot \
    "their commit $commit is not in this clone. A shallow clone gets it by 'git fetch --unshallow', a copy without .git not at all."

# Beside no other project file, so that none of today's settings reaches it; renamed at the end: what is interrupted leaves nothing
# behind that looks whole.
stage=$(mktemp -d "${TMPDIR:-/tmp}/actors-release.XXXXXX")
trap 'rm -rf "$stage" "$all/.staging"' EXIT
rm -rf "$all/.staging"
mkdir "$all/.staging" "$stage/source"
git -C "$repo" archive "$commit" | tar -x -C "$stage/source"

# No code is compiled ahead of time: that takes longer than the tests gain by it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0
quietly=(-nologo -nodeReuse:false -verbosity:quiet -consoleLoggerParameters:NoSummary -property:UseSharedCompilation=false)
build() {
    cd "$stage/source"
    local rid
    if [[ -d src/Actors ]]; then
        "$dotnet" publish src/Actors -c Release -o "$all/.staging/actors" "${quietly[@]}" \
            -property:RunAnalyzers=false -property:GenerateDocumentationFile=false || return
        for program in seed ha web; do ln -s actors/actors "$all/.staging/actors-$program"; done
    else
        # Up to 0.1.0 one program each, and a project that publishes them in one run.
        rid=$("$dotnet" msbuild src/Seed -getProperty:NETCoreSdkPortableRuntimeIdentifier)
        "$dotnet" msbuild src/Cli/Building/publish.proj -maxcpucount "${quietly[@]}" -property:ReadyToRun=false \
            "-property:Root=$stage/source" "-property:Destination=$all/.staging" "-property:Rid=$rid" || return
        for program in seed ha web; do ln -s "$program/actors-$program" "$all/.staging/actors-$program"; done
    fi
}
(build) || cannot "$commit does not build; what was said is above."

rm -rf "$target"
mv "$all/.staging" "$target"
answer || cannot "the build has made no programs in $target."
