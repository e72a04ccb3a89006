using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Engine.Verification;

namespace OpenLinux.Engine.Building;

/// <summary>Where the engine keeps things, and how it runs.</summary>
public sealed record EngineOptions
{
    /// <summary>10 GiB.</summary>
    public const long DefaultMaxCacheBytes = 10L * 1024 * 1024 * 1024;

    /// <summary>The cache that all checkouts share.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>The stat cache's file; the checkout's own.</summary>
    public required string StatCachePath { get; init; }

    /// <summary>Where folders of failed steps are kept; the checkout's own.</summary>
    public required string FailedDirectory { get; init; }

    /// <summary>False for <c>--no-cache</c>: nothing is read from the action cache, all is still written.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>Whether nothing is run or written: what would run is reported as run, with its reason.</summary>
    public bool IsDry { get; init; }

    public long MaxCacheBytes { get; init; } = DefaultMaxCacheBytes;

    /// <summary>A cache on a server behind the one on disk; null for none.</summary>
    public RemoteAccess? Remote { get; init; }

    /// <summary>Tells which day it is.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What keeps steps from what they have not declared.</summary>
    public SandboxMode Sandbox { get; init; } = SandboxMode.Auto;

    /// <summary>Actions that are run twice, to see whether they make the same.</summary>
    public VerifiedShare Verified { get; init; } = VerifiedShare.None;

    /// <summary>Tells of two files where in them they differ: "in the section .text"; null where it knows neither.</summary>
    public Func<byte[], byte[], string?> DescribeDifference { get; init; } = (_, _) => null;

    /// <summary>Steps that run at a time on this machine.</summary>
    public int MaxParallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Where commands run instead; null for here.</summary>
    public RemoteExecutionOptions? Execution { get; init; }
}
