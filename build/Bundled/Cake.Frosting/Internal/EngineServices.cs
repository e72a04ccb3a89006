using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
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
        .AddSingleton<ICakeArguments>(new CakeArguments(Array.Empty<string>().ToLookup(name => name)))
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
        .AddSingleton<IRegistry, WindowsRegistry>()
        .AddSingleton<IToolRepository, ToolRepository>()
        .AddSingleton<IToolResolutionStrategy, ToolResolutionStrategy>()
        .AddSingleton<IToolLocator, ToolLocator>()
        .AddSingleton<IToolInstaller, NoToolInstaller>()
        .AddSingleton<IVersionResolver, VersionResolver>()
        .AddSingleton<VersionFeature>()
        .AddSingleton<InfoFeature>();

    public static void AddFrostingTasks(this IServiceCollection services)
    {
        foreach (var type in Assembly.GetEntryAssembly()?.GetExportedTypes() ?? [])
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            {
                services.AddSingleton(typeof(IFrostingTask), type);
            }
        }
    }

    /// <summary>Cake's configuration: environment variables and <c>cake.config</c>.</summary>
    private sealed class FrostingConfiguration(IFileSystem fileSystem, ICakeEnvironment environment) : ICakeConfiguration
    {
        private readonly Lazy<ICakeConfiguration> configuration = new(() =>
            new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(environment.WorkingDirectory, new Dictionary<string, string>()));

        public string GetValue(string key) => configuration.Value.GetValue(key);
    }

    /// <summary>The engine wants an installer; this host finds tools, and installs none.</summary>
    private sealed class NoToolInstaller : IToolInstaller
    {
        public IEnumerable<FilePath> Install(PackageReference tool) =>
            throw new CakeException($"Cannot install '{tool.OriginalString}': this host installs no tools.");
    }
}
