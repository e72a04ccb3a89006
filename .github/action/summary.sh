#!/usr/bin/env bash
# The summary: what came out, how much of it was known, and what changed. A text, so that whoever shows it can put it where nothing
# in it means anything: names of files and messages of compilers are a pull request's.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# GitHub takes a summary of 1 MiB and a comment of 65,536 characters.
most=50000

line() { # label, values
    local value
    while IFS= read -r value; do
        if [ -n "$value" ]; then printf '%-10s %s\n' "$1" "$value"; fi
    done <<<"$2"
}

{
    line result "${BUILD_OUTCOME:-unknown}, $INPUT_TARGET on $RUNNER_OS $RUNNER_ARCH"
    line failure "$(fact failure)"
    line rootfs "$(paste -d ' ' <(fact rootfs-sha256) <(fact rootfs))"
    line image "$(fact image-id)"
    line manifest "$(fact manifest)"
    line index "$(fact index)"
    line pushed "$(fact pushed)"
    line papers "$(fact paper)"
    line report "$(fact report "$pages")"
    hits=$(fact hits)
    ran=$(fact ran)
    if [ -n "$hits" ]; then line cache "$hits of $((hits + ran)) actions known, $ran ran"; fi
    if [ -s "$changes" ]; then
        printf '\n'
        cat "$changes"
    fi
} >"$summary.whole"
head -c "$most" "$summary.whole" >"$summary"
if [ "$(wc -c <"$summary.whole")" -gt "$most" ]; then printf '\n… cut: the log has all of it\n' >>"$summary"; fi
rm -f "$summary.whole"
output summary "$summary"

if [ "$INPUT_SUMMARY" = true ]; then
    # A fence that is longer than any within.
    ticks=$(grep -o '`\{3,\}' "$summary" | awk '{ if (length($0) > most) most = length($0) } END { print most + 0 }' || true)
    fence='```'
    while [ "${#fence}" -le "${ticks:-0}" ]; do fence=$fence'`'; done
    {
        printf '### OpenLinux Build\n\n%sdiff\n' "$fence"
        cat "$summary"
        printf '%s\n\n' "$fence"
    } >>"$GITHUB_STEP_SUMMARY"
fi
