using Cake.Core;
using Cake.Frosting;

namespace OpenLinux.TestKit.Hosts;

/// <summary>A context as a task gets it, with the real file system, processes and tools behind it.</summary>
public static class CakeContexts
{
    public static ICakeContext Create()
    {
        ICakeContext? captured = null;
        var run = HostRun.Of<CapturingContext>(
            host => host.ConfigureServices(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
                .AddSingleton<Action<ICakeContext>>(services, context => captured = context)),
            "--target=Capture");
        run.ExitCode.Should().Be(0, "it said: {0}", run.Error);
        return captured!;
    }

    public sealed class CapturingContext(ICakeContext context, Action<ICakeContext> capture) : FrostingContext(context)
    {
        public void Capture() => capture(this);
    }

    public sealed class Capture : FrostingTask<CapturingContext>
    {
        public override void Run(CapturingContext context) => context.Capture();
    }
}
