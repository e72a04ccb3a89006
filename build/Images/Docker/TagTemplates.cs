using OpenLinux.Configuration.Keys;
using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Docker;

/// <summary>Fills in <c>{version}</c>, <c>{arch}</c>, <c>{commit}</c> and <c>{timestamp}</c>.</summary>
public static class TagTemplates
{
    private const string Commit = "{commit}";

    /// <returns>"repository:tag", in the templates' order, each once. Without a commit, templates that want one are left out.</returns>
    /// <exception cref="BuildException">A tag breaks the reference grammar (<c>OL520</c>), or none is left (<c>OL524</c>).</exception>
    public static IReadOnlyList<string> References(string repository, IReadOnlyList<string> templates, BuildStamp stamp)
    {
        var references = new List<string>();
        foreach (var template in templates)
        {
            if (stamp.Commit is null && template.Contains(Commit, StringComparison.Ordinal))
            {
                continue;
            }

            var reference = $"{repository}:{Fill(template, stamp)}";
            if (!references.Contains(reference))
            {
                references.Add(reference);
            }
        }

        return references.Count > 0
            ? references
            : throw new BuildException(
                ImagesErrors.NoTag,
                string.Join(", ", templates),
                "Each of them wants {commit}, and this is no git repository with a commit.",
                "Add a tag without it: --tag='{version}-{arch}', or image.tags in config/openlinux.toml.");
    }

    private static string Fill(string template, BuildStamp stamp)
    {
        var tag = template
            .Replace("{version}", stamp.Version, StringComparison.Ordinal)
            .Replace("{arch}", stamp.Architecture, StringComparison.Ordinal)
            .Replace(Commit, stamp.Commit, StringComparison.Ordinal)
            .Replace("{timestamp}", stamp.Timestamp, StringComparison.Ordinal);
        return ImageReference.IsTag(tag)
            ? tag
            : throw new BuildException(
                ImagesErrors.InvalidTag,
                tag,
                $"It comes from the template '{template}'. A tag has at most 128 letters, digits, '_', '.' and '-', and starts with neither '.' nor '-'.",
                "Change image.tags in config/openlinux.toml, or give --tag.");
    }
}
