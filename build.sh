#!/bin/sh
# Runs the build host (build/Host). Its first run finds or installs a .NET SDK and compiles the host;
# every later one hashes the host's sources and executes what is compiled, unless its front knows that there is nothing to do.
# All arguments go to the host as they are.
#
#   CakePackages=nuget|bundled   where Cake.Frosting and Cake.Docker come from; unset: asked once, kept in .cache/cake-packages
set -eu

# A stream that is closed here would be some other file of the host's there.
{ true 3<&0; } 2>/dev/null || exec </dev/null
true 3>&2 || exec 2>/dev/null
{ true 3>&1; } 2>/dev/null || exec >/dev/null

self=$0
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname "$self")/$target ;;
    esac
done
case $self in
    */*) root=${self%/*} ;;
    *) root=. ;;
esac
root=$(unset CDPATH; cd -- "${root:-/}" && pwd -P)
cache=$root/.cache

# Where the last run like this one found nothing to do, and all that it rested on still holds, that is said at once (build/Host/Unchanged).
front=$cache/unchanged/front.$(uname -m)
if [ -x "$front" ] && "$front" "${front%/*}" ${1+"$@"}; then exit 0; fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The SDK otherwise wants libicu, which a small system lacks.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# Pages that are writable and executable in turns cost a run of half a second a tenth of it.
export DOTNET_EnableWriteXorExecute=0
# Sockets for debuggers, which a killed process leaves in /tmp for ever.
export DOTNET_EnableDiagnostics="${DOTNET_EnableDiagnostics:-0}"

say() { printf '%s\n' "$*" >&2; }

fail() { # code, what failed, cause, fix; build/Host/Errors/EntryPointErrors.cs declares the codes
    printf '%s: %s\n  cause: %s\n  fix:   %s\n' "$1" "$2" "$3" "$4" >&2
    exit 1
}

# ---- the key of the compiled host -----------------------------------------------------------------------------------

if command -v sha256sum >/dev/null; then sha256='sha256sum'
elif command -v shasum >/dev/null; then sha256='shasum -a 256'
else fail OL003 'no SHA-256 tool' 'neither sha256sum nor shasum is on the PATH' 'install coreutils (or perl, for shasum)'
fi

# One line a file (hash and path), the flavour and the system; every project folder counts, no output folder does.
# shellcheck disable=SC2086 # $sha256 is a command with its options
list_inputs() {
    cd -- "$root"
    set -- build.sh
    for file in global.json Directory.Build.props Directory.Build.targets Directory.Packages.props OpenLinux.slnx \
        nuget.config NuGet.config NuGet.Config build/*/*.props; do
        if [ -f "$file" ]; then set -- "$@" "$file"; fi
    done
    for project in build/*/*.csproj build/*/*/*.csproj; do
        if [ -f "$project" ]; then set -- "$@" "${project%/*}"; fi
    done
    find "$@" \( -name bin -o -name obj \) -prune -o -type f ! -name '.*' ! -name '*~' ! -name '*.md' -exec $sha256 {} +
    printf 'CakePackages=%s\n' "$flavour"
    uname -sm
}

remembered_flavour() { # "in doubt" where nobody answered: then the next compile asks again
    flavour=${CakePackages:-}
    doubt=
    if [ -z "$flavour" ] && [ -f "$cache/cake-packages" ] &&
        [ ! "$root/Directory.Packages.props" -nt "$cache/cake-packages" ]; then
        read -r flavour doubt <"$cache/cake-packages" || flavour=
        flavour=${flavour%%[!a-z]*} # build.ps1 may end its lines with CR LF
    fi
    case $flavour in
        nuget | bundled | '') ;;
        *) fail OL004 'the Cake flavour is neither nuget nor bundled' "it is '$flavour'" 'unset CakePackages, or set it to one of the two' ;;
    esac
}

find_key() {
    key=$(list_inputs | LC_ALL=C sort | $sha256)
    key=${key%% *}
    host=$cache/host/$key
}

run_host() { # returns where there is no host of this key that can be run
    find_key
    if [ -f "$host/OpenLinux.Host.dll" ] && IFS= read -r runtime <"$host/dotnet" && [ -x "$runtime" ]; then
        release_lock
        export OPENLINUX_ROOT="$root" OPENLINUX_CAKE_PACKAGES="$flavour"
        # 8 MiB between two collections, in hexadecimal: where the processor's caches are large, .NET otherwise lets garbage grow with them.
        export DOTNET_GCgen0size=800000
        exec "$runtime" "$host/OpenLinux.Host.dll" ${1+"$@"}
    fi
}

# ---- one compile at a time ------------------------------------------------------------------------------------------
# A symbolic link is made whole or not at all, and its text tells whose it is: the process, and when that started, since numbers
# are given again.

lock=$cache/host.lock
locked=
scratch=

release_lock() {
    if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
    if [ -n "$locked" ]; then rm -f "$lock"; fi
    scratch= locked=
}

started() { # process; proc(5): the twentieth field after its name, which may hold anything. Nothing where there is no /proc.
    if stat=$(cat "/proc/$1/stat" 2>/dev/null); then
        # shellcheck disable=SC2086 # the fields are to be split
        set -- ${stat##*) }
        printf '%s' "${20}"
    fi
}

take_lock() {
    me=$$:$(started $$)
    waiting=
    attempts=0
    until problem=$(ln -s "pid:$me" "$lock" 2>&1); do
        if owner=$(readlink "$lock"); then
            owner=${owner#pid:}
            start=${owner#*:}
            owner=${owner%%:*}
            if { ! kill -0 "$owner" 2>/dev/null && [ ! -d "/proc/$owner" ]; } || [ "$start" != "$(started "$owner")" ]; then
                rm -f "$lock"
                continue
            fi
            if [ -z "$waiting" ]; then say "Waiting for process $owner, which is compiling the build host of this checkout."; fi
            waiting=yes
        else
            attempts=$((attempts + 1))
            if [ "$attempts" -gt 20 ]; then
                fail OL005 "the checkout's cache folder cannot be written: $cache" "$problem" 'free some space, or make the folder writable for this user'
            fi
        fi
        sleep 0.2 2>/dev/null || sleep 1
    done
    locked=yes
}

# ---- the .NET SDK ---------------------------------------------------------------------------------------------------

# In the repository, where global.json holds; with a home of its own where the user has none.
sdk() { # arguments
    (
        cd -- "$root"
        if [ ! -d "${HOME:-}" ]; then export HOME="$cache/home" && mkdir -p "$HOME"; fi
        exec "$dotnet" "$@"
    )
}

find_sdk() {
    for dotnet in "$(command -v dotnet || :)" "${DOTNET_ROOT:-}/dotnet" "$cache/dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet "${HOME:-}/.dotnet/dotnet"; do
        case $dotnet in
            /*) if [ -x "$dotnet" ] && sdk --version >/dev/null 2>&1; then return 0; fi ;;
        esac
    done
    return 1
}

install_sdk() {
    by_hand='install the .NET SDK that global.json names with your package manager, or put its folder on the PATH, and run this again'
    say 'No .NET SDK that satisfies global.json: installing one into .cache/dotnet.'
    command -v bash >/dev/null ||
        fail OL001 'the .NET SDK cannot be installed' "Microsoft's dotnet-install script needs bash, which is not on the PATH" "install bash, or $by_hand"
    script=$scratch/dotnet-install.sh
    url=https://dot.net/v1/dotnet-install.sh
    if command -v curl >/dev/null; then curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 --output "$script" "$url" 2>"$scratch/log"
    elif command -v wget >/dev/null; then wget --tries=2 --timeout=20 --output-document="$script" "$url" 2>"$scratch/log"
    else fail OL001 'the .NET SDK cannot be installed' 'neither curl nor wget is on the PATH to fetch it' "install curl, or $by_hand"
    fi || fail OL001 'the .NET SDK cannot be installed' "$url: $(tail -n 2 "$scratch/log")" "check the network, or $by_hand"
    bash "$script" --jsonfile "$root/global.json" --install-dir "$cache/dotnet" --no-path >"$scratch/log" 2>&1 ||
        fail OL001 'the .NET SDK cannot be installed' "dotnet-install: $(tail -n 5 "$scratch/log")" "check the network, or $by_hand"
    dotnet=$cache/dotnet/dotnet
    sdk --version >"$scratch/log" 2>&1 ||
        fail OL001 'the .NET SDK cannot be installed' "what was installed does not run: $(tail -n 5 "$scratch/log")" "install the system libraries it names, or $by_hand"
}

# ---- the compile ----------------------------------------------------------------------------------------------------

# The first question of a checkout: do the configured package sources serve the add-ins, in the versions we pin, and all that
# those depend on? NU13xx is a source that does not answer, and every other error of NuGet's an answer.
ask_flavour() {
    probe=$cache/cake-packages.probe
    mkdir -p "$probe"
    cat >"$probe/Probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Cake.Frosting" />
    <PackageReference Include="Cake.Docker" />
  </ItemGroup>
</Project>
PROJECT
    if sdk restore "$probe/Probe.csproj" -v:quiet -nologo -nodeReuse:false \
        -p:NuGetAudit=false "-p:ArtifactsPath=$probe" >"$scratch/log" 2>&1; then
        flavour=nuget doubt=
    elif grep -q 'NU1[0-9][0-9][0-9]' "$scratch/log" && ! grep -q 'NU13[0-9][0-9]' "$scratch/log"; then
        flavour=bundled doubt=
    else
        flavour=bundled doubt='in doubt'
        say 'Note: the package sources did not answer; using the bundled Cake add-ins until the next compile.'
    fi
    printf '%s\n' "$flavour${doubt:+ $doubt}" >"$scratch/flavour"
    mv -f "$scratch/flavour" "$cache/cake-packages"
}

publish() { # ReadyToRun: true|false
    sdk publish build/Host/OpenLinux.Host.csproj -c Release -o "$scratch/host" \
        -v:minimal -nologo -nodeReuse:false --use-current-runtime --no-self-contained \
        "-p:ArtifactsPath=$cache/host.build" "-p:CakePackages=$flavour" "-p:PublishReadyToRun=$1" -p:UseAppHost=false \
        -p:TieredPGO=false -p:ConcurrentGarbageCollection=false -p:DebugType=none -p:NuGetAudit=false \
        >"$scratch/log" 2>&1
}

watch_compile() { # on a terminal: how long it has taken, what it took before, and what was compiled last
    usual=$(cat "$cache/host.seconds" 2>/dev/null) || usual=
    while kill -0 $$ 2>/dev/null; do
        sleep 1
        columns=$(stty size <&2 2>/dev/null) || columns=
        columns=${columns#* }
        if [ "${columns:-0}" -lt 20 ]; then columns=80; fi
        last=$(sed -n 's/^ *\([A-Za-z.]*\) -> .*/\1/p' "$scratch/log" 2>/dev/null | tail -n 1)
        line="  $(($(date +%s) - began)) s${usual:+ of about $usual s}${last:+: $last}"
        printf '\r\033[K%s' "$(printf '%s' "$line" | cut -c "1-$((columns - 1))")" >&2
    done
}

