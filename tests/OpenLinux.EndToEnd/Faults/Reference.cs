using System.Diagnostics;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>What undisturbed builds give, by variant of the sources, and how long they take, by what they find; made once for all faults.</summary>
public sealed class Reference : IAsyncLifetime
{
    public const int Variants = 3;

    private readonly string[] tarballs = new string[Variants];

    internal SmallBuild Build { get; private set; } = null!;

    /// <summary>From nothing.</summary>
    public TimeSpan Cold { get; private set; }

    /// <summary>After an edit.</summary>
    public TimeSpan Edited { get; private set; }

    /// <summary>With everything in the cache.</summary>
    public TimeSpan Warm { get; private set; }

    public string TarballOf(int variant) => tarballs[variant];

    public async ValueTask InitializeAsync()
    {
        Build = await SmallBuild.CreateAsync();
        Cold = await TimeAsync(0);
        Edited = await TimeAsync(1);
        await TimeAsync(2);
        Build.Edit(0);
        Build.Forget(all: false);
        Warm = await TimeAsync(0);
        tarballs.Should().HaveCount(Variants).And.OnlyHaveUniqueItems("each edit is seen");
    }

    public ValueTask DisposeAsync()
    {
        Build.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TimeSpan> TimeAsync(int variant)
    {
        Build.Edit(variant);
        var start = Stopwatch.GetTimestamp();
        var tarball = await Build.BuildAsync();
        (tarballs[variant] ?? tarball).Should().Be(tarball);
        tarballs[variant] = tarball;
        return Stopwatch.GetElapsedTime(start);
    }
}
