namespace OpenLinux.Engine.Sandboxes;

/// <summary>What a step may do with a file, or with all below a folder; spelt as <c>sandbox.c</c> reads it.</summary>
/// <param name="Kind">Its letter there.</param>
/// <param name="Path">Absolute; links in it are followed.</param>
internal readonly record struct SandboxRule(char Kind, string Path)
{
    public static SandboxRule Read(string path) => new('r', path);

    public static SandboxRule Run(string path) => new('x', path);

    public static SandboxRule Device(string path) => new('d', path);

    public static SandboxRule Write(string path) => new('w', path);

    /// <summary>A link that is to be there, in a root where nothing is.</summary>
    public static SandboxRule Link(string path, string target) => new('l', $"{path} {target}");

    public override string ToString() => $"{Kind}{Path}";
}

/// <summary>A path, with the links that it leads through.</summary>
/// <param name="Target">Where it ends, which need not be there.</param>
/// <param name="Links">Each by its own path, none of whose folders is a link.</param>
internal sealed record PathChain(string Target, IReadOnlyList<(string Path, string Target)> Links)
{
    /// <summary>As the kernel has it (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    public static PathChain Of(string path)
    {
        var links = new List<(string Path, string Target)>();
        var rest = new Stack<string>(Names(path).Reverse());
        var done = "";
        while (rest.TryPop(out var name))
        {
            if (name == "..")
            {
                done = done.Length == 0 ? "" : done[..done.LastIndexOf('/')];
                continue;
            }

            var here = $"{done}/{name}";
            if (links.Count >= MostLinks || new FileInfo(here).LinkTarget is not { } target)
            {
                done = here;
                continue;
            }

            links.Add((here, target));
            done = target.StartsWith('/') ? "" : done;
            foreach (var next in Names(target).Reverse())
            {
                rest.Push(next);
            }
        }

        return new PathChain(done.Length == 0 ? "/" : done, links);
    }

    private static IEnumerable<string> Names(string path) => path.Split('/').Where(name => name is not ("" or "."));
}
