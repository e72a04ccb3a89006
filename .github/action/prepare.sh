#!/usr/bin/env bash
# What the cache entry is called, and what goes into it. One entry holds all: a run of two thousand actions would be two thousand
# uploads, of which GitHub takes 200 a minute.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ ! -f build.sh ] || [ ! -f config/openlinux.toml ]; then
    fail "$PWD is no checkout of OpenLinux Build" 'run actions/checkout before this step, without a path'
fi

# An entry is never changed: each run that saves has a key of its own, and the newest of the prefix is restored. Jobs that do something
# else have another prefix, as each is trimmed to what its run used; a job's first run begins with any other's.
what=$(printf '%s\0' "$GITHUB_JOB" "$INPUT_TARGET" "$INPUT_ARCH" "$INPUT_ARGS" | sha256 | cut -c 1-12)
all=openlinux-1-$RUNNER_OS-$RUNNER_ARCH-
prefix=$all$what-
output cache-key "$prefix$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT"
output cache-prefixes "$prefix
$all"
output cache-paths "$shared
$baseline
.cache/rootfs
.cache/host
.cache/dotnet"
