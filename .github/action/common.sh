# shellcheck shell=bash disable=SC2034 # what a step does not use, another does
# What the steps of action.yml have in common. They run in the checkout, with bash 3.2 (macOS) or later, and Git's on Windows.
set -euo pipefail

# All that lasts from one run to the next, and what the steps tell each other: in .cache, which no build reads.
ci=.cache/ci
shared=$ci/openlinux
baseline=$ci/baseline
facts=$ci/run/facts
changes=$ci/run/changes
pages=$ci/run/pages
summary=$ci/run/summary.txt
mkdir -p "$ci/run"

escape() { # text, as a workflow command takes it (docs.github.com: workflow commands)
    local text=$1
    text=${text//'%'/%25}
    text=${text//$'\r'/%0D}
    printf '%s' "${text//$'\n'/%0A}"
}

fail() { # what is wrong, what to do
    printf '::error title=OpenLinux Build::%s\n' "$(escape "$1
fix: $2")"
    exit 1
}

output() { # name, value of any number of lines
    local end
    end=end-$RANDOM$RANDOM$RANDOM
    printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

fact() { # name, file; each of its values on a line
    if [ -f "${2:-$facts}" ]; then sed -n "s/^$1=//p" "${2:-$facts}"; fi
}

arguments() { # fills the array with the lines of INPUT_ARGS
    arguments=()
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        if [ -n "$line" ]; then arguments+=("$line"); fi
    done <<<"${INPUT_ARGS:-}"
}

later_arguments() { # fills the array with those of a task that follows the build: what is about the build alone has been done
    arguments
    local all=(${arguments[@]+"${arguments[@]}"}) word
    arguments=()
    for word in ${all[@]+"${all[@]}"}; do
        case $word in
            --push-* | --sign=* | --explain | --no-cache | --profile=* | --verify-actions*) ;;
            *) arguments+=("$word") ;;
        esac
    done
}

openlinux() { # arguments of build.sh
    # Git's bash would take "--image.workdir=/root" for a path of its own, and hand on another.
    if [ "${RUNNER_OS:-}" = Windows ]; then MSYS2_ARG_CONV_EXCL='*' pwsh -NoProfile -NonInteractive -File ./build.ps1 "$@"; else ./build.sh "$@"; fi
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }
