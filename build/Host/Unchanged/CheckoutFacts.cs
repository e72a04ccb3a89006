using OpenLinux.Configuration;
using OpenLinux.Host.Checkouts;

namespace OpenLinux.Host.Unchanged;

/// <summary>The checkout: all of it, sources, configuration, the build host's own sources, outputs. More than any run reads, and nothing that one could read unseen.</summary>
internal static class CheckoutFacts
{
    private const string Repository = ".git";

    public static void Note(FactSheet facts, CheckoutPaths paths, BuildConfiguration settings)
    {
        // What is laid out keeps its links as they are: nobody follows them.
        string[] laidOut = [.. settings.Architectures.Keys.Select(paths.Output).Append(paths.AllOutput).Append(paths.RootfsFiles).Select(folder => folder + "/")];
        facts.Tree(paths.Root, IsLeftOut, path => !Array.Exists(laidOut, folder => path.StartsWith(folder, StringComparison.Ordinal)));
        NoteHost(facts, paths);
        NoteRecords(facts, paths, settings);

        bool IsLeftOut(string path)
        {
            var isRepository = Path.GetFileName(path) == Repository;
            if (isRepository && Path.GetDirectoryName(path) != paths.Root)
            {
                facts.Refuse($"{path} is a repository of its own");
            }

            return isRepository || path == paths.Cache;
        }
    }

    /// <summary>What the report tells of earlier runs.</summary>
    private static void NoteRecords(FactSheet facts, CheckoutPaths paths, BuildConfiguration settings)
    {
        foreach (var architecture in settings.Architectures.Keys)
        {
            facts.Path(paths.RootfsBefore(architecture));
            facts.Path(paths.RunOfRootfs(architecture));
        }
    }

    /// <summary>What build.sh asks for before it starts the host, beside its sources.</summary>
    private static void NoteHost(FactSheet facts, CheckoutPaths paths)
    {
        facts.Path(Path.Combine(paths.Cache, "cake-packages"));
        facts.Path(Path.Combine(AppContext.BaseDirectory, "OpenLinux.Host.dll"));
        facts.Path(Path.Combine(AppContext.BaseDirectory, "dotnet"));
        if (Environment.ProcessPath is { } runtime)
        {
            facts.Path(runtime);
        }

        // Cake's own configuration, where the run was called.
        facts.Path(Path.Combine(Environment.CurrentDirectory, "cake.config"));
    }
}
