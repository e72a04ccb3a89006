#!/bin/sh
# musl as static archives and headers: out/lib, out/usr/include.
set -eu

# Relative: the way to the folder would stand in the debug information, and with it in every build ID.
out=../out
recipe=../recipe
cd src

# configure takes any -O in CFLAGS as "nothing to add"; the hot folders are still worth -O3.
./configure \
	--target="$TRIPLE" --prefix=/usr --libdir=/lib --includedir=/usr/include \
	--disable-shared --disable-wrapper --enable-optimize=internal,malloc,string \
	CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS" LIBCC=

make -j"${JOBS:-1}"
make DESTDIR="$out" install-libs install-headers

# relro.c becomes part of the two start files that static programs have.
# shellcheck disable=SC2086 # CC and CFLAGS are words.
$CC $CFLAGS -std=c99 -isystem "$out/usr/include" -c "$recipe/relro.c" -o relro.o
for start in crt1.o rcrt1.o; do
	"$LD" -r "$out/lib/$start" relro.o -o "$start"
	mv "$start" "$out/lib/$start"
done
