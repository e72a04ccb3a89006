using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Publication;
using OpenLinux.Signing;

namespace OpenLinux.Host.Pipeline;

/// <summary>Signs what a push has brought to a registry, and attests the provenance that went with it.</summary>
internal sealed class SignPushed(Workbench bench, ImageSigner signer)
{
    /// <exception cref="BuildException">They are pushed, and not all of them are signed (<c>OL805</c>).</exception>
    public async Task RunAsync(IReadOnlyList<PushedSubject> images)
    {
        foreach (var image in images)
        {
            try
            {
                await SignAsync(image);
            }
            catch (BuildException failure)
            {
                throw new BuildException(
                    SigningErrors.NotSigned,
                    image.Reference.Qualified,
                    $"{failure.Code.Id}: {failure.Code.Title}: {failure.Subject}\n{failure.Cause}",
                    $"{failure.Fix}\nthen the same command again: what is pushed is not sent twice, and what is signed stays as it is",
                    failure);
            }
        }
    }

    private async Task SignAsync(PushedSubject image)
    {
        var provenance = image.Provenance is { } paper ? await bench.Store.RequireAsync(paper.Content, paper.FileName, bench.Cancellation) : null;
        var isNew = await signer.SignAsync(image.Reference, image.Manifest, provenance, bench.Cancellation);
        bench.Reporter.Note(
            $"{image.Reference.Qualified}: signed{(isNew ? "" : " before")} by {signer.Key}{(provenance is null ? "" : ", with its provenance")}", changed: isNew);
    }
}

/// <summary>An image or index that a registry has confirmed.</summary>
/// <param name="Reference">By its digest.</param>
/// <param name="Provenance">What is to be attested of it, or null.</param>
internal sealed record PushedSubject(ImageReference Reference, OciDescriptor Manifest, Paper? Provenance);
