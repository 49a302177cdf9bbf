#!/usr/bin/env bash
# Records docs/images/session.svg, the session of the README: what session.sh types, in a real terminal, on a real system.
# Needs Debian's termtosvg. Nothing may run here already; the first start builds, so start and end a system once before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v termtosvg > /dev/null || { echo "apt-get install termtosvg" >&2; exit 5; }
# A frame is at least 0.2 s, so progress bars cost little; a pause is at most 3 s, and the end stays for 5 s.
record="termtosvg docs/images/session.svg --screen-geometry 100x30 --min-frame-duration 200 --max-frame-duration 3000 \
  --loop-delay 5000 --command docs/recording/session.sh"
if [ -t 0 ]; then eval "$record"; else script --quiet --return --command "$record" /dev/null; fi
size=$(stat --format %s docs/images/session.svg)
[ "$size" -lt 300000 ] || { echo "session.svg has $size bytes, more than the 300,000 that a first page may cost" >&2; exit 1; }
echo "docs/images/session.svg: $size bytes"
