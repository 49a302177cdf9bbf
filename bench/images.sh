#!/usr/bin/env bash
# The figures of docs/benchmarks.md, "Images": sizes, times to the first answer, and memory at rest.
#
#   bench/images.sh [PREFIX [ROUNDS]]     PREFIX: actors, as docker-compose builds the images, or actors-test; ROUNDS: 3 where not given
#
# As root, which looks into the containers' networks, with an engine that runs and the images node, seed and agent. It starts a seed, an
# agent and a node in a network of its own, and removes them.
set -euo pipefail

prefix=${1:-actors} rounds=${2:-3}
[[ $# -le 2 && $rounds =~ ^[1-9][0-9]*$ ]] || { sed -n '4p' "$0" | sed 's/^# *//' >&2; exit 2; }
name=actors-images-$$
rest=30

end() {
    docker rm -f "$name"-{seed,agent,node} >/dev/null 2>&1 || true
    docker network rm "$name" >/dev/null 2>&1 || true
}
trap end EXIT

now() { date +%s%N; }
seconds() { awk "BEGIN { printf \"%.2f\", $1 / 1e9 }"; }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
inspect() { docker inspect --format "$2" "$name-$1"; }

# Runs one container in the network; its first process knows the seed by name.
run() {
    local role=$1
    shift
    docker run --detach --name "$name-$role" --hostname "$name-$role" --network "$name" \
        --env ACTORS_NODE__SEEDS="$name-seed:4053" "$@" "$prefix/$role" >/dev/null
}

# Asks in the network of a container until it answers with 200.
until_answers() {
    local pid
    pid=$(inspect "$1" '{{.State.Pid}}')
    until nsenter --net --target "$pid" curl --silent --fail --output /dev/null --max-time 1 "$2"; do :; done
}

# From the start of the container's first process until now.
since_start() { seconds $(($(now) - $(date --date "$(inspect "$1" '{{.State.StartedAt}}')" +%s%N))); }

round() {
    docker network create "$name" >/dev/null
    run seed --env ACTORS_NODE__HOST="$name-seed"
    until_answers seed http://127.0.0.1:8558/health/ready
    echo "seed $(since_start seed)"
    run agent --sysctl net.ipv4.ip_unprivileged_port_start=0
    until nsenter --net --target "$(inspect agent '{{.State.Pid}}')" curl --silent --output /dev/null --max-time 1 http://127.0.0.1/; do :; done
    echo "agent $(since_start agent)"
    until_answers agent http://127.0.0.1:8090/health/ready
    local began
    began=$(now)
    run node
    until_answers agent http://127.0.0.1/
    echo "node $(since_start node)"
    echo "run $(seconds $(($(now) - began)))"
    sleep "$rest"
    docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' "$name"-{seed,agent,node} | sed "s/^$name-/rest-/; s, */.*,,"
    end
}

echo "sizes (docker image ls):"
docker image ls --format '{{.Repository}} {{.Size}}' | grep -E "^$prefix/(node|seed|agent) " | sort
figures=$(for ((i = 0; i < rounds; i++)); do round; done)
of() { awk -v key="$1" '$1 == key { print $2 }' <<<"$figures" | median; }
echo "medians of $rounds, in seconds:"
echo "seed: process to healthy                $(of seed)"
echo "agent: process to HAProxy answers       $(of agent)"
echo "node: process to served                 $(of node)"
echo "node: docker run to served              $(of run)"
echo "docker stats, $rest s later: seed $(of rest-seed), agent with HAProxy $(of rest-agent), node $(of rest-node)"
