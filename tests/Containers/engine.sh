#!/bin/sh
# Sees to a container engine and Compose for the container test.
#
#   engine.sh ensure   installs what is missing (Debian's and Ubuntu's packages), starts dockerd where none runs
#   engine.sh stop     ends the dockerd that `ensure` started, and no other
set -eu

state=${TMPDIR:-/tmp}/actors-engine
pid_file=$state/dockerd.pid
log_file=$state/dockerd.log

say() { echo "engine: $*"; }
die() { echo "engine: $*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"
  else die "this needs root and there is no sudo: $*"; fi
}

compose_found() {
  docker compose version >/dev/null 2>&1 || docker-compose version >/dev/null 2>&1
}

engine_answers() { docker info >/dev/null 2>&1; }

# The first of the named packages that this distribution has.
first_available() {
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then echo "$package"; return; fi
  done
  die "none of these packages can be had: $*"
}

install_missing() {
  need_engine=; need_compose=
  command -v docker >/dev/null 2>&1 || need_engine=yes
  engine_answers || command -v dockerd >/dev/null 2>&1 || need_engine=yes
  compose_found || need_compose=yes
  [ -n "$need_engine$need_compose" ] || return 0

  command -v apt-get >/dev/null 2>&1 ||
    die "install Docker (docker, dockerd) and Compose: there is no apt-get here to do it with"
  as_root apt-get update -qq
  packages=
  [ -z "$need_engine" ] || packages="docker.io $(first_available docker-cli docker.io)"
  [ -z "$need_compose" ] || packages="$packages $(first_available docker-compose docker-compose-v2)"
  say "installing: $packages"
  # shellcheck disable=SC2086 # a list of words
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 $packages iptables ca-certificates >"$state/apt.log" 2>&1 ||
    { tail -n 20 "$state/apt.log" >&2; die "apt-get could not install: $packages"; }
}

start_dockerd() {
  command -v dockerd >/dev/null 2>&1 || die "no engine answers and there is no dockerd to start"
  say "starting dockerd, its log is $log_file"
  rm -f "$log_file"
  # exec keeps the process id, so the one that is written down is dockerd's own. Nothing of ours stays open in it.
  (
    exec >"$state/start.log" 2>&1 </dev/null
    # shellcheck disable=SC2016 # the inner shell expands these
    as_root setsid sh -c 'echo $$ >"$1"; exec dockerd >"$2" 2>&1' sh "$pid_file" "$log_file"
  ) &

  tries=0
  until engine_answers; do
    tries=$((tries + 1))
    if [ "$tries" -ge 120 ] || grep -q 'failed to start daemon' "$log_file" 2>/dev/null; then
      tail -n 20 "$state/start.log" "$log_file" >&2
      die "dockerd does not start, or did not answer within a minute"
    fi
    sleep 0.5
  done
}

# Where there is no systemd, all containers together weigh as much as one session of programs, so a dozen sessions of tests beside
# them leave a container without a processor for seconds. They get the weight of eight. What cannot be set is left: it is a help only.
weigh_containers() {
  [ ! -d /run/systemd/system ] || return 0
  as_root sh -c '
    if cd /sys/fs/cgroup/cpu 2>/dev/null; then mkdir -p docker && echo 8192 >docker/cpu.shares
    elif [ -e /sys/fs/cgroup/cgroup.controllers ]; then mkdir -p /sys/fs/cgroup/docker && echo 800 >/sys/fs/cgroup/docker/cpu.weight
    fi' 2>/dev/null || say "containers have no more weight than one session of programs"
}

ensure() {
  mkdir -p "$state"
  install_missing
  engine_answers || {
    # Where the package has just started it as a service, it needs a moment.
    if pgrep -x dockerd >/dev/null 2>&1; then sleep 3; fi
    engine_answers || { weigh_containers; start_dockerd; }
  }
  say "$(docker version --format 'engine {{.Server.Version}}'), Compose $(
    docker compose version --short 2>/dev/null || docker-compose version --short)"
}

stop() {
  [ -f "$pid_file" ] || return 0
  pid=$(cat "$pid_file")
  rm -f "$pid_file"
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] || return 0
  say "ending the dockerd that was started for this ($pid)"
  as_root kill -TERM "$pid"
}

case ${1:-} in
  ensure) ensure ;;
  stop) stop ;;
  *) die "usage: engine.sh ensure|stop" ;;
esac
