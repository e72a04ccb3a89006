namespace OpenLinux.EndToEnd.Faults;

/// <summary>One bit, one cut and one loss in every kind of file that a filled cache and a built checkout hold.</summary>
[Collection(FaultGroup.Name)]
public sealed class DamageTests(Reference reference)
{
    private static readonly string[] Damages = ["a flipped bit", "a truncation", "a deletion"];

    /// <summary>Files of each kind that each damage is done to, one after the other.</summary>
    private static readonly int FilesOfAKind = 1 + (FaultRun.Rounds / 100);

    /// <summary>Builds that do it side by side, each to every second kind.</summary>
    private const int Lanes = 2;

    [Fact]
    public async Task Whatever_file_is_damaged_the_next_run_gives_the_same_bytes()
    {
        using var build = await reference.Build.CloneAsync();
        using var other = await reference.Build.CloneAsync();

        var wrong = await Task.WhenAll(((SmallBuild[])[build, other]).Select(DamageAllAsync));

        wrong.SelectMany(lane => lane).Should().BeEmpty("the seed was {0}", FaultRun.Seed);
    }

    private async Task<List<string>> DamageAllAsync(SmallBuild build, int lane)
    {
        await build.BuildAsync();
        await build.BuildAsync();
        var random = new Random(FaultRun.Seed + 1 + lane);
        var kinds = BuildFiles.In(build).Select(file => file.Kind!).Distinct().Order(StringComparer.Ordinal).ToList();
        kinds.Should().HaveCountGreaterThan(15, "they are {0}", string.Join(", ", kinds));
        var wrong = new List<string>();
        foreach (var (kind, damage) in kinds.Where((_, index) => index % Lanes == lane).SelectMany(kind => Damages.Select(damage => (kind, damage))))
        {
            for (var file = 0; file < FilesOfAKind; file++)
            {
                if (await DamageAsync(build, random, kind, damage) is { } failure)
                {
                    wrong.Add(failure);
                    build.Forget(all: true);
                    await build.BuildAsync();
                }
            }
        }

        return wrong;
    }

    /// <returns>What was wrong after it, or null.</returns>
    private async Task<string?> DamageAsync(SmallBuild build, Random random, string kind, string damage)
    {
        var files = BuildFiles.In(build).Where(file => file.Kind == kind && new FileInfo(file.Path) is { LinkTarget: null, Length: var size } && (size > 0 || damage == Damages[2]))
            .Select(file => file.Path).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            // A lock has no content that could be damaged.
            return null;
        }

        var path = files[random.Next(files.Count)];
        Damage(path, damage, random);
        if (!path.StartsWith(build.PathOf("build"), StringComparison.Ordinal))
        {
            // What is there already needs nothing of the cache.
            build.Forget(all: false);
        }

        if (random.Next(2) == 0 && kind is "blob" or "result")
        {
            File.Delete(build.PathOf(".cache/stat.results"));
        }

        FaultRun.Count($"builds after {damage}");
        var result = await build.RunAsync();

        // A blob that nobody had to read is as it was; whoever reads it next finds out.
        var left = build.Leftovers().Where(left => left != SmallBuild.Damaged(path)).ToList();
        if (kind == "blob" && damage != Damages[2])
        {
            File.Delete(path);
        }

        return result.ExitCode == 0 && left.Count == 0 && build.Sha256() == reference.TarballOf(0)
            ? null
            : $"{damage} of a {kind}, {path}: {result.All}{string.Join(' ', left)}";
    }

    private static void Damage(string path, string damage, Random random)
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
