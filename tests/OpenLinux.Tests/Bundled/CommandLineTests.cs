using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Bundled;

/// <summary>The forms of the command line that the host hands on. The published Cake.Frosting words its messages otherwise, so the bundled one alone is held to them.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void Without_a_target_the_default_one_runs() =>
        HostRun.Of<Context>().Trace.Should().Equal("Default at Normal");

    [Theory]
    [InlineData("quiet", Verbosity.Quiet)]
    [InlineData("Minimal", Verbosity.Minimal)]
    [InlineData("verbose", Verbosity.Verbose)]
    [InlineData("diagnostic", Verbosity.Diagnostic)]
    public void Verbosity_is_a_word(string word, Verbosity verbosity) =>
        HostRun.Of<Context>("--target=Default", $"--verbosity={word}").Trace.Should().Equal($"Default at {verbosity}");

    [Theory]
    [InlineData("positional")]
    [InlineData("--")]
    [InlineData("--arch=x86_64")]
    [InlineData("--target")]
    [InlineData("--verbosity=loud")]
    [InlineData("--exclusive=false")]
    public void What_it_does_not_know_fails_and_is_named(string argument)
    {
        var run = HostRun.Of<Context>("--target=Default", argument);

        run.ExitCode.Should().Be(-1);
        run.Trace.Should().BeEmpty();
        run.Error.Should().Contain($"This host does not know '{argument}'.");
    }

    [Theory]
    [InlineData("--version", @"^Unknown\r?\n$")]
    [InlineData("--info", "Version: Unknown")]
    public void Questions_about_the_host_are_answered_and_nothing_runs(string option, string answer)
    {
        var run = HostRun.Of<Context>(option, "--tree");

        run.ExitCode.Should().Be(0);
        run.Trace.Should().BeEmpty();
        run.Output.Should().MatchRegex(answer);
    }

    public sealed class Context(ICakeContext context, Trace trace) : TracingContext(context, trace);

    [TaskName("Default")]
    public sealed class SayVerbosity : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync($"Default at {context.Log.Verbosity}");
    }
}
