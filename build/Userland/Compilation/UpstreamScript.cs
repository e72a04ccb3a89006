namespace OpenLinux.Userland.Compilation;

/// <summary>
/// What runs a recipe's <c>build.sh</c>: it fills in what depends on the step's own folder, and writes down which headers the
/// compiler read outside of it. Flags stand in CC where a build must not lose them by setting CFLAGS of its own.
/// </summary>
internal static class UpstreamScript
{
    /// <summary>
    /// The step's output besides the recipe's: a line a header. An absolute path lies outside of the step's folder, a relative one
    /// begins in it and has "..".
    /// </summary>
    public const string HeadersRead = "headers-read";

    /// <summary>
    /// CC_PRINT_HEADERS_FILE makes clang append a line for each header of each compile (clang/lib/Frontend/HeaderIncludeGen.cpp), debug
    /// information or not. Paths are mapped as they look from src, where builds run. The C library's headers come by -idirafter, so that
    /// those of src/lib/fortify stand before them.
    /// </summary>
    private const string Text =
        """
        root=$PWD
        export SYSROOT="$root/sysroot"
        export CC_PRINT_HEADERS=1 CC_PRINT_HEADERS_FILE="$root/.headers"
        : >"$CC_PRINT_HEADERS_FILE" >"$root/.host-headers"

        linker=${LINKER:-"--ld-path=$(command -v "$LD")"}
        HOSTCC="env -u CC_PRINT_HEADERS $CC --start-no-unused-arguments $linker"
        if [ -d host ]; then
            HOSTCC="env CC_PRINT_HEADERS_FILE=$root/.host-headers ${OPENLINUX_FRONT_PROGRAM:+$OPENLINUX_FRONT_PROGRAM }$CC"
            HOSTCC="$HOSTCC --start-no-unused-arguments $linker"
            HOSTCC="$HOSTCC --target=$HOST_TRIPLE -nostdinc -idirafter $root/host/usr/include -idirafter $root/toolchain/include -nostdlib -static"
            for input in host/lib/crt1.o host/lib/crti.o host/lib/crtn.o host/lib/*.a; do
                [ ! -e "$input" ] || HOSTCC="$HOSTCC -Wl,$root/$input"
            done
        fi
        export HOSTCC="$HOSTCC --end-no-unused-arguments"
        CC="${OPENLINUX_FRONT_PROGRAM:+$OPENLINUX_FRONT_PROGRAM }$CC --target=$TRIPLE --start-no-unused-arguments $linker -ffile-prefix-map=$root=.."
        CC="$CC -nostdinc -idirafter $SYSROOT/usr/include -idirafter $root/toolchain/include --end-no-unused-arguments"

        fortify=$SYSROOT/usr/include/fortify
        if [ -e "$fortify/fortify.h" ]; then
            CFLAGS="$CFLAGS -isystem $fortify -include $fortify/fortify.h"
        fi

        case " $LDFLAGS " in
        *" -static-pie "*) start=$SYSROOT/lib/rcrt1.o ;;
        *) start=$SYSROOT/lib/crt1.o ;;
        esac
        LDFLAGS="-nostdlib -static $LDFLAGS"
        if [ -e "$start" ]; then
            LDFLAGS="$LDFLAGS $start $SYSROOT/lib/crti.o $SYSROOT/lib/crtn.o -L$SYSROOT/lib -Wl,--start-group"
            for archive in "$SYSROOT"/lib/*.a; do
                [ ! -e "$archive" ] || LDFLAGS="$LDFLAGS $archive"
            done
            LDFLAGS="$LDFLAGS -Wl,--end-group"
        fi

        export PKG_CONFIG="pkg-config --static" PKG_CONFIG_SYSROOT_DIR="$SYSROOT"
        export PKG_CONFIG_LIBDIR="$SYSROOT/lib/pkgconfig:$SYSROOT/usr/lib/pkgconfig:$SYSROOT/usr/share/pkgconfig"

        sh recipe/build.sh

        sort -u "$CC_PRINT_HEADERS_FILE" | while IFS= read -r header; do
            case $header in
            "$root"/*/../*) printf '%s\n' "${header#"$root"/}" ;;
            "$root"/*) ;;
            /*) printf '%s\n' "$header" ;;
            esac
        done >headers-read
        """;

    public static IReadOnlyList<string> Arguments { get; } = ["sh", "-euc", Text];
}