end_watch() {
    if [ -n "$watcher" ]; then
        kill "$watcher" 2>/dev/null || true
        wait "$watcher" 2>/dev/null || true
        printf '\r\033[K' >&2
        watcher=
    fi
}

compile_host() {
    say 'Compiling the build host (once for each change of its sources).'
    watcher=
    if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${CI:-}" ]; then
        began=$(date +%s)
        watch_compile &
        watcher=$!
        trap 'end_watch; release_lock' EXIT
    fi
    compile_once
    if [ -n "$watcher" ]; then printf '%s\n' "$(($(date +%s) - began))" >"$cache/host.seconds"; fi
    end_watch
}

compile_once() {
    if ! publish true; then
        if grep -qi 'crossgen' "$scratch/log"; then
            say 'Note: the ReadyToRun compiler is not to be had here; the host is compiled without it and starts slower.'
            publish false
        else
            false
        fi
    fi || {
        end_watch
        cat "$scratch/log" >&2
        fail OL002 'the build host does not compile' 'see the messages above' "correct the sources under build/, or: dotnet build '$root/build/Host'"
    }
    [ -f "$scratch/host/OpenLinux.Host.dll" ] || {
        cat "$scratch/log" >&2
        fail OL002 'the build host does not compile' 'dotnet publish left no OpenLinux.Host.dll' "remove '$cache/host.build' and run this again"
    }
    compiled=$host
    find_key
    if [ "$host" != "$compiled" ]; then return 0; fi # The sources changed meanwhile: nobody knows what this is.
    printf '%s\n' "$dotnet" >"$scratch/host/dotnet"
    rm -rf "$host"
    mkdir -p "$cache/host"
    mv "$scratch/host" "$host"
    prune_hosts
}

prune_hosts() { # keeps the three newest
    # shellcheck disable=SC2012 # the names are hashes of ours
    ls -1t "$cache/host" | sed 1,3d | while IFS= read -r old; do rm -rf "${cache:?}/host/$old"; done
}

# ---------------------------------------------------------------------------------------------------------------------

remembered_flavour
if [ -n "$flavour" ]; then run_host ${1+"$@"}; fi

mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
    fail OL005 "the checkout's cache folder cannot be written: $cache" 'it belongs to another user, or the file system is read-only' "run as its owner, or: sudo chown -R \"\$(id -u)\" '$cache'"
trap release_lock EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
take_lock
scratch=$cache/host.scratch
rm -rf "$scratch"
mkdir "$scratch"

find_sdk || install_sdk
remembered_flavour
if [ -z "$flavour" ] || [ -n "$doubt" ]; then ask_flavour; fi
run_host ${1+"$@"}
for attempt in 1 2 3; do
    compile_host
    run_host ${1+"$@"}
done
fail OL002 'the build host does not compile' "its sources changed during each of $attempt compiles" 'run this again when they rest'
