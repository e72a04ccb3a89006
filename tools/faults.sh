#!/bin/sh
# Does to builds what machines do to them, and counts: kills, full disks, damaged files, jumping clocks, servers and clients that fail.
# .ci/run does the same with a few rounds each. What each of them is, and what came of it: docs/cache.md.
set -eu

usage() {
	cat <<'TEXT'
usage: tools/faults.sh [ROUNDS] [SEED]
ROUNDS is the number of kills, 200 by default; the other faults follow it. SEED is told at the end, and gives the same ones again.
It needs root, as all end-to-end tests do.
TEXT
}

rounds=${1:-200}
seed=${2:-$(date +%s | tail -c 7 | sed 's/^0*//')}
case $rounds$seed in
'' | *[!0-9]*)
	usage >&2
	exit 2
	;;
esac
cd -- "$(dirname -- "$0")/.."
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
status=0
OPENLINUX_FAULTS_ROUNDS=$rounds OPENLINUX_FAULTS_SEED=$seed OPENLINUX_FAULTS_COUNTS=$counts \
	./build.sh --target=Test --filter='*.Faults.*' || status=$?
echo
echo "With $rounds rounds, from the seed $seed:"
cat "$counts"
exit $status
