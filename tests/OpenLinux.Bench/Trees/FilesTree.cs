namespace OpenLinux.Bench.Trees;

/// <summary>A root filesystem of 1 GiB in 50,000 files, beside the project's own userland.</summary>
internal static class FilesTree
{
    public const int Files = 50_000;
    public const long Bytes = 1L << 30;

    private const int FilesOfPackage = 100;
    private const int MostBytes = 16 << 20;

    /// <summary>File sizes lie about log-normally (Agrawal et al., A Five-Year Study of File-System Metadata, FAST 2007).</summary>
    private const double Spread = 1.5;

    private static readonly Kind[] Kinds =
    [
        new(36, "usr/src", ".c", (contents, size) => contents.Source(size)),
        new(26, "usr/share/doc", ".txt", (contents, size) => contents.Prose(size)),
        // As libraries lie: without execute bits. So many executables no distribution has, and each is a strip of its own.
        new(28, "usr/lib", ".so", (contents, size) => contents.Program(size)),
        new(10, "usr/share/data", ".gz", (contents, size) => contents.Compressed(size)),
    ];

    /// <param name="project">A checkout of the project, for its userland and configuration.</param>
    /// <param name="folder">Gets <c>src</c> and <c>config</c>, which are written anew.</param>
    public static void Write(string project, string folder)
    {
        var tree = new TreeFolder(folder);
        tree.Clear();
        tree.Copy(Path.Combine(project, "src"), "src");
        tree.Copy(Path.Combine(project, "config"), "config");
        tree.Edit("config/vetting.toml", text => ConfigurationText.Without(text, "\"src/rootfs\""));

        var draw = new Draw(7);
        var contents = new FileContents(draw);
        var sizes = Sizes(draw);
        for (var file = 0; file < Files; file++)
        {
            var kind = KindOf(draw);
            var path = tree.PathOf($"src/rootfs/{kind.Folder}/package{file / FilesOfPackage:D3}/file{file:D5}{kind.Extension}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, kind.Make(contents, sizes[file]));
        }
    }

    private static int[] Sizes(Draw draw)
    {
        var drawn = Enumerable.Range(0, Files).Select(_ => Math.Exp(Spread * Normal(draw))).ToList();
        var factor = Bytes / drawn.Sum();
        int[] sizes = [.. drawn.Select(size => (int)Math.Min(size * factor, MostBytes))];
        sizes[0] += (int)Math.Max(0, Bytes - sizes.Sum(size => (long)size));
        return sizes;
    }

    /// <summary>The sum of twelve uniform numbers is near enough to a normal one.</summary>
    private static double Normal(Draw draw) => Enumerable.Range(0, 12).Sum(_ => draw.Below(1 << 20) / (double)(1 << 20)) - 6;

    private static Kind KindOf(Draw draw)
    {
        var at = draw.Below(Kinds.Sum(kind => kind.Share));
        return Kinds.First(kind => (at -= kind.Share) < 0);
    }

    /// <param name="Share">Of a hundred files.</param>
    private sealed record Kind(int Share, string Folder, string Extension, Func<FileContents, int, byte[]> Make);
}
