using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>Cake's own script hosts: each runs, or shows, the same task graph in its way.</summary>
internal static class ScriptHosts
{
    public static IScriptHost Create(HostAction action, IServiceProvider provider) => action switch
    {
        HostAction.Tree => Tree(provider),
        HostAction.Description => Description(provider),
        HostAction.DryRun => DryRun(provider),
        _ => Run(provider),
    };

    private static BuildScriptHost<IFrostingContext> Run(IServiceProvider provider) => new(
        provider.GetRequiredService<ICakeEngine>(),
        provider.GetRequiredService<IExecutionStrategy>(),
        provider.GetRequiredService<IFrostingContext>(),
        provider.GetRequiredService<ICakeReportPrinter>(),
        provider.GetRequiredService<ICakeConfiguration>(),
        provider.GetRequiredService<ICakeLog>());

    private static DryRunScriptHost<IFrostingContext> DryRun(IServiceProvider provider) => new(
        provider.GetRequiredService<ICakeEngine>(),
        provider.GetRequiredService<IFrostingContext>(),
        provider.GetRequiredService<ICakeLog>());

    private static TreeScriptHost Tree(IServiceProvider provider) => new(
        provider.GetRequiredService<ICakeEngine>(),
        provider.GetRequiredService<ICakeContext>(),
        provider.GetRequiredService<IConsole>());

    private static DescriptionScriptHost Description(IServiceProvider provider) => new(
        provider.GetRequiredService<ICakeEngine>(),
        provider.GetRequiredService<ICakeContext>(),
        provider.GetService<IAnsiConsole>() ?? AnsiConsole.Console);
}
