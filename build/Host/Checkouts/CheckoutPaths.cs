namespace OpenLinux.Host.Checkouts;

/// <summary>Every path of a checkout, in one place. All are absolute.</summary>
public sealed record CheckoutPaths(string Root)
{
    public string Config => In("config");

    public string Sources => In("src");

    public string RootfsFiles => In("src", "rootfs");

    public string Dockerfile => In("Dockerfile");

    public string Tests => In("tests");

    /// <summary>What belongs to this checkout and can be made again: the compiled host, the stat cache, the lock.</summary>
    public string Cache => In(".cache");

    public string StatCache => In(".cache", "stat");

    public string Lock => In(".cache", "lock");

    /// <summary>Folders of failed actions, kept so that their command can be repeated.</summary>
    public string Failed => In(".cache", "failed");

    /// <summary>What is kept for the report: the files of the root filesystem that was made last, those of the one before, and the run that made it.</summary>
    public string RootfsNow(string architecture) => In(".cache", "rootfs", architecture);

    public string RootfsBefore(string architecture) => In(".cache", "rootfs", $"{architecture}.before");

    public string RunOfRootfs(string architecture) => In(".cache", "rootfs", $"{architecture}.run");

    /// <summary>Of outputs, a folder an architecture; this build's own sources lie there as well.</summary>
    public string Outputs => In("build");

    public string Output(string architecture) => In("build", architecture);

    /// <summary>What is made for several architectures at once.</summary>
    public string AllOutput => In("build", "all");

    public string Sysroot(string architecture) => In("build", architecture, "sysroot");

    /// <summary>Of commits, which lie nowhere else on this machine.</summary>
    public string CommitSources(string architecture) => In("build", architecture, "sources");

    public string DebugFiles(string architecture) => In("build", architecture, "debug");

    public string CompileCommands(string architecture) => In("build", architecture, "compile_commands.json");

    public string RootfsTarball(string version, string architecture) => In("build", architecture, $"openlinux-{version}-{architecture}-rootfs.tar.gz");

    public string Report(string version, string architecture) => In("build", architecture, $"openlinux-{version}-{architecture}-report.html");

    /// <summary>The OCI image in one file, for docker load and its like.</summary>
    public string OciArchive(string version, string architecture) => In("build", architecture, $"openlinux-{version}-{architecture}-oci.tar");

    /// <summary>The same as a folder: an OCI image layout.</summary>
    public string OciLayout(string version, string architecture) => In("build", architecture, $"openlinux-{version}-{architecture}-oci");

    /// <summary>The image for several architectures in one file.</summary>
    public string OciIndexArchive(string version) => Path.Combine(AllOutput, $"openlinux-{version}-oci.tar");

    /// <summary>What was pushed last, as HOST/PATH@sha256:….</summary>
    public string PushedDigest(string version, string architecture) => In("build", architecture, $"openlinux-{version}-{architecture}.digest");

    public string PushedIndexDigest(string version) => Path.Combine(AllOutput, $"openlinux-{version}.digest");

    private string In(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
