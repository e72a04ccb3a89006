#!/bin/sh
# musl as static archives and headers: out/lib, out/usr/include.
set -eu

out=$PWD/out
cd src

# configure takes any -O in CFLAGS as "nothing to add"; the hot folders are still worth -O3.
./configure \
	--target="$TRIPLE" --prefix=/usr --libdir=/lib --includedir=/usr/include \
	--disable-shared --disable-wrapper --enable-optimize=internal,malloc,string \
	CC="$CC --target=$TRIPLE" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS" LIBCC=

make -j"$(nproc)"
make DESTDIR="$out" install-libs install-headers
