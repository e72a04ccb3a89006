using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>Fills in <c>{version}</c>, <c>{arch}</c>, <c>{commit}</c> and <c>{timestamp}</c>.</summary>
public static class TagTemplates
{
    private const string Commit = "{commit}";
    private const string Architecture = "{arch}";
    private const string Separators = "-_.";

    /// <returns>The repository's tags, in the templates' order, each once. Without a commit, templates that want one are left out.</returns>
    /// <exception cref="BuildException">A tag breaks the reference grammar (<c>OL520</c>), or none is left (<c>OL524</c>).</exception>
    public static IReadOnlyList<ImageReference> References(ImageReference repository, IReadOnlyList<string> templates, BuildStamp stamp)
    {
        var references = new List<ImageReference>();
        foreach (var template in templates)
        {
            if (stamp.Commit is null && template.Contains(Commit, StringComparison.Ordinal))
            {
                continue;
            }

            var reference = repository.WithTag(Fill(template, stamp));
            if (!references.Contains(reference))
            {
                references.Add(reference);
            }
        }

        return references.Count > 0
            ? references
            : throw new BuildException(
                OciErrors.NoTag,
                string.Join(", ", templates),
                "Each of them wants {commit}, and this is no git repository with a commit.",
                "Add a tag without it: --tag='{version}-{arch}', or image.tags in config/openlinux.toml.");
    }

    /// <summary>The daemon keeps one image under a tag: of several architectures' images, the last one's.</summary>
    /// <exception cref="BuildException">A template lacks <c>{arch}</c> (<c>OL521</c>).</exception>
    public static void RequireArchitecture(IReadOnlyList<string> templates)
    {
        if (templates.FirstOrDefault(template => !template.Contains(Architecture, StringComparison.Ordinal)) is { } shared)
        {
            throw new BuildException(
                OciErrors.SharedTag,
                shared,
                "The Docker daemon keeps one image under a tag, and --arch names several architectures.",
                $"--tag='{shared}-{{arch}}', or one architecture at a time. --target=Oci and --target=Push make one image for all of them.");
        }
    }

    /// <summary>
    /// What the templates call an image for several platforms: their tags without the architecture and the separator beside it,
    /// "1.0.0" for "{version}-{arch}".
    /// </summary>
    /// <inheritdoc cref="References"/>
    public static IReadOnlyList<ImageReference> IndexReferences(ImageReference repository, IReadOnlyList<string> templates, BuildStamp stamp) =>
        References(repository, [.. templates.Select(WithoutArchitecture).Where(template => template.Length > 0).DefaultIfEmpty("{version}")], stamp);

    private static string WithoutArchitecture(string template) =>
        template.Contains(Architecture, StringComparison.Ordinal) ? WithoutArchitecture(WithoutFirst(template)) : template;

    private static string WithoutFirst(string template)
    {
        var at = template.IndexOf(Architecture, StringComparison.Ordinal);
        var (before, after) = (template[..at], template[(at + Architecture.Length)..]);
        return before.Length > 0 && Separators.Contains(before[^1], StringComparison.Ordinal) ? before[..^1] + after
            : after.Length > 0 && Separators.Contains(after[0], StringComparison.Ordinal) ? before + after[1..]
            : before + after;
    }

    private static string Fill(string template, BuildStamp stamp)
    {
        var tag = template
            .Replace("{version}", stamp.Version, StringComparison.Ordinal)
            .Replace(Architecture, stamp.Architecture, StringComparison.Ordinal)
            .Replace(Commit, stamp.Commit, StringComparison.Ordinal)
            .Replace("{timestamp}", stamp.Timestamp, StringComparison.Ordinal);
        return ImageReference.IsTag(tag)
            ? tag
            : throw new BuildException(
                OciErrors.InvalidTag,
                tag,
                $"It comes from the template '{template}'. A tag has at most 128 letters, digits, '_', '.' and '-', and starts with neither '.' nor '-'.",
                "Change image.tags in config/openlinux.toml, or give --tag.");
    }
}
