using System.Net.Sockets;
using OpenLinux.Common.Files;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Fronts;

/// <summary>
/// Makes actions of the compiles that someone else's makefiles call: a small program stands before the compiler, and asks this process
/// about each. Without it, and wherever it is in doubt, the compiler runs as it would.
/// </summary>
internal sealed class CompilerFront(Toolchain toolchain, IActionLedger ledger) : IActionAttendant
{
    /// <summary>What a script puts before the compiler's name; unset where there is no front.</summary>
    public const string Program = "OPENLINUX_FRONT_PROGRAM";

    /// <summary>Changes with what fronts do to a build's outputs, which is nothing: part of the key of each build that has one.</summary>
    public const string Version = "1";

    /// <summary>Where the program finds this process.</summary>
    private const string SocketName = "OPENLINUX_FRONT";

    /// <summary>Bytes of <c>sun_path</c>, with a zero (unix(7)).</summary>
    private const int LongestSocket = 108;

    private static readonly IAttendance None = new Unattended();

    public async Task<IAttendance> AttendAsync(ActionSpec spec, string folder, CancellationToken cancellation)
    {
        if (!NativeProgram.IsSupported || !IsOfKernel(folder))
        {
            return None;
        }

        var front = await NativeProgram.Embedded(typeof(CompilerFront), "front.c", "watch.h")
            .BuildAsync(CompilerForThisMachine(spec), ledger.ProgramFolder, new ProcessLauncher(), cancellation);
        if (front.Path is null)
        {
            ledger.Verbose($"{spec.Label}: its compiles are not kept one by one: {front.Problem}");
            return None;
        }

        try
        {
            return new Attendance(toolchain, ledger, spec, folder, front.Path);
        }
        catch (Exception fault) when (fault is SocketException || StorageFaults.IsFault(fault))
        {
            ledger.Verbose($"{spec.Label}: its compiles are not kept one by one: {fault.Message}");
            return None;
        }
    }

    /// <summary>File systems of other machines have clocks of their own: there, what was changed when cannot be told.</summary>
    private static bool IsOfKernel(string folder)
    {
        var probe = $"{folder}/.front-clock";
        var before = CoarseClock.Now;
        File.WriteAllText(probe, "");
        var status = FileStatus.OfLink(probe);
        var after = CoarseClock.Now;
        File.Delete(probe);
        return status is { } made && made.Changed >= before && made.Modified >= before && made.Changed <= after + 10_000_000;
    }

    private NativeCompiler CompilerForThisMachine(ActionSpec spec) => new(
        [ProgramPath.Find(toolchain.Programs.Cc, "/", spec.Environment["PATH"]) ?? toolchain.Programs.Cc, toolchain.LinkerOption],
        string.Join('\n', toolchain.AllIdentity.Select(tool => $"{tool.Key}={tool.Value}")));

    private sealed class Unattended : IAttendance
    {
        public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Attendance : IAttendance
    {
        private TemporaryFolder? elsewhere;
        private readonly string scratch;
        private readonly UnitCache cache;
        private readonly FrontListener listener;

        public Attendance(Toolchain toolchain, IActionLedger ledger, ActionSpec spec, string folder, string program)
        {
            scratch = $"{folder}/.front";
            var socket = $"{scratch}/socket";
            if (System.Text.Encoding.UTF8.GetByteCount(socket) >= LongestSocket)
            {
                socket = Elsewhere.PathOf("socket");
            }

            Directory.CreateDirectory(scratch);
            var tree = new WorkTree(folder, spec.Inputs);
            var origin = new UnitOrigin(spec.Label, tree, new SourceKnowledge(tree), toolchain.Environment, toolchain.Identity)
            {
                Tools = toolchain.Tree,
                SearchPath = spec.Environment["PATH"],
            };
            cache = new UnitCache(ledger, origin);
            listener = new FrontListener(socket, new FrontService(ledger, origin, new UnitReader(origin, toolchain.Programs.Cc), cache, new UnitsElsewhere(ledger, origin, program), scratch).ServeAsync);
            Environment = new Dictionary<string, string> { [Program] = InOneWord(program), [SocketName] = socket };
        }

        public IReadOnlyDictionary<string, string> Environment { get; }

        private TemporaryFolder Elsewhere => elsewhere ??= new TemporaryFolder();

        /// <summary>Makefiles and configure scripts split CC at blanks, whatever quotes it has.</summary>
        private string InOneWord(string program)
        {
            if (ShellCommand.IsPlain(program))
            {
                return program;
            }

            var link = Elsewhere.PathOf("front");
            File.CreateSymbolicLink(link, program);
            return link;
        }

        public async ValueTask DisposeAsync()
        {
            await listener.DisposeAsync();
            await cache.SettleAsync();
            elsewhere?.Dispose();
            FolderRemoval.TryRemove(scratch);
        }
    }
}
