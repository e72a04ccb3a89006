using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace OpenLinux.TestKit.Host;

/// <summary>A context as a task gets it, with the real file system, processes and tools behind it.</summary>
public static class CakeContexts
{
    public static ICakeContext Create()
    {
        var captured = new Captured();
        var run = HostRun.Of<CapturingContext>(host => host.ConfigureServices(services => services.AddSingleton(captured)), "--tree");
        run.ExitCode.Should().Be(0, "it said: {0}", run.Error);
        return captured.Context!;
    }

    public sealed class Captured
    {
        public ICakeContext? Context { get; set; }
    }

    public sealed class CapturingContext : FrostingContext
    {
        public CapturingContext(ICakeContext context, Captured captured)
            : base(context) => captured.Context = this;
    }
}
