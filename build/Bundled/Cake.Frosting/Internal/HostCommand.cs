using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
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
            Execute(provider, CommandLine.Parse(args));
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
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();
        Registrations.Tasks(provider, engine, context);
        Registrations.Lifetimes(provider, engine, context);

        var host = ScriptHosts.Create(commandLine.Action, provider);
        if (commandLine.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(commandLine.Targets);
    }
}
