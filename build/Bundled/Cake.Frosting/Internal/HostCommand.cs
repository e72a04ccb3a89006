using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Does what the command line says.</summary>
internal static class HostCommand
{
    private const int Failure = -1;

    public static int Execute(IServiceCollection services, IEnumerable<string> args)
    {
        var provider = new ServiceResolver(services);
        try
        {
            var commandLine = CommandLineParser.Parse(args);
            services.AddSingleton(commandLine.Arguments);
            Execute(provider, commandLine);
            return 0;
        }
        catch (Exception exception)
        {
            provider.GetService<ICakeLog>().LogException(exception);
            return Failure;
        }
    }

    private static void Execute(IServiceProvider provider, CommandLine commandLine)
    {
        switch (commandLine.Action)
        {
            case HostAction.Help:
                HelpText.Write(provider.GetRequiredService<IConsole>());
                break;
            case HostAction.Version:
                provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
                break;
            case HostAction.Info:
                provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
                break;
            default:
                RunTargets(provider, commandLine);
                break;
        }
    }

    private static void RunTargets(IServiceProvider provider, CommandLine commandLine)
    {
        provider.GetRequiredService<ICakeLog>().Verbosity = commandLine.Verbosity;
        EnterWorkingDirectory(provider, commandLine.WorkingDirectory);

        var engine = provider.GetRequiredService<ICakeEngine>();
        TaskRegistration.Register(provider, engine);
        LifetimeRegistration.Register(provider, engine);

        var host = ScriptHosts.Create(commandLine.Action, provider);
        if (commandLine.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(commandLine.Targets);
    }

    private static void EnterWorkingDirectory(IServiceProvider provider, DirectoryPath? given)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var directory = (given ?? provider.GetService<DefaultWorkingDirectory>()?.Path)?.MakeAbsolute(environment);
        if (directory is null)
        {
            return;
        }

        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
        {
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = directory;
    }
}
