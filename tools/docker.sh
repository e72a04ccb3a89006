#!/bin/sh
# Works with an OpenLinux rootfs tarball by hand, where no build host is at hand: all it needs is docker.
set -eu

usage() {
	cat <<'TEXT'
usage: tools/docker.sh check TARBALL                   is it a whole root filesystem?
       tools/docker.sh import TARBALL [IMAGE]          check it, then make an image of it
       tools/docker.sh shell [IMAGE] [COMMAND ...]     run it, /bin/sh unless told otherwise
IMAGE is openlinux:latest by default; DOCKER names another client (podman, nerdctl). More: docs/images.md
TEXT
}

fail() {
	echo "tools/docker.sh: $1" >&2
	[ $# -lt 2 ] || echo "  fix: $2" >&2
	exit 1
}

docker=${DOCKER:-docker}
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

require_daemon() {
	command -v "$docker" >/dev/null || fail "no $docker on PATH" "install Docker, or set DOCKER"
	"$docker" info >/dev/null 2>&1 ||
		fail "the $docker daemon does not answer" "start it (systemctl start docker, or dockerd &), or join its group"
}

# Entries without a leading "./", one a line.
entries() {
	tar -tzf "$1" | sed 's|^\./||'
}

check_digest() {
	[ -f "$1.sha256" ] || return 0
	expected=$(cut -d' ' -f1 "$1.sha256")
	actual=$(sha256sum "$1" | cut -d' ' -f1)
	[ "$expected" = "$actual" ] ||
		fail "$1 is not what $1.sha256 says: $actual, not $expected" "copy or build it again"
}

check_tarball() {
	[ -f "$1" ] || fail "$1: no such file" "./build.sh --target=Rootfs"
	gzip -t "$1" 2>/dev/null || fail "$1 is damaged or no gzip file" "copy or build it again"
	check_digest "$1"
	list=$(entries "$1") || fail "$1 holds no whole tar archive" "copy or build it again"
	if printf '%s\n' "$list" | grep -qE '^/|(^|/)\.\.(/|$)'; then
		fail "$1 holds a path that leaves the root: do not unpack it"
	fi
	for file in bin/sh etc/passwd etc/group; do
		printf '%s\n' "$list" | grep -qxF "$file" || fail "$1 has no /$file" "./build.sh --target=Rootfs"
	done
	echo "$1: $(printf '%s\n' "$list" | wc -l | tr -d ' ') entries, whole"
}

# Docker's name of the architecture in the file's name; the machine's own where it has none.
platform_of() {
	case $(basename "$1") in
	*x86_64*) echo linux/amd64 ;;
	*aarch64*) echo linux/arm64 ;;
	*riscv64*) echo linux/riscv64 ;;
	*) "$docker" version --format '{{.Server.Os}}/{{.Server.Arch}}' ;;
	esac
}

import_tarball() {
	check_tarball "$1"
	require_daemon
	"$docker" import --platform "$(platform_of "$1")" \
		--change "ENV PATH=$path" \
		--change 'ENTRYPOINT ["/sbin/init"]' \
		--change 'CMD ["/bin/sh"]' \
		"$1" "$2"
	"$docker" image inspect --format '{{index .RepoTags 0}} {{.Os}}/{{.Architecture}} {{.Size}} bytes' "$2"
}

run_image() {
	image=$1
	shift
	require_daemon
	# A terminal only where there is one, so that pipes and scripts work as well.
	if [ -t 0 ] && [ -t 1 ]; then
		exec "$docker" run --rm -it "$image" "$@"
	fi
	exec "$docker" run --rm -i "$image" "$@"
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
check | import)
	[ $# -ge 1 ] || { usage >&2; exit 2; }
	if [ "$command" = check ]; then check_tarball "$1"; else import_tarball "$1" "${2:-openlinux:latest}"; fi
	;;
shell)
	image=${1:-openlinux:latest}
	[ $# -eq 0 ] || shift
	run_image "$image" "$@"
	;;
help | -h | --help) usage ;;
*) usage >&2; exit 2 ;;
esac
