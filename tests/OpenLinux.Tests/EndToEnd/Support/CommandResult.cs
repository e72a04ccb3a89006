namespace OpenLinux.Tests.EndToEnd.Support;

internal sealed record CommandResult(int ExitCode, string Stdout, string Stderr)
{
    public string All => Stdout + Stderr;

    /// <summary>The line that ends a task, such as "Compile      cached: all 12 actions unchanged".</summary>
    public string LineOf(string task) =>
        Stdout.Split('\n').LastOrDefault(line => line.StartsWith(task + " ", StringComparison.Ordinal) && (line.Contains(" cached: ", StringComparison.Ordinal) || line.Contains(" ran in ", StringComparison.Ordinal))) ?? $"(no line of {task})\n{All}";

    public CommandResult Succeeded()
    {
        ExitCode.Should().Be(0, "it said: {0}", All);
        return this;
    }

    /// <summary>A failure that a user can act on: its code, a cause and a fix on standard error, and a non-zero exit code.</summary>
    public CommandResult FailedWith(string code)
    {
        ExitCode.Should().NotBe(0, "it said: {0}", All);
        Stderr.Should().Contain(code).And.Contain("cause: ").And.Contain("fix: ");
        return this;
    }
}
