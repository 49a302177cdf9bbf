#!/bin/sh
# Makes stand-ins for the base images that are neither here nor can be pulled: a small Debian by debootstrap, with the
# installed .NET on it, or HAProxy from Debian. They carry the official names, so that docker/Dockerfile needs to know
# nothing of them, and the label `actors.stand-in`; `docker image ls -f label=actors.stand-in` lists them.
set -eu

sdk=mcr.microsoft.com/dotnet/sdk:10.0
node=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
haproxy=haproxy:3.4
debian=debian:trixie-slim
base=actors-stand-in/debian:trixie
pull_timeout=300

say() { echo "stand-ins: $*"; }
die() { echo "stand-ins: $*" >&2; exit 1; }
present() { docker image inspect "$1" >/dev/null 2>&1; }

# The Debian mirror that this machine uses; empty (debootstrap's own default) where it uses none.
debian_mirror() {
  # shellcheck disable=SC2016 # apt's own placeholder
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    grep -E '/debian/?$' | head -n 1
}

make_base() {
  present "$base" && return
  [ "$(id -u)" -eq 0 ] || die "debootstrap needs root: run the container test as root once, or pull the images"
  if ! command -v debootstrap >/dev/null 2>&1; then
    say "installing debootstrap"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o Dpkg::Use-Pty=0 debootstrap debian-archive-keyring; } >/dev/null 2>&1 || die "apt-get could not install debootstrap"
  fi
  root=$work/root
  say "debootstrap of a small Debian (half a minute)"
  # What the official images bring along and .NET links to.
  debootstrap --variant=minbase --include=ca-certificates,libssl3t64,libstdc++6,zlib1g \
    trixie "$root" "$(debian_mirror)" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 20 "$work/debootstrap.log" >&2; die "debootstrap failed"; }
  # The machine's own bundle: a build behind an own certificate authority works as it does outside.
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$root"/var/cache/apt/archives/*.deb
  tar -C "$root" -c . | docker import --change 'LABEL actors.stand-in=debian' - "$base" >/dev/null
  rm -rf "$root"
}

# build NAME: an image from the Dockerfile on standard input and $context
build() {
  docker build --label actors.stand-in=true --tag "$1" --file - "$context" >"$work/build.log" 2>&1 ||
    { tail -n 20 "$work/build.log" >&2; die "$1 could not be built"; }
}

dotnet_root() {
  dirname "$(readlink -f "$(command -v dotnet || die "no dotnet is installed")")"
}

# A folder of hard links (or copies) of the named parts of the installed .NET, as context of a build.
dotnet_context() {
  context=$work/dotnet
  rm -rf "$context"
  mkdir -p "$context/dotnet"
  for part in dotnet "$@"; do
    [ ! -e "$installed/$part" ] || cp -al "$installed/$part" "$context/dotnet/" 2>/dev/null ||
      cp -a "$installed/$part" "$context/dotnet/"
  done
}

make_sdk() {
  installed=$(dotnet_root)
  dotnet_context host shared sdk sdk-manifests packs templates
  build "$sdk" <<END
FROM $base
COPY dotnet /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
ENV DOTNET_RUNNING_IN_CONTAINER=true DOTNET_NOLOGO=true DOTNET_CLI_TELEMETRY_OPTOUT=true NUGET_XMLDOC_MODE=skip \\
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \\
    NUGET_CERT_REVOCATION_MODE=${NUGET_CERT_REVOCATION_MODE:-online}
END
}

make_debian() { docker tag "$base" "$debian"; }

# Like the official one, nothing but what a program of .NET links to: no shell.
make_node() {
  context=$work/empty
  mkdir -p "$context"
  build "$node" <<END
FROM $base AS whole
RUN mkdir /node && useradd --uid 1654 --create-home --shell /bin/false app \\
 && dpkg --listfiles base-files ca-certificates libc6 libgcc-s1 libssl3t64 libstdc++6 libzstd1 zlib1g | sort --unique \\
    | grep --extended-regexp --invert-match '^/usr/(share/(doc|man|lintian|locale)|s?bin/)' \\
    | tar --create --no-recursion --files-from - | tar --extract --directory /node \\
 && cp --archive /etc/passwd /etc/group /etc/ssl /etc/nsswitch.conf /node/etc/ && cp --archive /home /node/
FROM scratch
COPY --from=whole /node/ /
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true
USER 1654
END
}

make_haproxy() {
  context=$work/empty
  mkdir -p "$context"
  build "$haproxy" <<END
FROM $base
RUN apt-get update -qq \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends haproxy >/dev/null \\
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb \\
 && groupmod --gid 99 haproxy && usermod --uid 99 --gid 99 haproxy && chown haproxy:haproxy /var/lib/haproxy \\
 && mkdir -p /usr/local/etc/haproxy && mv /usr/sbin/haproxy /usr/local/sbin/haproxy
USER haproxy
WORKDIR /var/lib/haproxy
STOPSIGNAL SIGUSR1
CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
END
}

# provide NAME MAKER: the image from here, from its registry, or as a stand-in
provide() {
  if present "$1"; then say "$1 is here"; return; fi
  if timeout "$pull_timeout" docker pull --quiet "$1" >/dev/null 2>"$work/pull.log"; then say "$1 pulled"; return; fi
  say "$1 cannot be pulled ($(tail -n 1 "$work/pull.log")), making a stand-in"
  make_base
  "$2"
  say "$1 is a stand-in now"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

provide "$sdk" make_sdk
provide "$node" make_node
provide "$haproxy" make_haproxy
# What the tests put a program of their own into.
provide "$debian" make_debian
