namespace OpenLinux.Bench.Measuring;

/// <summary>One who does the work of a row.</summary>
/// <param name="Name">"ours", "ninja".</param>
internal sealed record Contestant(string Name, Command Command)
{
    /// <summary>Done before each run, and not timed.</summary>
    public Func<Task> Before { get; init; } = static () => Task.CompletedTask;
}

/// <summary>What a row needs to be run.</summary>
/// <param name="Runs">How often each is run, where the user does not say.</param>
/// <param name="Contestants">Ours first, its peer second.</param>
internal sealed record Contest(int Runs, params IReadOnlyList<Contestant> Contestants)
{
    /// <summary>The first run of each is for warming up, and is not counted.</summary>
    public bool WarmsUp { get; init; }
}
