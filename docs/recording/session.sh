#!/usr/bin/env bash
# What record.sh records. Twenty requests a second go on beside it; what became of them is its last line.
set -uo pipefail
answers=$(mktemp)
trap 'rm -f "$answers"; ./actors down > /dev/null 2>&1' EXIT

type_() { # type_ COMMAND...: shows it as typed, then runs it
  printf '\033[32m$\033[0m '
  sleep 0.7
  printf '%s\n' "$*"
  sleep 0.3
  eval "$*"
  sleep "${PAUSE:-1.5}"
}

requests() {
  while :; do
    curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}\n' http://127.0.0.1:8080/ >> "$answers"
    sleep 0.05
  done
}

type_ ./actors up --web 3 --detach
requests &
load=$!
clear
type_ ./actors services
type_ ./actors kill web-2
type_ ./actors nodes
type_ ./actors scale 5
type_ ./actors drain web-1 --wait
PAUSE=3 type_ ./actors nodes
kill "$load" 2> /dev/null
wait "$load" 2> /dev/null
printf '\033[2m# %s requests were sent meanwhile, %s of them answered 200\033[0m\n' "$(wc -l < "$answers")" "$(grep -c '^200$' "$answers")"
sleep 3
