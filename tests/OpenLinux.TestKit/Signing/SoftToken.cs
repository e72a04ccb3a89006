using System.Diagnostics;

namespace OpenLinux.TestKit.Signing;

/// <summary>A PKCS #11 token of SoftHSM 2 in a folder of its own. Its module reads where from the environment of the process, so that only processes of their own can use it.</summary>
internal sealed class SoftToken : IDisposable
{
    public const string Pin = "98765";
    public const string Label = "openlinux tests";

    private static readonly string[] Modules =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so"];

    private readonly TestFolder folder = new();
    private readonly string configuration;

    public SoftToken()
    {
        configuration = folder.Write("softhsm2.conf", $"directories.tokendir = {Directory.CreateDirectory(folder.PathOf("tokens")).FullName}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Run("--init-token", "--free", "--label", Label, "--pin", Pin, "--so-pin", "12345678");
    }

    public static string Module { get; } = Modules.First(File.Exists);

    /// <summary>What a process needs to find the token.</summary>
    public (string Name, string Value) Variable => ("SOFTHSM2_CONF", configuration);

    /// <returns>Where the key is, without its PIN.</returns>
    public string Import(SampleKey key, string label, string id)
    {
        Run("--import", folder.Write($"{label}.key", key.PrivatePem), "--token", Label, "--label", label, "--id", id, "--pin", Pin);
        return $"pkcs11:token={Uri.EscapeDataString(Label)};object={label}?module-path={Module}";
    }

    public void Dispose() => folder.Dispose();

    private void Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("softhsm2-util", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Variable.Name] = Variable.Value },
        })!;
        var stderr = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "softhsm2-util said: {0}{1}", said, stderr.GetAwaiter().GetResult());
    }
}
