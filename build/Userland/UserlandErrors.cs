using OpenLinux.Common.Errors;

namespace OpenLinux.Userland;

/// <summary>What can fail between the configured components and the sysroot.</summary>
public static class UserlandErrors
{
    public static readonly ErrorCode ComponentMissing = new("OL121", "a configured component has no folder",
        "no `src/lib/NAME` or `src/bin/NAME`; the nearest is named", "add the folder, or correct `components`");

    public static readonly ErrorCode ComponentAmbiguous = new("OL122", "a component's name stands for two folders",
        "both `src/lib/NAME` and `src/bin/NAME`", "rename one");

    public static readonly ErrorCode DependencyUnusable = new("OL123", "a component depends on something it cannot have",
        "unknown, not listed, listed later, or a cycle", "reorder `components`");

    public static readonly ErrorCode SourceHashMismatch = new("OL211", "a source archive is not the pinned one",
        "the file's SHA-256 is not the recipe's; each place is named", "check upstream; correct `recipe.toml`, or give the right file");

    public static readonly ErrorCode SourceUnreachable = new("OL212", "a source archive cannot be had from any place",
        "no network, or no place has it; each place tried is listed with its reason", "put the file into `OPENLINUX_SOURCES`");

    public static readonly ErrorCode ArchiveUnusable = new("OL213", "a source archive cannot be unpacked",
        "damaged, or an entry escapes", "fetch it again");

    public static readonly ErrorCode ToolchainUnusable = new("OL214", "the pinned toolchain cannot be used",
        "nothing pinned for this system, an archive that unpacks to another toolchain, or a program it lacks", "`[pinned]` in `config/toolchain.toml`, or `toolchain = \"machine\"`");

    public static readonly ErrorCode NothingToCompile = new("OL310", "a component has no C source",
        "no `*.c` in its folder", "add one");

    public static readonly ErrorCode SystemFilesMissing = new("OL311", "headers that this machine should have are missing",
        "the folders looked for are listed", "`--setup=auto`");

    public static readonly ErrorCode PathConflict = new("OL312", "two components give the sysroot the same path",
        "both are named", "drop one from `components`, or set `install`");

    public static readonly ErrorCode NamesFold = new("OL334", "names in the sysroot differ by case alone",
        "the kernel's headers on macOS' or Windows' usual file system", "a case-sensitive volume, or WSL ([systems](systems.md))");

    public static readonly ErrorCode NoStartFiles = new("OL313", "a program cannot be linked without a C library",
        "no `crt1.o` among its libraries", "list `musl` before it");

    public static readonly ErrorCode ForeignFiles = new("OL314", "a component was built with files of this machine",
        "an upstream build that lost its flags; the files are named", "`$CC`, `$CFLAGS`, `$LDFLAGS` and `$HOSTCC` in its `build.sh`");

    public static readonly ErrorCode HostUnknown = new("OL315", "a build needs programs for this machine, whose architecture is not configured",
        "`$HOSTCC` in its `build.sh`, and no `config/arch/NAME.toml` for this machine", "add that file");

    public static readonly ErrorCode NoPosixShell = new("OL316", "a release is built by makefiles, and this is Windows",
        "they need a POSIX shell and its tools", "`./build.sh` in WSL");

    public static readonly ErrorCode RecipePathMissing = new("OL317", "a recipe names what is not there, or is no source",
        "misspelt, moved, of a library that is not depended on, or neither C, C++ nor assembly; the key and the nearest name are told", "correct the key in `recipe.toml`");

    public static readonly ErrorCode GitUnusable = new("OL318", "a commit of a source tree cannot be had",
        "no such commit, folder or place; what git says is told", "`git fetch` by hand; correct `[source]` in `recipe.toml`");

    public static readonly ErrorCode PatchRefused = new("OL319", "a patch cannot be applied",
        "the release has other lines there, or the file is no unified diff; patch, file and line are named", "make it anew against the pinned release");

    public static readonly ErrorCode SourceNotTaken = new("OL320", "a program lacks what stands in a file that is not compiled",
        "`sources` does not match the file, or `exclude` does; symbol and file are told", "`sources` and `exclude` in `recipe.toml`");

    public static readonly ErrorCode FlagNotSet = new("OL326", "a recipe leaves out a flag that nothing sets",
        "misspelt, or no longer in `config/toolchain.toml` and `config/arch/`", "correct `without` in `recipe.toml`");

    public static readonly ErrorCode QuestionUnfollowable = new("OL322", "a source asks for a file in a way that cannot be followed",
        "`__has_include` with a macro, `/…` or `..` in it", "write the name out: `__has_include(<name.h>)`");

    public static readonly ErrorCode LinkLeadsOut = new("OL324", "a symbolic link leads out of its source folder",
        "an absolute link, or too many `..` in it", "put the file itself there");

    public static readonly ErrorCode ClockInProgram = new("OL325", "a program would hold the time of its build",
        "`__DATE__`, `__TIME__` or `__TIMESTAMP__`", "tell the version by a flag of the recipe");
}
