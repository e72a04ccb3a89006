using OpenLinux.Images.Oci;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;

namespace OpenLinux.Host.Pipeline;

/// <summary>Pushes the image, or the images and then the index that joins them, and notes the digest to pull by.</summary>
internal sealed class PushStage(BuildContext context)
{
    private readonly RegistryReference to = PushDestination.Of(context);
    private readonly ImagePusher pusher = new(RegistrySettings(), context.Services.Launcher, context.Journal);

    public async Task PushAsync()
    {
        var outputs = await Task.WhenAll(context.Architectures.Select(architecture => context.Services.PipelineOf(architecture).OciAsync()));
        if (outputs is [var single])
        {
            await PushAsync(PushedImage.Of(single), single.Image.References, context.Paths.PushedDigest(context.Settings.Version, context.Architectures[0].Name));
            return;
        }

        foreach (var (architecture, output) in context.Architectures.Zip(outputs))
        {
            await PushAsync(PushedImage.Of(output), to.Tag is null ? output.Image.References : [], context.Paths.PushedDigest(context.Settings.Version, architecture.Name));
        }

        var index = await context.Services.MultiPlatformAsync();
        await PushAsync(PushedImage.Of(index, outputs), index.References, context.Paths.PushedIndexDigest(context.Settings.Version));
    }

    /// <param name="references">What the image is called here; its tags serve there, unless <c>--push</c> names one.</param>
    /// <param name="digestFile">Where the reference by digest is written.</param>
    private async Task PushAsync(Manifest root, IReadOnlyList<string> references, string digestFile)
    {
        var receipt = await pusher.PushAsync(
            new PushRequest(to, root)
            {
                Tags = to.Tag is null ? [.. references.Select(TagOf)] : [],
                MountFrom = context.CommandLine.Value("push-from"),
            },
            context.Cancellation);
        AtomicFile.WriteIfChanged(digestFile, $"{receipt.Reference}\n");
        context.Journal.Note(
            $"{receipt.Reference} as {string.Join(", ", receipt.Tags)}: {receipt.Uploaded} blobs sent ({receipt.BytesSent / 1e6:N1} MB), {receipt.Mounted} mounted, {receipt.Present} there already",
            changed: receipt.Uploaded + receipt.Mounted > 0);
    }

    private static string TagOf(string reference) => reference[(reference.LastIndexOf(':') + 1)..];

    private static RegistrySettings RegistrySettings() => new(
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal));
}
