#!/bin/sh
# The Debian Almquist shell, statically linked: out/bin/dash. Its tables are written by programs that run while it builds.
set -eu

cd src
# "--host" alone means a cross build, which nothing is run for. Its makefiles want to remake configure where times lie close together.
./configure --host="$TRIPLE" --build=none --without-libedit \
	CC="$CC" CFLAGS="$CFLAGS" LDFLAGS="$LDFLAGS" CC_FOR_BUILD="$HOSTCC"
make -j"${JOBS:-1}" ACLOCAL=: AUTOCONF=: AUTOHEADER=: AUTOMAKE=:
mkdir -p ../out/bin
cp src/dash ../out/bin/dash
