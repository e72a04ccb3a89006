using OpenLinux.Common.Errors;

namespace OpenLinux.Rootfs;

/// <summary>What can be wrong with a root filesystem.</summary>
public static class RootfsErrors
{
    public static readonly ErrorCode TarballMissing = new("OL401", "no rootfs tarball",
        "the path does not exist, or is a folder, pipe or device", "build it: `--target=Rootfs`");

    public static readonly ErrorCode NoShell = new("OL405", "no shell in the root filesystem",
        "`/bin/sh` is missing, dangling or not executable", "keep `busybox` in `components`");

    public static readonly ErrorCode WrongElf = new("OL406", "a program of another architecture",
        "ELF class or machine differ, and both are named; or a malformed ELF header", "build for the right `--arch`");

    public static readonly ErrorCode DynamicallyLinked = new("OL407", "a dynamically linked program",
        "`PT_INTERP` or `DT_NEEDED`", "link with `-static`, or `vetting.static`");

    public static readonly ErrorCode RequiredMissing = new("OL408", "a required file is missing",
        "listed in `rootfs.required`, not in the tarball", "add it under `src/rootfs`");

    public static readonly ErrorCode PointsNowhere = new("OL409", "PATH, entrypoint or command points nowhere",
        "no component gives that file", "correct `image.env`, `entrypoint` or `cmd`");

    public static readonly ErrorCode DeviceNode = new("OL410", "a device node, pipe or socket in the root filesystem",
        "images hold none; Docker makes /dev", "remove it");

    public static readonly ErrorCode SetuidFile = new("OL411", "a setuid or setgid file",
        "it, or one with file capabilities, is not listed in `allowed.setuid`", "drop the bit, or list it");

    public static readonly ErrorCode WorldWritable = new("OL412", "anyone can write to a path",
        "it is not listed in `allowed.world_writable`, or lacks the sticky bit", "chmod it, or list it");

    public static readonly ErrorCode DuplicateEntry = new("OL413", "the tarball holds a path twice",
        "the second would win silently", "repack it");

    public static readonly ErrorCode ReservedName = new("OL416", "a name that image layers reserve",
        "`.wh.` marks deletions in layers", "rename it");

    public static readonly ErrorCode BudgetForNobody = new("OL417", "a vetting rule for a component that is not there",
        "`[budget]` or `[allowed]` names one that gives no path", "correct it, or list the component");

    public static readonly ErrorCode PathConflict = new("OL420", "two parts of the root filesystem give the same path",
        "both are named", "drop one");

    public static readonly ErrorCode InvalidPath = new("OL421", "not a path of a root filesystem",
        "not absolute, or with `..`", "write it as `/var/tmp`");

    public static readonly ErrorCode OutputUnwritable = new("OL422", "the rootfs tarball cannot be written",
        "permissions or disk", "make it writable");

    public static readonly ErrorCode ModeNotCarried = new("OL423", "a mode in src/rootfs that Git does not carry",
        "a `chmod 600` that each other clone would lack; each is named", "`chmod` it as told; directories under `[rootfs.directories]`");

    public static readonly ErrorCode Unstrippable = new("OL424", "a program that cannot be parted from its symbols",
        "a damaged ELF file", "build it again");

    public static readonly ErrorCode NotPie = new("OL430", "a program that is always loaded at the same address",
        "`ET_EXEC`", "compile with `-fPIE`, link with `-static-pie`");

    public static readonly ErrorCode NoRelro = new("OL431", "a program whose relocated data stays writable",
        "no `PT_GNU_RELRO`", "link with `-Wl,-z,relro`");

    public static readonly ErrorCode BindsLate = new("OL432", "a program that resolves symbols while it runs",
        "neither `DF_BIND_NOW` nor `DF_1_NOW`", "link with `-Wl,-z,now`");

    public static readonly ErrorCode ExecutableData = new("OL433", "a program with an executable stack or writable code",
        "`PT_GNU_STACK` missing or executable, or a segment both writable and executable", "link with `-Wl,-z,noexecstack`");

    public static readonly ErrorCode TextRelocations = new("OL434", "a program whose code is changed when it is loaded",
        "`DT_TEXTREL`", "compile all of it with `-fPIE`");

    public static readonly ErrorCode NoStackProtector = new("OL435", "a program without stack protector",
        "by its debug file's marks, or its symbols; the source files are named", "compile with `-fstack-protector-strong`");

    public static readonly ErrorCode NotFortified = new("OL436", "a program without FORTIFY",
        "as OL435", "compile with `-D_FORTIFY_SOURCE=2`, and `fortify` in its `depends`");

    public static readonly ErrorCode BuildPath = new("OL437", "a program that tells where it was built",
        "what matches `patterns.build_paths` is shown", "compile with `-ffile-prefix-map`");

    public static readonly ErrorCode Secret = new("OL438", "a file that holds a key or token",
        "what matches `patterns.secrets`, by place and kind", "take it out and revoke it");

    public static readonly ErrorCode OverBudget = new("OL439", "a component that exceeds its size budget",
        "`[budget]`; both numbers are shown", "make it smaller, or raise it");
}
