using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Pipeline;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pulling;
using OpenLinux.Signing.Keys;
using OpenLinux.TestKit.Registry;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.EndToEnd.Signing;

/// <summary>An image in a repository of its own on some registry, to be signed, tampered with and verified.</summary>
internal sealed class SigningBench(string host, string path) : IDisposable
{
    public PushBench Bench { get; } = new();

    public PushedManifest Image { get; private set; } = SampleContent.Image(1000);

    public OciDigest Digest => Image.Digest.ToOci();

    public ImageReference Reference => new ImageReference(host, path) { Tag = "1.0" };

    public ListedReferrers Listed => new(host, path, Digest);

    /// <summary>As other tools are told of it.</summary>
    public string ByDigest => $"{host}/{path}@{Digest}";

    public static async Task<SigningBench> PushedAsync(string host, PushedManifest? image = null)
    {
        var bench = new SigningBench(host, $"signed/{Guid.NewGuid():N}");
        bench.Image = image ?? bench.Image;
        await bench.Bench.PushAsync(bench.Reference.ToString(), bench.Image);
        return bench;
    }

    public Task<bool> SignAsync(SigningKey key, byte[]? provenance = null) => SignAsync(key, Image, provenance);

    public Task<bool> SignAsync(SigningKey key, PushedManifest image, byte[]? provenance = null) =>
        new ImageSigner(Bench.Settings, new ProcessLauncher(), Bench.Reporter, key).SignAsync(Reference with { Tag = null, Digest = image.Digest.ToOci() }, image.Document.Descriptor, provenance, CancellationToken.None);

    public async Task<IReadOnlyList<string>> VerifyAsync(VerificationKey key)
    {
        using var repository = await RegistryReader.OpenAsync(Reference, Bench.Settings, new ProcessLauncher(), Bench.Reporter, CancellationToken.None);
        return await new VerifySignature(repository, key, Bench.Reporter, CancellationToken.None).RunAsync(Reference, "cosign.pub");
    }

    public async Task<BuildException> RefusalAsync(VerificationKey key)
    {
        var verify = () => VerifyAsync(key);
        return (await verify.Should().ThrowAsync<BuildException>()).Which;
    }

    public void Dispose() => Bench.Dispose();
}
