namespace OpenLinux.Host;

/// <summary>Every path of a checkout, in one place. All are absolute.</summary>
public sealed record CheckoutPaths(string Root)
{
    public string Config => In("config");

    public string Sources => In("src");

    public string RootfsFiles => In("src", "rootfs");

    public string Dockerfile => In("Dockerfile");

    public string Tests => In("tests", "OpenLinux.Tests");

    /// <summary>What belongs to this checkout and can be made again: the compiled host, the stat cache, the lock.</summary>
    public string Cache => In(".cache");

    public string StatCache => In(".cache", "stat");

    public string Lock => In(".cache", "lock");

    /// <summary>Folders of failed actions, kept so that their command can be repeated.</summary>
    public string Failed => In(".cache", "failed");

    public string Output(string architecture) => In("build", architecture);

    public string Sysroot(string architecture) => In("build", architecture, "sysroot");

    public string DebugFiles(string architecture) => In("build", architecture, "debug");

    public string CompileCommands(string architecture) => In("build", architecture, "compile_commands.json");

    private string In(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
