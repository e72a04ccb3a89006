#!/bin/sh
# Times a run with nothing to do, whole process, and the parts it cannot be faster than. Asserts nothing.
# Usage: tools/bench.sh [RUNS]   (default 30; hyperfine where it is installed, else a plain loop)
set -eu

runs=${1:-30}
cd -- "$(dirname -- "$0")/.."
./build.sh --target=Docker >/dev/null

measure() { # label, command
    printf '%-28s' "$1"
    if command -v hyperfine >/dev/null; then
        hyperfine --shell=none --warmup 3 --runs "$runs" --export-json .cache/bench.json "$2" >/dev/null 2>&1
        sed -n 's/.*"\(mean\|stddev\|min\)": \([0-9.]*\).*/\1 \2/p' .cache/bench.json |
            awk '{ printf "  %s %.0f ms", $1, $2 * 1000 } END { print "" }'
    else
        start=$(date +%s%N)
        i=0
        while [ "$i" -lt "$runs" ]; do $2 >/dev/null 2>&1; i=$((i + 1)); done
        echo "  mean $((($(date +%s%N) - start) / runs / 1000000)) ms"
    fi
}

measure 'all cached, --target=Docker' './build.sh --target=Docker'
measure 'all cached, --target=Rootfs' './build.sh --target=Rootfs'
measure 'help (no Cake)' './build.sh --help'
measure 'docker image inspect' 'docker image inspect openlinux:1.0.0-alpha-x86_64'
