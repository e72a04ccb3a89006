using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Contents;

/// <summary>
/// An image's configuration as named fields: those of the OCI image specification 1.1 (config.md) with Docker's Healthcheck, OnBuild
/// and Shell. What is empty is left out, and so is what tells of the build alone, such as the history.
/// </summary>
/// <param name="Platform">"linux/amd64", with the variant where there is one.</param>
/// <param name="DiffIds">Of each layer, lowest first; null where that is not known.</param>
/// <param name="Values">By name, such as "Cmd", "Env PATH" or "Labels org.example"; lists as JSON.</param>
public sealed record ImageFields(string Platform, IReadOnlyList<OciDigest>? DiffIds, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The field that says when the image was made.</summary>
    public const string Created = "created";

    /// <summary>Of an image that is meant; when it is made is not known before.</summary>
    public static ImageFields Of(ImageIntent intent)
    {
        var table = new FieldTable();
        table.AddMap("Env", intent.Config.Env);
        table.AddList("Entrypoint", intent.Config.Entrypoint);
        table.AddList("Cmd", intent.Config.Cmd);
        table.AddMap("Labels", intent.Config.Labels);
        table.AddText("User", intent.Config.User);
        table.AddWorkdir(intent.Config.Workdir);
        return new ImageFields(intent.Platform, intent.DiffIds, table.Values);
    }
}
