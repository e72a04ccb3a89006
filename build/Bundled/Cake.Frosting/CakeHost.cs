using System.Reflection;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Collects a build's tasks and services, and runs what the command line asks for.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    public CakeHost()
    {
        _services.AddCakeEngine();
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }
    }

    public static CakeHost Create() => new();

    /// <summary>Takes the public tasks of another assembly as well; those of the entry assembly are always taken.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; a later registration of the same type wins.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <returns>0, or -1 after any failure, which has then been logged.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var assembly in _assemblies)
        {
            _services.AddFrostingTasks(assembly);
        }

        return HostCommand.Execute(_services, args);
    }
}
