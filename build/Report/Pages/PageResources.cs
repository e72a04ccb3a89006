using System.Text;

namespace OpenLinux.Report.Pages;

/// <summary>The page's style and scripts, which lie in <c>Resources</c> as people read them.</summary>
internal static class PageResources
{
    /// <summary>Each uses those before it.</summary>
    private static readonly string[] Scripts = ["figures.js", "squarify.js", "tree.js", "treemap.js", "timeline.js", "files.js", "main.js"];

    public static string Style { get; } = Read("report.css");

    /// <summary>One function, so that nothing of it can be reached by name.</summary>
    public static string Script { get; } = $"(() => {{\n\"use strict\";\n{string.Concat(Scripts.Select(Read))}}})();\n";

    /// <summary>A small treemap.</summary>
    public const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23356ab8' d='M1 1h8v14H1z'/%3E%3Cpath fill='%234a9a72' d='M10 1h5v8h-5z'/%3E%3Cpath fill='%23c08a2e' d='M10 10h5v5h-5z'/%3E%3C/svg%3E";

    /// <summary>Line ends are those of the repository, whatever checked it out: the policy names the bytes.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(PageResources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is no resource of this assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
