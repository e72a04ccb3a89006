#!/bin/sh
# BusyBox, statically linked, with its applet links: out/bin/busybox, out/bin/sh -> busybox, ...
set -eu

cd src
cp ../config/busybox.config configs/openlinux_defconfig

# No build date: the same source is the same binary, and its banner says no more than the version.
export KCONFIG_NOTIMESTAMP=1
export CPPFLAGS='-DBB_EXTRA_VERSION=\"\"'

# CFLAGS is for every compile, CFLAGS_busybox for the last link alone (LDFLAGS would reach "ld -r" too).
export CFLAGS_busybox="$LDFLAGS"
unset LDFLAGS

# This tree is built once: no compile is noted for a later make, and none waits for the clock. A program for the build is a compile
# and a link. LDFLAGS has all libraries there are: none is tried (CONFIG_EXTRA_LDLIBS names more).
# shellcheck disable=SC2016 # make fills it in.
busybox() {
	make -j"${JOBS:-1}" CC="$CC" LD="$LD" AR="$AR" STRIP="$STRIP" HOSTCC="$HOSTCC" \
		SKIP_STRIP=y CONFIG_PREFIX=../out LDLIBS= KERNELRELEASE= MTIME_IS_COARSE='@true #' \
		cmd_cc_o_c='$(CC) $(filter-out -Wp$(comma)-MD$(comma)%,$(c_flags)) -c -o $@ $<' \
		rule_cc_o_c='$(call echo-cmd,cc_o_c) $(cmd_cc_o_c)' \
		cmd_host-csingle='$(HOSTCC) $(hostc_flags) -c -o $@.o $< && $(HOSTCC) -o $@ $@.o' "$@"
}

busybox openlinux_defconfig >/dev/null
# Kconfig drops keys it does not know without a word; a misspelt one must not pass for a set one.
grep CONFIG_ ../config/busybox.config | while IFS= read -r key; do
	grep -qxF -- "$key" .config || {
		echo "config/busybox.config: BusyBox did not take \"$key\": no such key, or one it depends on is off" >&2
		exit 1
	}
done

# Its help texts are packed by this machine's bzip2; one that packs otherwise would make another image.
[ "$(bzip2 -1 <LICENSE | cksum)" = "665417841 6264" ] || {
	echo "the bzip2 of this machine packs otherwise than bzip2 1.0.8: put that one first on PATH" >&2
	exit 1
}

# Each make would generate the same files again.
: >scripts/gen_build_files.sh

# The first link tells whether there can be a program, and this is the last one.
sed -i '/^# First link with all libs/,/^}$/d' scripts/trylink

# There are 400 links to make, each of which would take four programs.
{
	cat <<-'EOF'
	dirname() { path=${1%/*}; echo "${path:-/}"; }
	basename() { echo "${1##*/}"; }
	mkdir() { [ -d "$2" ] || command mkdir "$@"; }
	EOF
	cat applets/install.sh
} >install.sh
mv install.sh applets/install.sh

busybox install
