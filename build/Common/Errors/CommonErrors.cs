namespace OpenLinux.Common.Errors;

/// <summary>What can fail in any room: a program, the disk, the cache folder, or the user's patience.</summary>
public static class CommonErrors
{
    public static readonly ErrorCode ToolMissing = new("OL302", "a tool the step runs is not installed",
        "a program of `config/toolchain.toml` is not on PATH", "`--target=Doctor`");

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
