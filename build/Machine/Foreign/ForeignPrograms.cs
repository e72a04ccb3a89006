using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Machine.Foreign;

/// <summary>Whether the kernel runs programs of another architecture, through an emulator that binfmt_misc knows.</summary>
public sealed class ForeignPrograms(MachineFacts machine, IProcessLauncher launcher, SetupGate gate, SetupAdvice advice)
{
    private const string Registry = "/proc/sys/fs/binfmt_misc";

    public bool CanRun(string architecture) =>
        architecture == machine.Architecture || IsRegistered(architecture);

    /// <exception cref="BuildException">Such programs do not run (<c>OL210</c>); the fix has the commands for this system.</exception>
    public void Require(string architecture)
    {
        if (!CanRun(architecture))
        {
            throw new BuildException(
                MachineErrors.CannotRunForeign,
                architecture,
                $"The kernel knows no emulator for it ({Registry}/qemu-{architecture} is missing or disabled).",
                $"{advice.CommandsFor(PrerequisiteCatalog.For(Needs.RunForeign, [architecture], machine))}\nor let this build do it, as root: --setup=auto");
        }
    }

    /// <summary>Registers the installed emulator where the system has not done so, as a machine without a service manager has not.</summary>
    /// <returns>Whether such programs run now.</returns>
    public async Task<bool> EnsureAsync(string architecture, CancellationToken cancellation)
    {
        if (CanRun(architecture))
        {
            return true;
        }

        var rules = machine.PathOf($"/usr/lib/binfmt.d/qemu-{architecture}.conf");
        if (machine.Family != OperatingSystemFamily.Linux || !machine.IsPrivileged || !File.Exists(rules)
            || await gate.OpenAsync($"Let the kernel run {architecture} programs through qemu?", needsRoot: true, cancellation) is null)
        {
            return false;
        }

        if (!machine.FileExists($"{Registry}/register"))
        {
            await launcher.RunAsync(new ProcessSpec("mount", ["-t", "binfmt_misc", "binfmt_misc", machine.PathOf(Registry)], "/", machine.ProgramEnvironment), cancellation);
        }

        if (!IsRegistered(architecture))
        {
            Register(rules);
        }

        return IsRegistered(architecture);
    }

    /// <summary>binfmt.d(5): one rule a line, each handed to the kernel as it stands.</summary>
    private void Register(string rules)
    {
        try
        {
            foreach (var rule in File.ReadLines(rules))
            {
                if (rule.StartsWith(':'))
                {
                    File.WriteAllText(machine.PathOf($"{Registry}/register"), rule);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The kernel refuses it (a container, say); the caller sees that it is not registered.
        }
    }

    private bool IsRegistered(string architecture)
    {
        var entry = machine.PathOf($"{Registry}/qemu-{architecture}");
        return File.Exists(entry) && File.ReadAllText(entry).StartsWith("enabled", StringComparison.Ordinal);
    }
}
