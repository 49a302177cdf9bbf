#!/usr/bin/env bash
# Runs tests many times while every core is kept busy by something else, and lists what failed, and how often.
#
#   tests/steady.sh FILTER N [OPTION...]     FILTER as in `dotnet test --filter`, '' for all of the landing tier; N: how often
#
# More options go to ./actors test, such as --only HaAgent.Tests, --long or --seed 7. Exit code 0: each test passed each time.
set -euo pipefail

[[ $# -ge 2 && $2 =~ ^[1-9][0-9]*$ ]] || { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
filter=$1 times=$2
shift 2
cd "$(dirname "${BASH_SOURCE[0]}")/.."

busy=()
trap 'kill "${busy[@]}" 2>/dev/null || true' EXIT
for ((core = 0; core < $(nproc); core++)); do
    # They end with this script, even where that is killed.
    sh -c 'while [ -d /proc/'$$' ]; do i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; done' &
    busy+=($!)
done

arguments=(--repeat "$times" "$@")
[[ -z $filter ]] || arguments+=(--filter "$filter")
./actors test "${arguments[@]}"
