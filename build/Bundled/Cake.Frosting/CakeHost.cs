using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Collects a build's services and the public tasks of its entry assembly, and runs what the command line asks for.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = [];

    public CakeHost()
    {
        services.AddCakeEngine();
        services.AddFrostingTasks();
    }

    /// <summary>Registers services; a later registration of the same type wins.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services);
        return this;
    }

    /// <returns>0, or -1 after any failure, which has then been logged.</returns>
    public int Run(IEnumerable<string> args) => HostCommand.Execute(services, args);
}

/// <summary>The host's registrations, to be chained.</summary>
public static class CakeHostExtensions
{
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingContext, TContext>());

    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingLifetime, TLifetime>());

    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        host.ConfigureServices(services => services.AddSingleton<IFrostingTaskLifetime, TLifetime>());
}
