using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>The same registrations as <see cref="CakeHostExtensions"/>, for an <see cref="IFrostingStartup"/>.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext =>
        services.AddSingleton<IFrostingContext, TContext>();

    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services
            .AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());

    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup =>
        services.AddSingleton<IFrostingSetup, TSetup>();

    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown =>
        services.AddSingleton<IFrostingTeardown, TTeardown>();

    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services
            .AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());

    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup =>
        services.AddSingleton<IFrostingTaskSetup, TSetup>();

    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown =>
        services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new()
    {
        new TModule().Register(new ModuleRegistrar(services));
        return services;
    }

    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path) =>
        services.AddSingleton(new DefaultWorkingDirectory(path));

    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) =>
        services.AddSingleton(new CakeSetting(key, value));

    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath)
    {
        ArgumentNullException.ThrowIfNull(toolPath);
        return services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
    }
}
