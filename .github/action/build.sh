#!/usr/bin/env bash
# The build, and its facts (docs/github-actions.md) as outputs.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# The cache notes what is used once a day. With all that was restored dated before that, what this run uses is what has another date.
for area in cas ac history; do
    if [ -d "$shared/$area" ]; then find "$shared/$area" -type f -exec touch -t 200001010000 {} +; fi
done

rm -f "$facts" "$changes" "$pages"
words=("--cache-dir=$shared" "--facts=$facts" --setup=auto)
for target in $INPUT_TARGET; do words+=("--target=$target"); done
if [ -n "$INPUT_ARCH" ]; then words+=("--arch=$INPUT_ARCH"); fi
if [ -n "$INPUT_PUSH" ]; then words+=("--push=$INPUT_PUSH"); fi
if [ -n "$INPUT_SIGN" ]; then words+=("--sign=$INPUT_SIGN"); fi
arguments
code=0
openlinux "${words[@]}" ${arguments[@]+"${arguments[@]}"} || code=$?

hits=$(fact hits)
ran=$(fact ran)
if [ "$((${hits:-0} + ${ran:-0}))" -gt 0 ]; then
    tenths=$((hits * 1000 / (hits + ran)))
    output hit-rate "$((tenths / 10)).$((tenths % 10))"
fi
output ran "${ran:-0}"
output rootfs "$(fact rootfs)"
output rootfs-sha256 "$(fact rootfs-sha256)"
output papers "$(fact paper)"
output pushed "$(fact pushed)"
digest=$(fact index)
if [ -z "$digest" ]; then digest=$(fact manifest); fi
if [ -z "$digest" ]; then digest=$(fact image-id); fi
output image-digest "$digest"
exit "$code"
