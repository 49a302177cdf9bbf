#!/bin/sh
# Makes what the cluster's TLS needs, in PEM: an authority (once), and a certificate for each node named.
#   docker/certs.sh FOLDER NAME...
# Give each node its own NAME.pem and NAME-key.pem, and ca.pem; keep ca-key.pem away from the nodes.
set -eu
if [ $# -lt 2 ]; then
    echo "certs: which folder, and for which nodes? docker/certs.sh FOLDER NAME..." >&2
    exit 64
fi
command -v openssl >/dev/null || { echo "certs: openssl is not installed (Debian: apt-get install openssl)." >&2; exit 69; }
folder=$1
shift
umask 077
mkdir -p "$folder"
days=825

# OpenSSL prints its progress as errors: only said where it fails.
quietly() {
    said=$("$@" 2>&1) || { echo "certs: $1 failed: $said" >&2; exit 70; }
}

if [ ! -f "$folder/ca-key.pem" ]; then
    quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$days" -subj "/CN=actors cluster" \
        -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign \
        -keyout "$folder/ca-key.pem" -out "$folder/ca.pem"
    echo "$folder/ca.pem: a new authority"
fi

for name in "$@"; do
    case $name in
    *[!A-Za-z0-9_-]* | "" | -*) echo "certs: '$name' is no node's name: letters, digits, '_' and '-'." >&2; exit 64 ;;
    esac
    request=$folder/$name.request
    extensions=$folder/$name.extensions
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:%s\n' "$name" >"$extensions"
    quietly openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout "$folder/$name-key.pem" -out "$request"
    quietly openssl x509 -req -in "$request" -CA "$folder/ca.pem" -CAkey "$folder/ca-key.pem" -CAcreateserial -days "$days" -extfile "$extensions" -out "$folder/$name.pem"
    rm -f "$request" "$extensions"
    echo "$folder/$name.pem: signed"
done
