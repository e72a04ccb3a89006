using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// The native front, compiled where build.sh looks for it: <c>.cache/unchanged/front.ARCH</c>, a link to the one of this source. Where no
/// compiler of this machine makes one that runs here, every run starts the host.
/// </summary>
internal sealed class FrontProgram(string folder, IProcessLauncher launcher)
{
    /// <summary>What the front ends with where it is told nothing.</summary>
    private const int Usage = 64;

    private static readonly string Name = $"front.{ThisMachine.Architecture}";

    private static readonly NativeProgram Source = NativeProgram.Embedded(typeof(FrontProgram), "front.c");

    /// <param name="compilers">The first that does makes it.</param>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> EnsureAsync(IEnumerable<NativeCompiler> compilers, CancellationToken cancellation)
    {
        foreach (var compiler in compilers)
        {
            var built = await Source.BuildAsync(compiler, folder, launcher, cancellation);
            if (built.Path is { } path && (PointsTo(path) || await RunsAsync(path, cancellation)))
            {
                Point(path);
                return true;
            }
        }

        return false;
    }

    /// <param name="compiler">A driver's path.</param>
    /// <param name="linker">The path of the linker that goes with it; null for the one that it finds.</param>
    public static IReadOnlyList<NativeCompiler> CompilersOf(string compiler, string? linker)
    {
        var identity = FileStatus.Of(compiler) is { } status ? string.Create(CultureInfo.InvariantCulture, $"{status.Size} {status.Modified} {status.Inode}") : "";
        string[][] commands = linker is null ? [[compiler]] : [[compiler, $"--ld-path={linker}"], [compiler]];
        return [.. commands.Select(command => new NativeCompiler(command, identity))];
    }

    /// <summary>A cross compiler's would not.</summary>
    private async Task<bool> RunsAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return (await launcher.RunAsync(new ProcessSpec(path, [], folder), cancellation)).ExitCode == Usage;
        }
        catch (BuildException)
        {
            return false;
        }
    }

    private bool PointsTo(string path) => Target == Path.GetFileName(path);

    private string? Target => new FileInfo(Path.Combine(folder, Name)).LinkTarget;

    private void Point(string path)
    {
        if (PointsTo(path))
        {
            return;
        }

        var before = Target;
        var link = Path.Combine(folder, Name);
        var draft = Drafts.Beside(link);
        File.CreateSymbolicLink(draft, Path.GetFileName(path));
        File.Move(draft, link, overwrite: true);
        if (before is not null)
        {
            File.Delete(Path.Combine(folder, before));
        }
    }
}
