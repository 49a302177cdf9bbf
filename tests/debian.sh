# For scripts that unpack packages of another Debian suite than the system's (sourced by bash). Nothing of the system is
# changed, and nothing of it is asked for: no root, no debootstrap. Whoever sources it has `cannot REASON`, which ends it.
#
#   debian_known                      whether this is a machine that it works on
#   debian_ready STAGE SUITE          an apt with state of its own in the folder STAGE
#   debian_needed PACKAGE...          the packages and all that they need, down to the libc
#   debian_unpack ROOT PACKAGE...     loads exactly these and unpacks them into the folder ROOT

debian_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror that the system uses, for another suite, checked against Debian's own keys.
debian_source() { # ARCHIVE SUITE
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -v archive="/$1/?$" -v suite="$2" -v keys="$debian_keys" \
            '$0 ~ archive && !found { print "deb [target=Packages signed-by=" keys "]", $0, suite, "main"; found = 1 }'
}

debian_known() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && [[ -r $debian_keys && -n $(debian_source debian stable) ]]
}

debian_apt() { apt-get --quiet --config-file="$debian_stage/apt/apt.conf" "$@"; }

debian_ready() {
    debian_stage=$1 debian_suite=$2
    for tool in apt-get dpkg-deb; do
        command -v $tool >/dev/null || cannot "$tool is missing; this works on Debian only."
    done
    [[ -r $debian_keys ]] || cannot "$debian_keys is missing; this works on Debian only."
    mkdir -p "$debian_stage"/{debs,apt/lists/partial,apt/archives/partial,apt/none}
    debian_source debian "$debian_suite" >"$debian_stage/apt/sources.list"
    [[ -s $debian_stage/apt/sources.list ]] || cannot "apt has no Debian mirror in its sources."
    local prefer=
    case $debian_suite in
        sid | unstable) ;;                                                                    # has no security updates
        experimental) debian_source debian sid >>"$debian_stage/apt/sources.list"             # holds a few packages and needs the rest of sid
                      prefer=$debian_suite ;;
        *) debian_source debian-security "$debian_suite-security" >>"$debian_stage/apt/sources.list" ;;
    esac

    # An empty list of installed packages: so it names every library, and the result does not depend on what this system has.
    # The system's settings (a proxy, say) hold, its hooks do not.
    : >"$debian_stage/apt/status"
    cat >"$debian_stage/apt/apt.conf" <<END
#clear APT::Update;
APT::Default-Release "$prefer";
APT::Sandbox::User "";
APT::Install-Recommends "false";
Acquire { Languages "none"; Retries "2"; http::Timeout "20"; https::Timeout "20"; }
Dir {
  State "$debian_stage/apt"; State::status "$debian_stage/apt/status"; Cache "$debian_stage/apt";
  Etc { sourcelist "$debian_stage/apt/sources.list"; sourceparts "$debian_stage/apt/none"; preferences "/dev/null"; preferencesparts "$debian_stage/apt/none"; }
}
END
    debian_apt update --error-on=any || cannot "the package lists of $debian_suite could not be read."
}

debian_needed() { debian_apt --simulate install "$@" | awk '/^Inst / { print $2 }'; }

debian_unpack() {
    local root=$1 deb
    shift
    (cd "$debian_stage/debs" && debian_apt download "$@") || cannot "the packages of $debian_suite could not be loaded."
    mkdir -p "$root"
    for deb in "$debian_stage"/debs/*.deb; do dpkg-deb --extract "$deb" "$root"; done
}
