#!/bin/sh
# Fuzzes the readers of what others wrote: afl-fuzz runs them, in assemblies that SharpFuzz has instrumented. CONTRIBUTING.md tells of the corpus.
set -eu

usage() {
	cat <<'TEXT'
usage: tools/fuzz.sh [READER|all] [SECONDS]    a minute for each reader unless told otherwise
       tools/fuzz.sh --list                    the readers
What breaks one is copied to build/fuzz/READER; to see how: dotnet .cache/fuzz/bin/OpenLinux.Fuzz.dll READER FILE ...
TEXT
}

fail() {
	echo "tools/fuzz.sh: $1" >&2
	[ $# -lt 2 ] || echo "  fix: $2" >&2
	exit 2
}

root=$(unset CDPATH; cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$root/.cache/fuzz
found=$root/build/fuzz
corpus=$root/tests/OpenLinux.Fuzz/corpus
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 UseSharedCompilation=false

require_dotnet() {
	[ ! -x "$root/.cache/dotnet/dotnet" ] || PATH=$root/.cache/dotnet:$PATH
	command -v dotnet >/dev/null || fail 'there is no .NET SDK' './build.sh installs one into .cache/dotnet'
}

require_afl() {
	command -v afl-fuzz >/dev/null || {
		[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail 'there is no afl-fuzz' 'install AFL++: sudo apt-get install afl++'
		apt-get update -q && apt-get install -y -q --no-install-recommends afl++
	} >&2
}

# What instruments is of the version that the instrumented code reports to.
require_sharpfuzz() {
	version=$(sed -n 's|.*<SharpFuzzVersion>\(.*\)</SharpFuzzVersion>.*|\1|p' "$root/Directory.Packages.props")
	sharpfuzz=$work/sharpfuzz-$version/sharpfuzz
	[ -x "$sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path "${sharpfuzz%/*}" >&2
}

build() {
	dotnet build "$root/tests/OpenLinux.Fuzz" -c Release -nodeReuse:false -v:q -nologo >&2
	rm -rf "$work/bin"
	cp -R "$root/.cache/msbuild/bin/OpenLinux.Fuzz/release" "$work/bin"
}

# Ours, and the libraries that take the input apart for us.
instrument() {
	for assembly in "$work"/bin/OpenLinux.*.dll "$work"/bin/SharpCompress.dll "$work"/bin/ICSharpCode.SharpZipLib.dll \
		"$work"/bin/Tomlyn.dll "$work"/bin/Google.Protobuf.dll; do
		case $assembly in
			*/OpenLinux.Fuzz.dll) ;;
			*) DOTNET_ROLL_FORWARD=Major "$sharpfuzz" "$assembly" || fail "$assembly cannot be instrumented" ;;
		esac
	done
}

# One reader, for so many seconds. Memory beyond the limit (hexadecimal, 384 MiB) is a finding like any other.
fuzz() {
	rm -rf "$work/out/$1"
	mkdir -p "$work/out/$1"
	AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_BIN_CHECK=1 \
		AFL_SKIP_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000 \
		DOTNET_GCHeapHardLimit=18000000 DOTNET_TieredCompilation=0 DOTNET_gcConcurrent=0 DOTNET_DbgEnableMiniDump=0 \
		afl-fuzz -i "$corpus/$1" -o "$work/out/$1" -m none -t 5000 -V "$2" -- dotnet "$work/bin/OpenLinux.Fuzz.dll" "$1" \
		>"$work/out/$1/log" 2>&1 || {
		tail -n 20 "$work/out/$1/log" >&2
		fail "afl-fuzz does not run the reader $1" "see $work/out/$1/log"
	}
	for input in "$work/out/$1/default"/crashes/id* "$work/out/$1/default"/hangs/id*; do
		[ -f "$input" ] || continue
		mkdir -p "$found/$1"
		case $input in */crashes/*) kind=crash ;; *) kind=hang ;; esac
		cp "$input" "$found/$1/$kind-$(sha256sum "$input" | cut -c1-12)"
	done
}

stat_of() {
	sed -n "s/^$2 *: *//p" "$work/out/$1/default/fuzzer_stats"
}

row() {
	printf '%-10s %12s %10s %8s %8s %8s %8s\n' "$@"
}

sum_up() {
	row reader executions 'a second' seeds paths crashes hangs
	for reader in $1; do
		crashes=$(stat_of "$reader" saved_crashes)
		hangs=$(stat_of "$reader" saved_hangs)
		row "$reader" "$(stat_of "$reader" execs_done)" "$(stat_of "$reader" execs_per_sec)" "$(find "$corpus/$reader" -type f | wc -l)" \
			"$(stat_of "$reader" corpus_count)" "$crashes" "$hangs"
		total=$((total + crashes + hangs))
	done
}

case ${1:-all} in
	-h | --help) usage; exit 0 ;;
	--list) ls "$corpus"; exit 0 ;;
	all) readers=$(ls "$corpus") ;;
	*)
		[ -d "$corpus/$1" ] || { usage >&2; fail "there is no reader $1"; }
		readers=$1
		;;
esac
seconds=${2:-60}
case $seconds in *[!0-9]* | '') usage >&2; fail "'$seconds' is no number of seconds" ;; esac

mkdir -p "$work"
require_dotnet
require_afl
require_sharpfuzz
build
instrument
for reader in $readers; do
	echo "fuzzing $reader for $seconds s" >&2
	fuzz "$reader" "$seconds"
done
total=0
sum_up "$readers"
[ "$total" = 0 ] || fail "$total inputs broke a reader; they are in build/fuzz" "make each a file found-… of tests/OpenLinux.Fuzz/corpus/READER, and a test with a name where the fault has one"
