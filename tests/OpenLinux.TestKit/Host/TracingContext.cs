using Cake.Core;
using Cake.Frosting;

namespace OpenLinux.TestKit.Host;

/// <summary>What tasks did, in order.</summary>
public sealed class Trace
{
    private readonly List<string> entries = [];

    public IReadOnlyList<string> Entries => entries;

    public void Add(string entry) => entries.Add(entry);
}

/// <summary>A test class derives a context of its own: the tasks of this assembly that want another one are left out of its host.</summary>
public abstract class TracingContext(ICakeContext context, Trace trace) : FrostingContext(context)
{
    public void Did(string entry) => trace.Add(entry);

    /// <summary>All that most tasks of tests do.</summary>
    public Task DidAsync(string entry)
    {
        Did(entry);
        return Task.CompletedTask;
    }
}
