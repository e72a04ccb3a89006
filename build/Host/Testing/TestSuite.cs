namespace OpenLinux.Host.Testing;

/// <summary>A test project.</summary>
/// <param name="Project">The folder below <c>tests/</c>, the project and its assembly, which share a name.</param>
/// <param name="TellsEach">Whether each test is named when it starts: one that builds images can take a minute.</param>
/// <param name="IsSmall">Whether all that its tests write at a time has room in memory.</param>
/// <param name="Patience">How long no test may begin or end before one is taken to hang.</param>
internal sealed record TestSuite(string Project, bool TellsEach, bool IsSmall, TimeSpan Patience)
{
    /// <summary>Tests that need no daemon and change nothing on the machine.</summary>
    public static TestSuite Unit { get; } = new("OpenLinux.Tests", TellsEach: false, IsSmall: true, TimeSpan.FromMinutes(5));

    /// <summary>Tests that drive the compiled host, a Docker engine, a registry, or a set-up that installs.</summary>
    public static TestSuite EndToEnd { get; } = new("OpenLinux.EndToEnd", TellsEach: true, IsSmall: false, TimeSpan.FromMinutes(15));
}
