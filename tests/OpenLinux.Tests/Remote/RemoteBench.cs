using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Http;

namespace OpenLinux.Tests.Remote;

/// <summary>Machines of one team, each with a cache of its own, and the server that they share.</summary>
public sealed class RemoteBench : IDisposable
{
    private readonly List<Workshop> machines = [];

    public BlobServer Server { get; } = new();

    /// <summary>Gives a server up that fails soon, and waits for an answer as ever: a busy machine is none that hangs.</summary>
    public static RemotePatience Impatient { get; } = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(20),
        Failing = TimeSpan.FromMilliseconds(5),
    };

    public RemotePatience Patience { get; set; } = Impatient;

    internal Workshop Machine()
    {
        var machine = new Workshop();
        machines.Add(machine);
        return machine;
    }

    /// <summary>The engine of a machine, as the next run of its build would open it.</summary>
    internal EngineServices Open(Workshop machine, bool reads = true, bool writes = true) => machine.Open(remote: Access() with { Reads = reads, Writes = () => writes });

    internal RemoteAccess Access() => new(RemoteCaches.Open(new RemoteSettings(Server.Address, new Dictionary<string, string>()), new ProcessLauncher()).Cache) { Patience = Patience };

    /// <summary>Runs a step to its end, uploads included.</summary>
    internal async Task<ActionOutcome> RunAsync(Workshop machine, ActionSpec spec)
    {
        using var services = Open(machine);
        return await services.Engine.RunAsync(spec, TestContext.Current.CancellationToken);
    }

    /// <summary>A step with a file, a folder and a text, each larger than what is said inline.</summary>
    internal static ActionSpec Step(string mark = "a") => Workshop.Shell(
        $"mkdir -p dir/sub; echo {mark}one > file; echo {mark}two > dir/sub/two; echo {mark}three > dir/three; ln -s three dir/link; seq 1 3000",
        "file",
        "dir");

    /// <returns>The content of all that a step made.</returns>
    internal static async Task<string> ContentAsync(IContentStore store, ActionOutcome outcome)
    {
        var text = outcome.Stdout.Length + "\n";
        foreach (var (path, node) in outcome.Outputs.Nodes)
        {
            text += node is FileNode file
                ? $"{path} {file.Mode} {System.Text.Encoding.UTF8.GetString((await store.ReadAsync(file.Content, TestContext.Current.CancellationToken))!)}"
                : $"{path} {node}\n";
        }

        return text;
    }

    public void Dispose()
    {
        machines.ForEach(machine => machine.Dispose());
        Server.Dispose();
    }
}
