#!/usr/bin/env bash
# The report of each root filesystem: a page for a browser (docs/report.md).
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

words=("--cache-dir=$shared" "--facts=$pages" --setup=auto --target=Report)
if [ -n "$INPUT_ARCH" ]; then words+=("--arch=$INPUT_ARCH"); fi
later_arguments
openlinux "${words[@]}" ${arguments[@]+"${arguments[@]}"}
output report "$(fact report "$pages")"
