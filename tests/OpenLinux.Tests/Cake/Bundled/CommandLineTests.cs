using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using OpenLinux.TestKit.Hosts;

namespace OpenLinux.Tests.Cake.Bundled;

/// <summary>
/// The forms of the command line. Each expectation is what the published Cake.Frosting 6.0.0 did with the same arguments,
/// except for the wording and the stream of its messages, which is why only the bundled flavour is held to them.
/// </summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--arch=x86_64", "arch=[x86_64]")]
    [InlineData("--arch:x86_64", "arch=[x86_64]")]
    [InlineData("--arch x86_64", "arch=[x86_64]")]
    [InlineData("--tag a --tag=b", "tag=[a|b]")]
    [InlineData("--eq=a=b:c", "eq=[a=b:c]")]
    [InlineData("--flag --other", "flag=[]", "other=[]")]
    [InlineData("--flag true", "flag=[true]")]
    [InlineData("--offset -5", "offset=[-5]")]
    [InlineData("--offset=-5", "offset=[-5]")]
    [InlineData("-x", "x=[]")]
    [InlineData("-x 5", "x=[5]")]
    [InlineData("-x=5", "x=[5]")]
    [InlineData("-xyz", "x=[]", "y=[]", "z=[]")]
    [InlineData("--command -c", "c=[]", "command=[]")]
    [InlineData("--no-cache x86_64", "no-cache=[x86_64]")]
    [InlineData("--flag -- --after=1 rest", "after=[1]", "flag=[]")]
    [InlineData("--exclusive=false --arch=x", "arch=[x]")]
    [InlineData("--tree false --arch=x", "arch=[x]")]
    [InlineData("-e true --arch=x", "arch=[x]")]
    [InlineData("-w . --arch=x", "arch=[x]")]
    [InlineData("--")]
    public void What_is_not_the_hosts_own_is_an_argument_of_the_build(string commandLine, params string[] arguments) =>
        HostRun.Of<Context>(commandLine.Split(' ')).Trace.Should().BeEquivalentTo([.. arguments, "target=[Default]", "Normal"]);

    [Fact]
    public void A_value_keeps_its_spaces_and_quotes() =>
        HostRun.Of<Context>("""--cmd=["sh", "-c"]""", "--message", "a b").Trace.Should().Contain("""cmd=[["sh", "-c"]]""").And.Contain("message=[a b]");

    [Fact]
    public void An_empty_value_is_a_value_when_it_is_a_word_of_its_own() =>
        HostRun.Of<Context>("--label", "").Trace.Should().Contain("label=[]");

    [Theory]
    [InlineData("-t Default -t Default", "target=[Default|Default]")]
    [InlineData("--Target Default", "target=[Default]")]
    [InlineData("-t:Default", "target=[Default]")]
    public void Targets_have_several_spellings(string commandLine, string argument) =>
        HostRun.Of<Context>(commandLine.Split(' ')).Trace.Should().Contain(argument);

    [Theory]
    [InlineData("-v q", Verbosity.Quiet)]
    [InlineData("--verbosity=MINIMAL", Verbosity.Minimal)]
    [InlineData("--verbosity Verbose", Verbosity.Verbose)]
    [InlineData("-v=d", Verbosity.Diagnostic)]
    public void Verbosity_is_a_word_or_its_first_letter(string commandLine, Verbosity verbosity) =>
        HostRun.Of<Context>(commandLine.Split(' ')).Trace.Should().Contain(verbosity.ToString());

    [Theory]
    [InlineData("positional", "Unknown command 'positional'.")]
    [InlineData("--arch x86_64 positional", "Unknown command 'positional'.")]
    [InlineData("-1", "Unknown command '-1'.")]
    [InlineData("--empty=", "Expected an option value")]
    [InlineData("--target", "Option 'target' is defined but no value has been provided.")]
    [InlineData("-et Default", "Option 'target' is defined but no value has been provided.")]
    [InlineData("--verbosity=loud", "Failed to convert 'loud' to Verbosity.")]
    [InlineData("--version=1.0", "Flags cannot be assigned a value")]
    [InlineData("--x", "Invalid long option name")]
    [InlineData("--na.me=1", "Invalid long option name")]
    [InlineData("-x-y", "Short option does not have a valid name")]
    [InlineData("-w /nowhere", "The working directory '/nowhere' does not exist.")]
    public void What_makes_no_sense_fails_and_says_so(string commandLine, string message)
    {
        var run = HostRun.Of<Context>(commandLine.Split(' '));

        run.ExitCode.Should().Be(-1);
        run.Trace.Should().BeEmpty();
        run.Error.Should().Contain(message);
    }

    [Theory]
    [InlineData("--version", @"^Unknown\r?\n$")]
    [InlineData("--info", @"Version: Unknown")]
    [InlineData("--help", @"-t, --target <TARGET> +Target task to invoke")]
    [InlineData("-h", @"-e, --exclusive +Executes the target task without any dependencies")]
    public void Questions_about_the_host_are_answered_and_nothing_runs(string option, string answer)
    {
        var run = HostRun.Of<Context>(option);

        run.ExitCode.Should().Be(0);
        run.Trace.Should().BeEmpty();
        run.Output.Should().MatchRegex(answer);
    }

    public sealed class Context(ICakeContext context, Trace trace) : TracingContext(context, trace);

    [TaskName("Default")]
    public sealed class ShowArguments : FrostingTask<Context>
    {
        public override void Run(Context context)
        {
            foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(argument => argument.Key, StringComparer.Ordinal))
            {
                context.Did($"{name}=[{string.Join('|', values)}]");
            }

            context.Did(context.Log.Verbosity.ToString());
        }
    }
}
