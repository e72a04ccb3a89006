#!/usr/bin/env bash
# What changed in each architecture's root filesystem and image configuration: Diff's table, for the summary.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ "$INPUT_COMPARE_TO" != last ] && [ ! -e "$INPUT_COMPARE_TO" ] && ! docker image inspect "$INPUT_COMPARE_TO" >/dev/null 2>&1; then
    docker pull --quiet "$INPUT_COMPARE_TO" ||
        fail "compare-to: $INPUT_COMPARE_TO is no file here, and no image that can be pulled" 'name a file of the checkout, an image, or "last"'
fi

later_arguments
: >"$changes"
for arch in $(fact architecture); do
    with=$INPUT_COMPARE_TO
    if [ "$with" = last ]; then
        with=$baseline/$arch.tar.gz
        if [ ! -f "$with" ]; then
            printf '%s: the cache has no root filesystem of a trusted run yet\n' "$arch" >>"$changes"
            continue
        fi
    fi
    openlinux --target=Diff "--with=$with" "--arch=$arch" "--cache-dir=$shared" --setup=auto --verbosity=quiet \
        ${arguments[@]+"${arguments[@]}"} | tr -d '\r' >>"$changes"
done
