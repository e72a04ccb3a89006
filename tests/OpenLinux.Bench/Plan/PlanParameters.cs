namespace OpenLinux.Bench.Plan;

/// <summary>
/// What a build of many actions is made of. Unless a property says that it is assumed, its figure was taken from the cache of row (a), the tree
/// of 2,132 units: from 2,164 compiles, 107 links and their action records. Times are in microseconds, sizes in bytes.
/// </summary>
internal sealed record PlanParameters
{
    public static PlanParameters Measured { get; } = new();

    public int Actions { get; init; } = 100_000;

    /// <summary>How many components stand on each other; assumed.</summary>
    public int Levels { get; init; } = 8;

    /// <summary>Compiles of a component; a link and a strip follow.</summary>
    public int CompilesPerComponent { get; init; } = 20;

    /// <summary>One core's time for an action: 89.6 s of two cores for 2,345.</summary>
    public long Run { get; init; } = 76_000;

    /// <summary>One core's time of the host for an action, key and look-ups: a profile of the first engine's.</summary>
    public long Host { get; init; } = 800;

    /// <summary>The host's cores; assumed.</summary>
    public int HostCores { get; init; } = 8;

    /// <summary>Bytes a microsecond, each way; assumed: 1 Gbit/s.</summary>
    public long Bandwidth { get; init; } = 125;

    /// <summary>Of headers, for a request and its answer each; assumed.</summary>
    public long HttpHeaders { get; init; } = 250;

    /// <summary>The same, compressed (HPACK); assumed.</summary>
    public long GrpcHeaders { get; init; } = 60;

    /// <summary>An <c>ActionResult</c>.</summary>
    public long Result { get; init; } = 87;

    /// <summary>The names of the headers that a compile once read; it is asked for before the result.</summary>
    public long HeaderSet { get; init; } = 700;

    /// <summary>What a compile makes.</summary>
    public long Object { get; init; } = 10_675;

    /// <summary>What a link makes, and a strip again.</summary>
    public long Program { get; init; } = 649_595;

    /// <summary>Digests that an action names: itself, its command, 13.8 directories, 33.5 files.</summary>
    public long Digests { get; init; } = 49;

    /// <summary>A digest in a message; assumed: 64 digits, a size, and their tags.</summary>
    public long DigestBytes { get; init; } = 72;

    /// <summary>An action and its command.</summary>
    public long Messages { get; init; } = 1_047;

    /// <summary>Its messages, its directories (3,816) of which 1,832 no other compile has, and 2,203 of source.</summary>
    public long NewInputs => Messages + 1_832 + 2_203;

    /// <summary>How long messages wait for others to go with; assumed.</summary>
    public long BatchWindow { get; init; } = 2_000;

    /// <summary>The largest batch (REAPI's usual limit).</summary>
    public long BatchBytes { get; init; } = 4 << 20;
}
