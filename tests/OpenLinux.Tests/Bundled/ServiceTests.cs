using Cake.Cli;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Bundled;

/// <summary>What a host hands to its context.</summary>
public sealed class ServiceTests
{
    [Fact]
    public void A_context_gets_its_services_through_its_constructor()
    {
        var run = HostRun.Of<Context>(
            host => host.ConfigureServices(services => services
                .AddSingleton(_ => new Greeter("hello from a factory"))
                .AddSingleton<Greeter, TypedGreeter>()),
            "--target=Greet");

        run.Error.Should().BeEmpty();
        run.Trace.Should().Equal("hello from a factory", "hello from a type", "the last one says hello from a type");
    }

    [Theory]
    [InlineData("--version", "7.8\n")]
    [InlineData("--info", "Version: 7.8\nDetails: 7.8+90\n")]
    public void A_build_may_say_for_itself_which_version_it_is(string option, string answer)
    {
        var run = HostRun.Of<Context>(host => host.ConfigureServices(services => services.AddSingleton<IVersionResolver, FixedVersion>()), option);

        run.ExitCode.Should().Be(0);
        run.Output.ReplaceLineEndings("\n").Should().Contain(answer);
    }

    [Fact]
    public void A_missing_service_is_named_with_what_wants_it()
    {
        var run = HostRun.Of<Context>("--target=Greet");

        run.ExitCode.Should().Be(-1);
        run.Error.Should().MatchRegex("Unable to resolve service for type '.*Greeter' while attempting to activate '.*Context'");
    }

    [Fact]
    public void A_service_that_wants_itself_is_refused()
    {
        var run = HostRun.Of<Context>(
            host => host.ConfigureServices(services => services.AddSingleton<Greeter, Circle>()),
            "--target=Greet");

        run.ExitCode.Should().Be(-1);
        run.Error.Should().Contain("A circular dependency was detected");
    }

    public sealed class Context(ICakeContext context, Trace trace, IEnumerable<Greeter> greeters, Greeter last)
        : TracingContext(context, trace)
    {
        public void Greet()
        {
            foreach (var greeter in greeters)
            {
                Did(greeter.Greeting);
            }

            Did($"the last one says {last.Greeting}");
        }
    }

    public sealed class FixedVersion : IVersionResolver
    {
        public string GetVersion() => "7.8";

        public string GetProductVersion() => "7.8+90";
    }

    public class Greeter(string greeting)
    {
        public string Greeting { get; } = greeting;
    }

    public sealed class TypedGreeter() : Greeter("hello from a type");

    public sealed class Circle(Greeter inner) : Greeter(inner.Greeting);

    [TaskName("Greet")]
    public sealed class Greet : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context)
        {
            context.Greet();
            return Task.CompletedTask;
        }
    }
}
