using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Engine.Processes;

namespace OpenLinux.Userland.Toolchains;

/// <summary>Finds the configured tools on PATH and learns who they are, once for each binary.</summary>
public sealed class ToolchainLocator(IBuildEngine engine, IFileDigester digester, IProcessLauncher launcher)
{
    private static readonly string[] SystemFolders = ["/usr/bin", "/bin"];
    private static readonly string[] ResourceFolders = ["include", "lib", "share"];

    /// <exception cref="BuildException">A tool is not installed (<c>OL302</c>).</exception>
    public async Task<Toolchain> LocateAsync(ToolchainConfiguration programs, CancellationToken cancellation)
    {
        string[] names = [programs.Cc, programs.Ld, programs.Ar, programs.Ranlib, programs.Strip, programs.Objcopy, "make", "sh"];
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folders = new List<string>();
        var tools = new List<Tool>();
        var inspector = new ToolInspector(engine, digester, launcher);
        var headerFolder = "";

        foreach (var name in names.Distinct())
        {
            var path = Find(name);
            var folder = Path.GetDirectoryName(path)!;
            if (!folders.Contains(folder) && !SystemFolders.Contains(folder))
            {
                folders.Add(folder);
            }

            var inspected = await inspector.InspectAsync(path, isCompiler: name == programs.Cc, cancellation);
            tools.Add(inspected.Tool);
            identity[$"tool:{inspected.Tool.Name}"] = inspected.Identity;
            headerFolder = inspected.HeaderFolder ?? headerFolder;
        }

        return new Toolchain(
            programs, string.Join(':', folders.Concat(SystemFolders)), identity, tools, ResourcesIn(Path.GetDirectoryName(headerFolder)!), headerFolder);
    }

    /// <summary>Its headers, its runtime and the sanitizers' lists; programs beside them are run by nobody.</summary>
    private FileTree ResourcesIn(string folder) => ResourceFolders
        .Where(name => Directory.Exists(Path.Combine(folder, name)))
        .Aggregate(FileTree.Empty, (all, name) => all.WithTree(name, digester.TreeOf(Path.Combine(folder, name))));

    private static string Find(string name) =>
        ProgramPath.Find(name, Environment.CurrentDirectory, $"{Environment.GetEnvironmentVariable("PATH")}:{string.Join(':', SystemFolders)}")
        ?? throw new BuildException(
            EngineErrors.ToolMissing,
            name,
            $"'{name}' is on no folder of PATH; config/toolchain.toml asks for it.",
            "./build.sh --target=Doctor shows what is missing; ./build.sh --setup=auto installs it.");
}
