using System.Security.Cryptography;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.TestKit.Signing;

/// <summary>Another implementation of bundles: npm's <c>@sigstore/bundle</c> and <c>@sigstore/verify</c>, installed once as their lock file says.</summary>
internal static class SigstoreJs
{
    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "tests", "OpenLinux.TestKit", "Signing", "npm");

    private static readonly Lazy<string> Folder = new(Install);

    /// <returns>The bundles' predicate types.</returns>
    public static IReadOnlyList<string> Verify(string publicKey, OciDigest image, params IEnumerable<byte[]> bundles)
    {
        var (exitCode, stdout, stderr) = Try(publicKey, image, bundles);
        exitCode.Should().Be(0, "sigstore-js said: {0}", stderr);
        return stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static (int ExitCode, string Stdout, string Stderr) Try(string publicKey, OciDigest image, params IEnumerable<byte[]> bundles)
    {
        using var files = new TestFolder();
        var names = bundles.Select((bundle, index) => files.Write($"{index}.sigstore.json", bundle)).ToList();
        return Tool.Try("node", [Path.Combine(Folder.Value, "verify.mjs"), files.Write("key.pub", publicKey), image.Hash, .. names], Folder.Value);
    }

    private static string Install()
    {
        var files = Directory.GetFiles(Source).Order(StringComparer.Ordinal).ToList();
        var content = files.SelectMany(File.ReadAllBytes).ToArray();
        var folder = Path.Combine(HostUnderTest.Checkout, ".cache", "sigstore-js", Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        if (!Directory.Exists(folder))
        {
            var draft = $"{folder}.{Environment.ProcessId}";
            Directory.CreateDirectory(draft);
            files.ForEach(file => File.Copy(file, Path.Combine(draft, Path.GetFileName(file)), overwrite: true));
            Tool.Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], draft);
            Directory.Move(draft, folder);
        }

        return folder;
    }
}
