using OpenLinux.Oci.Naming;

namespace OpenLinux.Configuration.Keys;

/// <summary>Tags with placeholders that a build fills in.</summary>
public static class TagTemplateGrammar
{
    public const string Pattern =
        @"^(?:[A-Za-z0-9_]|\{(?:version|arch|commit|timestamp)\})(?:[A-Za-z0-9_.-]|\{(?:version|arch|commit|timestamp)\})*$";

    /// <summary>What a tag template may hold, without braces.</summary>
    private static readonly IReadOnlyList<string> Placeholders = ["version", "arch", "commit", "timestamp"];

    public static bool IsTagTemplate(string text)
    {
        foreach (var placeholder in Placeholders)
        {
            text = text.Replace($"{{{placeholder}}}", "x", StringComparison.Ordinal);
        }

        return ImageReference.IsTag(text);
    }
}
