using OpenLinux.Machine;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Readiness;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Host.Lifetime;

/// <summary>Sees to it that the machine has what the targets need, before the first task.</summary>
public sealed class MachineReadiness(BuildContext context)
{
    private readonly Lazy<MachineServices> machine = new(() => new MachineServices(
        MachineFacts.Current,
        context.Plan is null ? context.CommandLine.Value("setup") : "never",
        Path.Combine(context.Paths.Cache, "machine"),
        context.Services.Launcher,
        context.Reporter,
        new ConsoleSetupPrompt()));

    public MachineServices Services => machine.Value;

    public Task EnsureAsync(Needs needs, CancellationToken cancellation)
    {
        if (needs == Needs.None)
        {
            return Task.CompletedTask;
        }

        needs = ToolchainNeeds.Of(needs, context.Settings.Toolchain);

        // Building for another architecture is the first step to running it.
        // The tests build for all of them.
        var architectures = needs.HasFlag(Needs.Test)
            ? context.Settings.Architectures.Keys.Order(StringComparer.Ordinal).ToList()
            : context.Architectures.Select(architecture => architecture.Name).ToList();
        var foreign = architectures.Exists(name => name != MachineFacts.Current.Architecture) && needs.HasFlag(Needs.Docker);
        return Services.Setup.EnsureAsync(foreign ? needs | Needs.RunForeign : needs, architectures, cancellation);
    }
}
