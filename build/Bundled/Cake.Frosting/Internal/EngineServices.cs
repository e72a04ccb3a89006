using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.IO.NuGet;
using Cake.Core.Tooling;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

internal static class EngineServices
{
    /// <summary>The engine without its script compiler and package installers: a compiled host has no use for them, and they cost start-up time.</summary>
    public static void AddCakeEngine(this IServiceCollection services) => services
        .AddSingleton<ICakeEngine, CakeEngine>()
        .AddSingleton<IExecutionStrategy, DefaultExecutionStrategy>()
        .AddSingleton<ICakeReportPrinter, CakeReportPrinter>()
        .AddSingleton<ICakeLog, CakeBuildLog>()
        .AddSingleton<IConsole, CakeConsole>()
        .AddSingleton<ICakeContext, CakeContext>()
        .AddSingleton<CakeDataService>()
        .AddSingleton<ICakeDataService>(provider => provider.GetRequiredService<CakeDataService>())
        .AddSingleton<ICakeDataResolver>(provider => provider.GetRequiredService<CakeDataService>())
        .AddSingleton<ICakeConfiguration, FrostingConfiguration>()
        .AddSingleton<ICakeEnvironment, CakeEnvironment>()
        .AddSingleton<ICakeRuntime, CakeRuntime>()
        .AddSingleton<ICakePlatform, CakePlatform>()
        .AddSingleton<IFileSystem, FileSystem>()
        .AddSingleton<IGlobber, Globber>()
        .AddSingleton<IProcessRunner, ProcessRunner>()
        .AddSingleton<INuGetToolResolver, NuGetToolResolver>()
        .AddSingleton<IRegistry, WindowsRegistry>()
        .AddSingleton<IToolRepository, ToolRepository>()
        .AddSingleton<IToolResolutionStrategy, ToolResolutionStrategy>()
        .AddSingleton<IToolLocator, ToolLocator>()
        .AddSingleton<IToolInstaller, NoToolInstaller>()
        .AddSingleton<IVersionResolver, VersionResolver>()
        .AddSingleton<VersionFeature>()
        .AddSingleton<InfoFeature>()
        .AddSingleton<FrostingContext>()
        .AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());

    public static void AddFrostingTasks(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            {
                services.AddSingleton(typeof(IFrostingTask), type);
            }
        }
    }
}
