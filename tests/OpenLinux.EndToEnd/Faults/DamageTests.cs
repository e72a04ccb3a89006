namespace OpenLinux.EndToEnd.Faults;

/// <summary>One bit, one cut and one loss in every kind of file that a filled cache and a built checkout hold.</summary>
[Collection(FaultGroup.Name)]
public sealed class DamageTests(Reference reference)
{
    private static readonly string[] Damages = ["a flipped bit", "a truncation", "a deletion"];

    /// <summary>Files of each kind that each damage is done to, one after the other.</summary>
    private static readonly int FilesOfAKind = 1 + (FaultRun.Rounds / 100);

    private readonly Random random = new(FaultRun.Seed + 1);

    [Fact]
    public async Task Whatever_file_is_damaged_the_next_run_gives_the_same_bytes()
    {
        using var build = await reference.Build.CloneAsync();
        await build.BuildAsync();
        await build.BuildAsync();
        var kinds = BuildFiles.In(build).Select(file => file.Kind!).Distinct().ToList();
        kinds.Should().HaveCountGreaterThan(15, "they are {0}", string.Join(", ", kinds));
        foreach (var (kind, damage) in kinds.SelectMany(kind => Damages.Select(damage => (kind, damage))))
        {
            for (var file = 0; file < FilesOfAKind; file++)
            {
                await DamageAsync(build, kind, damage);
            }
        }
    }

    private async Task DamageAsync(SmallBuild build, string kind, string damage)
    {
        var files = BuildFiles.In(build).Where(file => file.Kind == kind && new FileInfo(file.Path) is { LinkTarget: null, Length: var size } && (size > 0 || damage == Damages[2]))
            .Select(file => file.Path).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            // A lock has no content that could be damaged.
            return;
        }

        var path = files[random.Next(files.Count)];
        Damage(path, damage);
        if (!path.StartsWith(build.PathOf("build"), StringComparison.Ordinal))
        {
            // What is there already needs nothing of the cache.
            build.Forget(all: false);
        }

        if (random.Next(2) == 0 && kind is "blob" or "result")
        {
            File.Delete(build.PathOf(".cache/stat.results"));
        }

        var next = async () => (await build.BuildAsync()).Should().Be(reference.TarballOf(0));

        await next.Should().NotThrowAsync("after {0} in {1} {2}, seed {3}", damage, kind, path, FaultRun.Seed);
        FaultRun.Count($"builds after {damage}");
    }

    private void Damage(string path, string damage)
    {
        if (damage == Damages[2])
        {
            File.Delete(path);
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        if (damage == Damages[1])
        {
            file.SetLength(random.NextInt64(file.Length));
            return;
        }

        var place = random.NextInt64(file.Length);
        file.Position = place;
        var unit = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(unit ^ (1 << random.Next(8))));
    }
}
