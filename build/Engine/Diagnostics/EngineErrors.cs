namespace OpenLinux.Engine.Diagnostics;

/// <summary>What can fail in the engine itself, whatever it builds.</summary>
public static class EngineErrors
{
    public static readonly ErrorCode ActionFailed = new("OL301", "a build step failed",
        "the compiler's or script's own message is shown", "the command to repeat it is printed, in the folder kept of the first that failed");

    public static readonly ErrorCode ToolMissing = new("OL302", "a tool the step runs is not installed",
        "a program of `config/toolchain.toml` is not on PATH", "`--target=Doctor`");

    public static readonly ErrorCode OutputMissing = new("OL303", "a build step did not make a file it declared",
        "the step ended well without it", "correct the recipe");

    public static readonly ErrorCode ContentMissing = new("OL304", "content is missing from the cache",
        "it was lost or damaged, and no step of this build makes it", "run again");

    public static readonly ErrorCode InputChanged = new("OL305", "an input changed while the build ran",
        "a file was edited during the build", "run again");

    public static readonly ErrorCode OutputIsLink = new("OL306", "a link stands where an output folder belongs",
        "`build/ARCH`, or a folder in it, leads elsewhere", "remove the link");

    public static readonly ErrorCode ReadsNoInput = new("OL321", "a compile reads a file that is no input",
        "it is named by `/…`, by `..` out of the folder, or through such a link", "copy it into the component's folder, or into a library's `include`");

    public static readonly ErrorCode QuestionUnfollowable = new("OL322", "a source asks for a file in a way that cannot be followed",
        "`__has_include` with a macro, `/…` or `..` in it", "write the name out: `__has_include(<name.h>)`");

    public static readonly ErrorCode NameNotUtf8 = new("OL323", "a file's name is not UTF-8",
        "shown with `\xe9` for each byte that is not", "rename it");

    public static readonly ErrorCode DiskFull = new("OL901", "no space left on the device",
        "the disk is full; the folder is named", "free space, or `--cache-dir`");

    public static readonly ErrorCode CacheUnusable = new("OL902", "the cache folder cannot be used",
        "permissions", "`--cache-dir=FOLDER`");

    public static readonly ErrorCode Interrupted = new("OL903", "interrupted",
        "Ctrl-C or SIGTERM; children have ended, nothing half-written is left", "run again");

    public static readonly ErrorCode TooManyOpenFiles = new("OL905", "too many open files",
        "the limit of `ulimit -n` is too low for a build", "`ulimit -n 1024`");
}
