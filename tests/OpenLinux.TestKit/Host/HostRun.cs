using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace OpenLinux.TestKit.Host;

/// <summary>One run of a host over the tasks of a context, and what came of it.</summary>
internal sealed record HostRun(int ExitCode, IReadOnlyList<string> Trace, string Output, string Error)
{
    public static HostRun Of<TContext>(params string[] args)
        where TContext : class, IFrostingContext => Of<TContext>(_ => { }, args);

    public static HostRun Of<TContext>(Action<CakeHost> configure, params string[] args)
        where TContext : class, IFrostingContext
    {
        var console = new RecordingConsole();
        var trace = new Trace();
        var host = new CakeHost()
            .ConfigureServices(services => services.AddSingleton<IConsole>(console).AddSingleton(trace))
            .UseContext<TContext>();
        configure(host);
        var exitCode = host.Run(args);
        return new HostRun(exitCode, trace.Entries, console.Output, console.Error);
    }
}
