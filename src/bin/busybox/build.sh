#!/bin/sh
# BusyBox, statically linked, with its applet links: out/bin/busybox, out/bin/sh -> busybox, ...
# Its makefiles run every command from the top of the source: relative paths serve throughout.
set -eu

cd src
sysroot=../sysroot
fortify=$sysroot/usr/include/fortify
cp ../config/busybox.config configs/openlinux_defconfig

# No build date: the same source is the same binary, and its banner says no more than the version.
export KCONFIG_NOTIMESTAMP=1
export CPPFLAGS='-DBB_EXTRA_VERSION=\"\"'

# The way in for flags: CFLAGS for every compile, CFLAGS_busybox for the last link alone (LDFLAGS
# would reach "ld -r" too).
export CFLAGS="--target=$TRIPLE $CFLAGS -nostdlibinc -isystem $fortify -include $fortify/fortify.h -isystem $sysroot/usr/include"
case " $LDFLAGS " in
*" -static-pie "*) start=rcrt1.o ;;
*) start=crt1.o ;;
esac
startfiles="$sysroot/lib/$start $sysroot/lib/crti.o $sysroot/lib/crtn.o"
libraries="-L$sysroot/lib -Wl,--start-group -lc -lfortify -lbuiltins -Wl,--end-group"
export CFLAGS_busybox="-fuse-ld=lld -nostdlib $LDFLAGS $startfiles $libraries"
unset LDFLAGS

busybox() {
	make -j"$(nproc)" CC="$CC" LD="$LD" AR="$AR" STRIP="$STRIP" HOSTCC="$CC" \
		SKIP_STRIP=y CONFIG_PREFIX=../out "$@"
}

busybox openlinux_defconfig >/dev/null
# Kconfig drops keys it does not know without a word; a misspelt one must not pass for a set one.
grep CONFIG_ ../config/busybox.config | while IFS= read -r key; do
	grep -qxF -- "$key" .config || {
		echo "config/busybox.config: BusyBox did not take \"$key\": no such key, or one it depends on is off" >&2
		exit 1
	}
done

busybox busybox
busybox install >/dev/null
